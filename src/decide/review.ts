// What stands before whoever decides: everything inference found and what is already known of it.
import type { EditPlan } from '../edit/edit.js'
import type { Reference, Unresolved } from '../infer/candidate.js'
import type { Drift } from '../report/result.js'
import type { Schema, SourceFile } from '../schema/schema.js'
import type { Choice } from './decision.js'

/** The input of the decide stage. Its functions are pure: they show what a set of choices would come to. */
export interface Review {
  readonly schema: Schema
  readonly references: readonly Reference[]
  readonly unresolved: readonly Unresolved[]
  /** Remembered decisions that no longer fit, some with a likely successor. */
  readonly drift: readonly Drift[]
  /** The names and lines that these choices would be written with, together. */
  readonly plan: (choices: readonly Choice[]) => EditPlan
  /** The files as these choices would leave them. */
  readonly preview: (choices: readonly Choice[]) => readonly SourceFile[]
}
