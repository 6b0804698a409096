// A schema on disk with its decisions file: read together, written together.
import path from 'node:path'
import { displayPath, type FileChange, readText, refuseUnwritable, writeFiles } from '../files.js'
import { type DecisionsFile, noDecisions, parseDecisions, printDecisions } from '../memory/decisions-file.js'
import { type LocateOptions, locateSchema } from '../prisma/locate.js'
import type { Result } from '../relation/result.js'
import type { RunInput } from './examine.js'

export interface ProjectOptions extends LocateOptions {
  /** Where the decisions file is; default: `restore-relations.json` beside the schema. */
  readonly decisions?: string | undefined
  /** False: no decisions file is read or written. */
  readonly remember: boolean
}

export interface Project {
  readonly source: RunInput
  /** Absolute: where the decisions file and perhaps a .env lie. */
  readonly folder: string
  /** The datasource url that the Prisma config gives. */
  readonly configUrl: string | undefined
  /** The decisions file, as a person reads it. */
  readonly decisionsFile: { readonly path: string; readonly isThere: boolean }
  /** Absolute: the schema files and the decisions file. */
  readonly paths: ReadonlySet<string>
  /** @throws RestoreError `write-failed` when one of the files cannot be written. */
  readonly refuseReadOnly: () => void
  /**
   * Writes the changed schema files, the decisions and what goes with them, or nothing at all. Gives the paths of the
   * first two as a person reads them.
   */
  readonly write: (
    result: Result,
    decisions: DecisionsFile,
    beside?: readonly FileChange[],
  ) => Promise<readonly string[]>
}

const DECISIONS_NAME = 'restore-relations.json'

/** Whether there is anything in a decisions file worth a file. */
const saysSomething = ({ relations, rules, ignore, aliases, answers }: DecisionsFile): boolean =>
  [relations, rules, ignore, aliases, answers].some((part) => Object.keys(part).length > 0)

/**
 * Reads the schema and the decisions about it.
 *
 * @throws RestoreError when one of them cannot be found, read or understood.
 */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { cwd } = options
  const { files, folder, configUrl } = await locateSchema(options)
  const place = path.resolve(cwd, options.decisions ?? path.join(folder, DECISIONS_NAME))
  const text = options.remember ? readText(place) : undefined
  const decisions = text === undefined ? noDecisions : parseDecisions(text, displayPath(place, cwd))
  const before = new Map(files.map((file) => [file.path, file.text]))
  const paths = new Set([place, ...files.map((file) => path.resolve(cwd, file.path))])

  return {
    source: { files, decisions },
    folder,
    configUrl,
    decisionsFile: { path: displayPath(place, cwd), isThere: text !== undefined },
    paths,
    refuseReadOnly: () => refuseUnwritable([...paths].filter((file) => file !== place || options.remember)),
    write: async ({ after }, remembered, beside = []) => {
      const changes = after.map((file) => ({
        path: path.resolve(cwd, file.path),
        before: before.get(file.path),
        after: file.text,
      }))
      const memory = { path: place, before: text, after: printDecisions(remembered) }
      // A file that says the same in another layout, say a formatter's, is left as it is.
      const isNew = memory.after !== printDecisions(decisions) && saysSomething(remembered)
      const own = options.remember && isNew ? [...changes, memory] : changes
      const written = await writeFiles([...own, ...beside])
      return written.filter((file) => paths.has(file)).map((file) => displayPath(file, cwd))
    },
  }
}
