// The options of the library with their defaults: the same as on the command line.
import { DEFAULT_STYLE, type EditStyle } from '../edit/edit.js'
import { RestoreError } from '../errors.js'
import type { SchemaAnswers } from '../relation/answers.js'
import { DEFAULT_POLICY, type Policy } from '../relation/selection.js'
import type { Report, ReportedRelation } from '../report/json.js'
import type { RestoreSettings } from '../run/examine.js'
import type { LiveOptions } from '../run/live.js'
import type { RestoreEvent } from '../run/restore.js'
import type { SourceFile } from '../schema/schema.js'

/** `skip` leaves the relation open for the next run; `reject` is remembered. */
export type Verdict = 'accept' | 'reject' | 'skip'

/** What every entry of the library understands. */
export interface LibraryOptions extends Partial<EditStyle> {
  /** 0 to 1, default 0.9: what is accepted without a `decide`. */
  readonly minConfidence?: number
  /** 0 to 1, default 0.1: what is less likely is not asked about by `review`. */
  readonly askFrom?: number
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

const editStyleFrom = (options: LibraryOptions): RestoreSettings['style'] => ({
  naming: options.naming ?? DEFAULT_STYLE.naming,
  indexes: options.indexes ?? DEFAULT_STYLE.indexes,
  manyToMany: options.manyToMany ?? DEFAULT_STYLE.manyToMany,
  format: options.format ?? DEFAULT_STYLE.format,
  includeIgnored: options.includeIgnored ?? DEFAULT_STYLE.includeIgnored,
})

/** What a run takes for granted. */
export const runSettings = (options: LibraryOptions, adopt = false): RestoreSettings => ({
  style: editStyleFrom(options),
  answers: {
    ...options.answers,
    ...(options.relationMode === undefined ? {} : { relationMode: options.relationMode }),
  },
  adopt,
})

/** What a run looks at. */
export const liveOptionsOf = ({ url, workload, maxRowsRead, maxSeconds }: RestoreOptions): LiveOptions => ({
  url,
  workload,
  maxRowsRead,
  maxSeconds,
})

/** An error in how the library is called. */
export const misuse = (message: string): RestoreError =>
  new RestoreError('usage', message, 'See the types of the options, or the README.')

/** What is decided without a `decide`, and what it is asked about. @throws RestoreError `usage` */
export function policyFrom({
  minConfidence = DEFAULT_POLICY.minConfidence,
  askFrom = DEFAULT_POLICY.askFrom,
  only = [],
  skip = [],
}: LibraryOptions): Policy {
  if (!(minConfidence >= 0 && minConfidence <= 1)) throw misuse('minConfidence is a number from 0 to 1.')
  if (!(askFrom >= 0 && askFrom <= 1)) throw misuse('askFrom is a number from 0 to 1.')
  return { minConfidence, askFrom, only, skip }
}

/** The files of a schema that may come as one text. @throws RestoreError `usage` */
export function asFiles(text: string | readonly SourceFile[]): readonly SourceFile[] {
  if (typeof text === 'string') return [{ path: 'schema.prisma', text }]
  const twice = text.find(({ path: own }, i) => text.findIndex((file) => file.path === own) !== i)
  if (twice !== undefined) throw misuse(`Two files have the path ${twice.path}.`)
  return text
}
