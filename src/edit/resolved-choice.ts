// A relation about to be written, with everything it refers to looked up once.

import type { Cardinality } from '../relation/candidate.js'
import type { Choice } from '../relation/decision.js'
import type { Field, Model } from '../schema/schema.js'

export interface ResolvedChoice {
  readonly choice: Choice
  readonly from: Model
  readonly columns: readonly Field[]
  readonly to: Model
  readonly references: readonly Field[]
  readonly cardinality: Cardinality
  readonly optional: boolean
}
