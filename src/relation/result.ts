// The outcome of a run: what every report is made of.
import type { Schema, SourceFile } from '../schema/schema.js'
import type { Candidate, SchemaQuestion, Unresolved } from './candidate.js'
import type { DecidedBy, RelationNames } from './decision.js'
import type { Drift } from './drift.js'
import type { MissingIndex, Warning } from './planned-relation.js'

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
  /** Why, where somebody said so. */
  readonly note?: string | undefined
  /** What was chosen beyond the names; left out where it is Prisma's default. */
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  readonly map?: string | undefined
}

/** Whether a relation can be written at all; one that cannot is given no names. */
export const isNamed = ({ names }: RelationOutcome): boolean => names.field !== ''

/** What Prisma refuses in a schema, with its place; lines are counted from 1. */
export interface SchemaError {
  readonly path: string
  readonly line: number
  readonly says: string
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
  /** What Prisma refuses in the schema as it was read, and would refuse still. */
  readonly invalid?: readonly SchemaError[]
  /** The ids of what somebody who was asked put off: a part of what is open. */
  readonly putOff?: readonly string[]
  /** The files as they are with every accepted relation; equal to the input where nothing changes. */
  readonly after: readonly SourceFile[]
  /** The paths that were written. */
  readonly written: readonly string[]
  /** How a person left before the end: the answers are kept for the next run, or thrown away. */
  readonly left?: 'kept' | 'thrown' | undefined
  /** How many answers are kept for the next run. */
  readonly kept?: number
}
