// What stands before whoever decides: everything that is still open, and what is already known of it.
import { editFiles } from '../edit/apply.js'
import type { EditPlan, EditStyle } from '../edit/edit.js'
import { planEdits } from '../edit/plan.js'
import type { Engine } from '../prisma/engine.js'
import type { ModeChoice } from '../relation/answers.js'
import type { InducedRule, Reference, SchemaQuestion } from '../relation/candidate.js'
import type { Choice, Decision } from '../relation/decision.js'
import type { Drift } from '../relation/drift.js'
import type { Schema, SourceFile } from '../schema/schema.js'

/** The outcome of the decide stage. */
export interface Decided {
  readonly decisions: readonly Decision[]
  /** Only when somebody was asked. */
  readonly relationMode?: ModeChoice | undefined
  /** Rules of the schema's names that were confirmed. */
  readonly rules?: readonly InducedRule[]
  /**
   * How a person left before the end. `kept`: for the next run, which writes it; `thrown`: nothing of it counts. What was
   * remembered before comes back all the same.
   */
  readonly left?: 'kept' | 'thrown' | undefined
  /** The ids of what somebody put off. */
  readonly putOff?: readonly string[]
}

/** The input of the decide stage. */
export interface Review {
  readonly schema: Schema
  /** How accepted relations will be written. */
  readonly style: EditStyle
  /** Open references whose best candidate can be written; what takes a lost relation's place comes first. */
  readonly references: readonly Reference[]
  /** The rules that the schema's names seem to follow. */
  readonly rules: readonly InducedRule[]
  /** Remembered decisions that no longer fit, some with a likely successor. */
  readonly drift: readonly Drift[]
  /** What was accepted earlier and comes back in any case. */
  readonly remembered: readonly Choice[]
  /** What the relation mode is to be; undefined when the schema, a flag or an earlier answer says so. */
  readonly modeQuestion: SchemaQuestion | undefined
  /** Whether questions about the schema were asked before, to which a person can go back. */
  readonly hasSchemaQuestions?: boolean
  /** How many of them were answered: whoever leaves is asked what becomes of that, too. */
  readonly schemaAnswers?: number
}

const styleWithMode = ({ style }: Review, mode: ModeChoice | undefined): EditStyle =>
  mode === undefined ? style : { ...style, relationMode: mode }

/** The names and lines that these choices would be written with, together with what comes back in any case. */
export const planOf = (review: Review, choices: readonly Choice[], mode?: ModeChoice): EditPlan =>
  planEdits(review.schema, [...review.remembered, ...choices], styleWithMode(review, mode))

/** The files as these choices would leave them. */
export const filesWith = (
  review: Review,
  choices: readonly Choice[],
  format: Engine['format'],
  mode?: ModeChoice,
): readonly SourceFile[] =>
  editFiles(review.schema, planOf(review, choices, mode), styleWithMode(review, mode), format)
