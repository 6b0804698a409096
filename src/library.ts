// The pipeline for programs: options with defaults, decisions by a function, plain data back. Nothing prints.
import path from 'node:path'
import { conclude } from './conclude.js'
import type { Decision } from './decide/decision.js'
import { noDecisions } from './decide/memory.js'
import { decideByPolicy, type Policy, selector, withoutContradictions } from './decide/policy.js'
import type { Review } from './decide/review.js'
import { DEFAULT_STYLE, type EditStyle } from './edit/edit.js'
import { RestoreError } from './errors.js'
import { examine, type RestoreSettings, reviewOf, type SchemaAnswers } from './examine.js'
import { type LiveOptions, liveLook } from './live.js'
import { loadEngine } from './prisma/engine.js'
import { openProject } from './project.js'
import { repaired } from './repaired.js'
import { asRelation, asReport, type Report, type ReportedRelation } from './report/json.js'
import { outcomesOf } from './report/outcome.js'
import { type RestoreEvent, restore } from './restore.js'
import type { SourceFile } from './schema/schema.js'

/** `skip` leaves the relation open for the next run; `reject` is remembered. */
export type Verdict = 'accept' | 'reject' | 'skip'

/** What every entry of the library understands. */
export interface LibraryOptions extends Partial<EditStyle> {
  /** 0 to 1, default 0.9: what is accepted without a `decide`. */
  readonly minConfidence?: number
  /** Globs over models and ids; none means every relation. */
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  /** What inference should take for granted: the person model, audit columns, bare names. */
  readonly answers?: SchemaAnswers
}

export interface RestoreTextOptions extends LibraryOptions {
  /** Asked once per open relation, the best target first; default: accept at or above `minConfidence`. */
  readonly decide?: (relation: ReportedRelation) => Verdict
}

export interface RestoreOptions extends LibraryOptions {
  /** File or folder, relative to `cwd`; default: where Prisma looks. */
  readonly schema?: string
  /** The Prisma config to read. */
  readonly config?: string
  /** Default: the current folder. */
  readonly cwd?: string
  /** The decisions file; default `restore-relations.json` beside the schema; `false` for none. */
  readonly decisions?: string | false
  /** Like that of `restoreText`, but it may take its time. */
  readonly decide?: (relation: ReportedRelation) => Verdict | Promise<Verdict>
  /** Look at the live data of this database too. */
  readonly url?: string
  /** A file exported from a query-insights tool, as further evidence. */
  readonly workload?: string
  /** Bounds of the live look. */
  readonly maxRowsRead?: number
  readonly maxSeconds?: number
  /** Report only. */
  readonly dryRun?: boolean
  /** Also remember the relations that the schema already declares. */
  readonly adopt?: boolean
  /** Take out relation fields that a pull left broken. */
  readonly repair?: boolean
  /** Told as each stage begins. */
  readonly on?: (event: RestoreEvent) => void
  readonly signal?: AbortSignal
}

export interface Restored extends Report {
  /** Every file of the schema as it is now. */
  readonly files: readonly SourceFile[]
}

export type RestoredText = Omit<Restored, 'written'>

const styleOf = (options: LibraryOptions): RestoreSettings['style'] => ({
  naming: options.naming ?? DEFAULT_STYLE.naming,
  indexes: options.indexes ?? DEFAULT_STYLE.indexes,
  manyToMany: options.manyToMany ?? DEFAULT_STYLE.manyToMany,
  format: options.format ?? DEFAULT_STYLE.format,
  includeIgnored: options.includeIgnored ?? DEFAULT_STYLE.includeIgnored,
})

const settingsOf = (options: LibraryOptions, adopt = false): RestoreSettings => ({
  style: styleOf(options),
  answers: {
    ...options.answers,
    ...(options.relationMode === undefined ? {} : { relationMode: options.relationMode }),
  },
  adopt,
})

const liveOptionsOf = ({ url, workload, maxRowsRead, maxSeconds }: RestoreOptions): LiveOptions => ({
  url,
  workload,
  maxRowsRead,
  maxSeconds,
})

