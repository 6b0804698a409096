// The better named target that a relation cannot reference.
import type { Misfit, Prospects } from '../pairs.js'
import { saysReference } from '../reading.js'

/** The target that a column is plainly named after though no relation can follow, if nothing is named as well. */
export function blockerOf({ pairs, misfits }: Prospects): Misfit | undefined {
  const best = pairs.reduce((top, pair) => Math.max(top, pair.rank), 0)
  return misfits.find(
    ({ proposal, strength, rank }) => strength === 'exact' && saysReference(proposal.form) && rank > best,
  )
}
