// What a refusal is: a reason not to offer a column although its name looks like a reference.
import type { UnresolvedReason } from '../relation/candidate.js'
import type { Context } from './convention.js'
import type { ColumnTargets } from './pairs.js'

export interface Refusal {
  readonly reason: UnresolvedReason
  /** The reason in a plain sentence, if it holds for this column. */
  readonly says: (targets: ColumnTargets, context: Context) => string | undefined
}
