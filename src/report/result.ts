// The outcome of a run: what every report is made of.
import type { Choice, DecidedBy, RelationNames } from '../decide/decision.js'
import type { MissingIndex, Warning } from '../edit/edit.js'
import type { Candidate, SchemaQuestion, Unresolved } from '../infer/candidate.js'
import type { Schema, SourceFile } from '../schema/schema.js'

/** One column set that looks like a reference, and what became of it. */
export interface RelationOutcome {
  /** The candidate that was decided on, or the best one. */
  readonly candidate: Candidate
  /** Its rivals, the best first. */
  readonly alternatives: readonly Candidate[]
  /** The names it was or would be written with; empty when it cannot be written. */
  readonly names: RelationNames
  readonly decision: 'accepted' | 'rejected' | 'undecided'
  readonly by: DecidedBy | null
  /** What was chosen beyond the names; left out where it is Prisma's default. */
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  readonly map?: string | undefined
}

/** Whether a relation can be written at all; one that cannot is given no names. */
export const isNamed = ({ names }: RelationOutcome): boolean => names.field !== ''

/** A remembered decision that no longer fits the schema as it was made. */
export interface Drift {
  readonly id: string
  /** The old and the new state in one sentence. */
  readonly says: string
  /** Whether the relation is restored all the same, in its new shape; else it is not written. */
  readonly restored: boolean
  /** The id that probably takes its place, when there is one. */
  readonly suggestion: string | null
  /** The suggestion as it would be written, with the names and actions of the old decision. */
  readonly successor?: Choice | undefined
}

export interface Result {
  /** The schema as it was read. */
  readonly schema: Schema
  readonly relations: readonly RelationOutcome[]
  readonly unresolved: readonly Unresolved[]
  /** The questions about the whole schema; whoever was not asked got their defaults. */
  readonly questions: readonly SchemaQuestion[]
  readonly drift: readonly Drift[]
  readonly missingIndexes: readonly MissingIndex[]
  readonly warnings: readonly Warning[]
  /** The files as they are with every accepted relation; equal to the input where nothing changes. */
  readonly after: readonly SourceFile[]
  /** The paths that were written. */
  readonly written: readonly string[]
}