const misuse = (message: string): RestoreError =>
  new RestoreError('usage', message, 'See the types of the options, or the README.')

function policyOf({ minConfidence = 0.9, only = [], skip = [] }: LibraryOptions): Policy {
  if (!(minConfidence >= 0 && minConfidence <= 1)) throw misuse('minConfidence is a number from 0 to 1.')
  return { minConfidence, only, skip }
}

const VERDICTS: readonly unknown[] = ['accept', 'reject', 'skip'] satisfies Verdict[]

/** A script without types may answer `true`, or a promise where nobody waits: neither must pass for `skip`. */
function refuseOther(verdict: unknown): void {
  if (!VERDICTS.includes(verdict))
    throw misuse(`decide answers accept, reject or skip, not ${typeof verdict}.`)
}

/** The open relations as `decide` sees them. */
function openRelations(review: Review, options: LibraryOptions): readonly ReportedRelation[] {
  const selects = selector(review, policyOf(options))
  return outcomesOf(review.schema, review.references, [], review.plan)
    .outcomes.filter(({ candidate }) => selects(candidate))
    .map(asRelation)
}

function asDecisions(answered: readonly (readonly [ReportedRelation, Verdict])[]): readonly Decision[] {
  const decisions = answered.flatMap(([{ id, from, to }, verdict]): readonly Decision[] => {
    refuseOther(verdict)
    return verdict === 'skip' ? [] : [{ id, verdict, choice: { from, to }, by: 'user' }]
  })
  const accepted = decisions.filter(({ verdict }) => verdict === 'accept')
  const kept = new Set(withoutContradictions(accepted.map(({ choice }) => choice)))
  return decisions.filter(({ verdict, choice }) => verdict === 'reject' || kept.has(choice))
}

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
  const cwd = path.resolve(options.cwd ?? '.')
  const project = await openProject({
    schema: options.schema,
    config: options.config,
    cwd,
    decisions: decisions === false ? undefined : decisions,
    remember: decisions !== false,
  })
  const result = await restore(settingsOf(options, adopt), {
    load: async () => ({
      ...project.source,
      files: await repaired(project.source.files, options.format ?? true, () => options.repair ?? false),
    }),
    engine: loadEngine,
    answer: async () => ({}),
    verify: liveLook(liveOptionsOf(options), project, {
      cwd,
      env: {},
      say: () => {},
      signal: options.signal,
    }),
    decide: async (review) => {
      if (decide === undefined) return { decisions: decideByPolicy(review, policyOf(options)) }
      const answered: [ReportedRelation, Verdict][] = []
      // One after the other: whoever is asked may be a person.
      for (const relation of openRelations(review, options)) answered.push([relation, await decide(relation)])
      return { decisions: asDecisions(answered) }
    },
    write: async (outcome, remembered) => (dryRun ? [] : project.write(outcome, remembered)),
    on: options.on,
    signal: options.signal,
  })
  return { ...asReport(result), files: result.after }
}

function asFiles(text: string | readonly SourceFile[]): readonly SourceFile[] {
  if (typeof text === 'string') return [{ path: 'schema.prisma', text }]
  const twice = text.find(({ path: own }, i) => text.findIndex((file) => file.path === own) !== i)
  if (twice !== undefined) throw misuse(`Two files have the path ${twice.path}.`)
  return text
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
  const settings = settingsOf(options)
  const engine = loadEngine()
  const examined = examine({ files: asFiles(text), decisions: noDecisions }, settings, engine)
  const review = reviewOf(examined, engine)
  const { decide } = options
  const decisions =
    decide === undefined
      ? decideByPolicy(review, policyOf(options))
      : asDecisions(openRelations(review, options).map((relation) => [relation, decide(relation)]))
  const result = conclude(examined, decisions, engine)
  const { written: _, ...report } = asReport(result)
  return { ...report, files: result.after }
}

/**
 * Only looks: what `restoreText` would find, with nothing decided.
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
