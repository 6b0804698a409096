// The file system: the only importer of node:fs. Several files are written all or none.
import { isUtf8 } from 'node:buffer'

import { accessSync, constants, existsSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'

import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { RestoreError, type RestoreErrorCode } from './errors.js'

/** A file as it was read (`undefined`: it did not exist) and as it is to be. Paths are absolute. */
export interface FileChange {
  readonly path: string
  readonly before: string | undefined
  readonly after: string
}

/** The error for a file or folder that cannot be read. */
export const unreadable = (shown: string, error: unknown): RestoreError =>
  failed('schema-unreadable', `Cannot read ${shown}`, error)

/** The text of a file; undefined when there is none. Other failures become a `RestoreError`. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isErrno(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined
    throw unreadable(file, error)
  }
}

/** Whether a file can be written back as it was: bytes that are no UTF-8 are lost in reading. */
export const isText = (file: string): boolean => isUtf8(readFileSync(file))

export function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
}

export function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}

/** A folder and all above it, the nearest first. */
export function foldersUp(folder: string): readonly string[] {
  const above = path.dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersUp(above)]
}

/** Whether a file or folder lies in a folder, however deep, or is that folder. */
function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative)
}

/**
 * The root of the repository that a folder belongs to.
 *
 * @param workspace Where CI checked it out, if it says so; counts only if the folder lies there.
 */
export function repositoryOf(folder: string, workspace: string | undefined): string | undefined {
  if (workspace !== undefined && workspace !== '' && isWithin(folder, workspace)) return workspace
  // A folder in a clone, a file in a worktree or a submodule.
  return foldersUp(folder).find((above) => existsSync(path.join(above, '.git')))
}

/**
 * The place that a path leads to, whatever links are on the way; of a file that is not there yet, the place that it would get.
 */
export function realPath(file: string): string {
  try {
    return realpathSync.native(file)
  } catch {
    const folder = path.dirname(file)
    return folder === file ? file : path.join(realPath(folder), path.basename(file))
  }
}

/** The path as a person reads it: relative to where they stand unless that leads outside. */
export function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file)
  return relative === '' || !isWithin(file, cwd) ? file : relative.split(path.sep).join('/')
}

const isErrno = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error

/** What the system's codes mean for somebody who named a path, and what to do about it. */
const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  EACCES: ['permission denied', 'Check the permissions of the file and its folder.'],
  EPERM: ['permission denied', 'Check the permissions of the file and its folder.'],
  EROFS: ['the disk is read-only', 'Copy the project to a place that can be written.'],
  EISDIR: ['it is a folder', 'Name a file.'],
  ENOENT: ['its folder does not exist', 'Make the folder first, or name another place.'],
  ENOTDIR: ['its folder is a file', 'Name another place.'],
  ENOSPC: ['the disk is full', 'Make room and try again.'],
}

function failed(code: RestoreErrorCode, what: string, error: unknown, outcome = ''): RestoreError {
  const name = isErrno(error) ? (error.code ?? '') : ''
  const [reason, hint] = REASONS[name] ?? [String(error), 'Try again, or name another place.']
  return new RestoreError(code, `${what}: ${reason}${outcome}.`, hint)
}

/** Why what was printed could not be written, in one line. */
export const outputFailure = (error: Error): string =>
  failed('write-failed', 'Cannot write to standard output', error).message

/** What nobody may write, and devices and pipes, are not replaced, although renaming over them would work. */
function refuseReadOnly(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat !== undefined && !stat.isFile() && !stat.isDirectory())
    throw new RestoreError(
      'write-failed',
      `${file} is a device or a pipe; nothing was written.`,
      'Name a file.',
    )
  if (stat !== undefined && (stat.mode & 0o222) === 0)
    throw new RestoreError(
      'write-failed',
      `${file} is read-only; nothing was written.`,
      `Try: chmod u+w ${file}`,
    )
}

/**
 * Refuses files that could not be written later: each may or may not be there.
 *
 * @param files Absolute paths.
 * @throws RestoreError `write-failed`
 */
export function refuseUnwritable(files: readonly string[]): void {
  for (const file of files) {
    refuseReadOnly(file)
    try {
      // A file is written beside itself and renamed: its folder is what has to allow it.
      accessSync(path.dirname(file), constants.W_OK)
    } catch (error) {
      throw failed('write-failed', `Cannot write ${file}`, error, '; nothing was written')
    }
  }
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
  for (const { path: file } of due) refuseReadOnly(file)
  due.forEach(refuseChanged)
  const written: FileChange[] = []
  for (const change of due) {
    try {
      await writeFileAtomic(change.path, change.after)
      written.push(change)
    } catch (error) {
      for (const done of written) await takeBack(done)
      throw failed('write-failed', `Cannot write ${change.path}`, error, '; nothing was written')
    }
  }
  return written.map((change) => change.path)
}
