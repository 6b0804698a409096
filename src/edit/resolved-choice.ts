// A relation about to be written, with everything it refers to looked up once.

import type { Cardinality } from '../relation/candidate.js'
import type { Choice } from '../relation/decision.js'
import type { Field, Model } from '../schema/schema.js'

export interface Link {
  readonly choice: Choice
  readonly from: Model
  readonly columns: readonly Field[]
  readonly to: Model
  readonly references: readonly Field[]
  readonly cardinality: Cardinality
  readonly optional: boolean
}

/** Names a choice in messages, by the names that stand in the schema. */
export const spelled = ({ from, to }: Pick<Choice, 'from' | 'to'>): string =>
  `${from.model}(${from.fields.join(', ')}) -> ${to.model}(${to.fields.join(', ')})`
