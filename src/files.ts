// The file system: the only importer of node:fs. Several files are written all or none.
import { readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { RestoreError } from './errors.js'

/** A file as it was read (`undefined`: it did not exist) and as it is to be. Paths are absolute. */
export interface FileChange {
  readonly path: string
  readonly before: string | undefined
  readonly after: string
}

/** The text of a file; undefined when there is none. Other failures become a `RestoreError`. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isErrno(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined
    throw new RestoreError(
      'schema-unreadable',
      `Cannot read ${file} (${reasonOf(error)}).`,
      'Check its permissions.',
    )
  }
}

export function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** The path as a person reads it: relative to where they stand unless that leads outside. */
export function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file)
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative)
    ? file
    : relative.split(path.sep).join('/')
}

const isErrno = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error

const reasonOf = (error: unknown): string => (isErrno(error) ? (error.code ?? error.message) : String(error))

/** A file that nobody may write is not replaced, although renaming over it would work. */
function refuseReadOnly({ path: file, before }: FileChange): void {
  const stat = before === undefined ? undefined : statSync(file, { throwIfNoEntry: false })
  if (stat !== undefined && (stat.mode & 0o222) === 0)
    throw new RestoreError(
      'write-failed',
      `${file} is read-only; nothing was written.`,
      `Try: chmod u+w ${file}`,
    )
}

function refuseChanged({ path: file, before }: FileChange): void {
  if (readText(file) !== before)
    throw new RestoreError(
      'file-changed',
      `${file} changed while it was being worked on; nothing was written.`,
      'Run restore-relations again.',
    )
}

async function takeBack({ path: file, before }: FileChange): Promise<void> {
  if (before === undefined) rmSync(file, { force: true })
  else await writeFileAtomic(file, before)
}

/**
 * Writes every file or none: each one by way of a temporary file and a rename; if one fails, those already written
 * get their old text back, or go if they are new.
 *
 * @param changes Absolute paths; those whose text stays the same are left alone.
 * @returns The paths that were written.
 * @throws RestoreError `file-changed` when a file is no longer as it was read, `write-failed` when it cannot be written.
 */
export async function writeFiles(changes: readonly FileChange[]): Promise<readonly string[]> {
  const due = changes.filter((change) => change.after !== change.before)
  due.forEach(refuseReadOnly)
  due.forEach(refuseChanged)
  const written: FileChange[] = []
  for (const change of due) {
    try {
      await writeFileAtomic(change.path, change.after)
      written.push(change)
    } catch (error) {
      for (const done of written) await takeBack(done)
      throw new RestoreError(
        'write-failed',
        `Cannot write ${change.path} (${reasonOf(error)}); nothing was written.`,
        'Check its permissions and the space left on the disk.',
      )
    }
  }
  return written.map((change) => change.path)
}
