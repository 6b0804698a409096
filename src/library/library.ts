// The pipeline for programs: options with defaults, decisions by a function, plain data back. Nothing prints.
import path from 'node:path'
import { noDecisions } from '../memory/decisions-file.js'
import { loadEngine } from '../prisma/engine.js'
import { asReport, type Report } from '../report/json.js'
import { liveLook } from '../run/live.js'
import { openProject } from '../run/project.js'
import { repaired } from '../run/repaired.js'
import { restore, restoreNow } from '../run/restore.js'
import type { SourceFile } from '../schema/schema.js'
import { decideInTurn, decideNow } from './decide.js'
import {
  asFiles,
  type LibraryOptions,
  liveOptionsOf,
  misuse,
  policyFrom,
  type Restored,
  type RestoredText,
  type RestoreOptions,
  type RestoreTextOptions,
  runSettings,
} from './options.js'

/**
 * Restores the relations of a project: reads the schema and the decisions file, decides, writes both.
 *
 * @param options Where the schema is, who decides, how it is written. Without a `decide` every relation at or above
 *   `minConfidence` is accepted; remembered decisions come back in any case.
 * @returns The report and the files as they are now.
 * @throws RestoreError for what the caller can mend; then nothing was written.
 * @example
 * await restoreRelations({
 *   schema: 'prisma/schema.prisma',
 *   decide: (relation) => (relation.confidence >= 0.95 ? 'accept' : 'skip'),
 * })
 */
export async function restoreRelations(options: RestoreOptions = {}): Promise<Restored> {
  const { adopt = false, decide, decisions, dryRun = false } = options
  if (adopt && decisions === false)
    throw misuse('adopt remembers relations, and decisions: false keeps no memory.')
  const policy = policyFrom(options)
  const cwd = path.resolve(options.cwd ?? '.')
  const project = await openProject({
    schema: options.schema,
    config: options.config,
    cwd,
    decisions: decisions === false ? undefined : decisions,
    remember: decisions !== false,
  })
  const result = await restore(runSettings(options, adopt), {
    load: async () => ({
      ...project.source,
      ...(await repaired(project.source.files, options.format ?? true, () => options.repair ?? false)),
    }),
    engine: loadEngine,
    answer: async () => ({}),
    verify: liveLook(liveOptionsOf(options), project, {
      cwd,
      env: {},
      say: () => {},
      signal: options.signal,
    }),
    decide: async (review) => ({ decisions: await decideInTurn(review, policy, decide) }),
    write: async (outcome, remembered) => (dryRun ? [] : project.write(outcome, remembered)),
    on: options.on,
    signal: options.signal,
  })
  return { ...asReport(result), files: result.after }
}

/**
 * Restores the relations in a text. No file system, no process, no terminal; nothing is remembered.
 *
 * @param text The schema, or its files.
 * @throws RestoreError when the schema cannot be worked on.
 * @example
 * const { files, relations } = restoreText('model User {\n  id Int @id\n}\n\nmodel Post {\n  id Int @id\n  userId Int\n}\n')
 */
export function restoreText(
  text: string | readonly SourceFile[],
  options: RestoreTextOptions = {},
): RestoredText {
  const policy = policyFrom(options)
  const source = { files: asFiles(text), decisions: noDecisions }
  const result = restoreNow(source, runSettings(options), loadEngine(), (review) => ({
    decisions: decideNow(review, policy, options.decide),
  }))
  const { written: _, ...report } = asReport(result)
  return { ...report, files: result.after }
}

/**
 * Only infers: what `restoreText` would find, with nothing decided.
 *
 * @example
 * inferRelations(text).relations.filter((relation) => relation.confidence > 0.5)
 */
export const inferRelations = (
  text: string | readonly SourceFile[],
  options: LibraryOptions = {},
): Pick<Report, 'relations' | 'unresolved' | 'questions'> => {
  const { relations, unresolved, questions } = restoreText(text, { ...options, decide: () => 'skip' })
  return { relations, unresolved, questions }
}
