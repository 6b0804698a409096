// The better named target that a relation cannot reference.
import type { BlockedProposal, ColumnTargets } from '../pairs.js'
import { saysReference } from '../reading.js'
import type { Trait } from '../trait.js'

// What persons alone do or are; a table that is only referenced a lot is no such target.
const PERSONAL: readonly Trait[] = ['role-audit', 'role-by', 'role-strong']

const isPersonInRole = ({ proposal: { convention, traits } }: BlockedProposal): boolean =>
  convention === 'role' && !traits.includes('to-hub') && PERSONAL.some((trait) => traits.includes(trait))

/** The target that a column is plainly named after though no relation can follow, if nothing is named as well. */
export function blockerOf({ pairs, blocked }: ColumnTargets): BlockedProposal | undefined {
  const best = pairs.reduce((top, pair) => Math.max(top, pair.rank), 0)
  const meant = blocked.filter(({ proposal, rank }) => saysReference(proposal.form) && rank > best)
  return meant.find(({ strength }) => strength === 'exact') ?? meant.find(isPersonInRole)
}
