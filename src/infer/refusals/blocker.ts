// The better named target that a relation cannot reference.
import type { BlockedProposal, ColumnTargets } from '../pairs.js'
import { saysReference } from '../reading.js'

/** The target that a column is plainly named after though no relation can follow, if nothing is named as well. */
export function blockerOf({ pairs, blocked }: ColumnTargets): BlockedProposal | undefined {
  const best = pairs.reduce((top, pair) => Math.max(top, pair.rank), 0)
  return blocked.find(
    ({ proposal, strength, rank }) => strength === 'exact' && saysReference(proposal.form) && rank > best,
  )
}
