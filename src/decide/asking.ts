// What every question to a person needs beside itself, and what it comes to.

import type { Engine } from '../prisma/engine.js'
import type { ModeChoice } from '../relation/answers.js'
import { acceptedChoices } from '../relation/decision.js'
import { choiceFor } from '../relation/drift.js'
import { columnSetKey } from '../relation/identity.js'
import type { PlannedRelation } from '../relation/planned-relation.js'
import type { Policy } from '../relation/selection.js'
import type { LookUp } from '../schema/schema.js'
import type { Answer } from './answer.js'
import { decisionsOf, type Interview, type Open } from './interview.js'
import type { Prompts } from './prompts.js'
import { planOf, type Review } from './review.js'
import type { KeysByType } from './targets.js'

/** Everything a question needs beside itself. */
export interface Conversation {
  readonly review: Review
  readonly policy: Policy
  readonly prompts: Prompts
  /** Prisma's formatter, for the diff. */
  readonly format: Engine['format']
  readonly find: LookUp
  readonly keys: KeysByType
  /** What the person said of the relation mode; undefined while that was not asked. */
  readonly mode: ModeChoice | undefined
  /** Whether answers can be kept for the next run. */
  readonly canKeep: boolean
  /** False where a question is asked once more. */
  readonly isNew: boolean
}

/** What a question comes to; undefined: ask it again; `leave`: ask how. */
export type Said = Answer | 'leave' | undefined

export const keysOf = (open: readonly Open[]): readonly string[] => open.map(({ key }) => key)

/** The lines that some would be written with, among everything accepted so far. */
export function plannedWith(
  { review }: Conversation,
  interview: Interview,
  open: readonly Open[],
): (key: string) => PlannedRelation | undefined {
  const asked = open.map(({ candidate }) => choiceFor(candidate, interview.successors))
  const { relations } = planOf(review, [...acceptedChoices(decisionsOf(interview)), ...asked])
  const planned = new Map(relations.map((relation) => [columnSetKey(relation.from), relation]))
  return (key) => planned.get(key)
}
