// What a refusal is: a reason not to offer a column although its name looks like a reference.
import type { UnresolvedReason } from '../relation/candidate.js'
import type { Context } from './convention.js'
import type { Prospects } from './pairs.js'

export interface Refusal {
  readonly reason: UnresolvedReason
  /** The reason in a plain sentence, if it holds for this column. */
  readonly says: (prospects: Prospects, context: Context) => string | undefined
}
