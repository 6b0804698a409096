// Decides without a person: what is likely enough and not excluded is accepted, nothing is ever rejected.
import type { Candidate } from '../relation/candidate.js'
import { withoutContradictions } from '../relation/contradiction.js'
import type { Decision } from '../relation/decision.js'
import { choiceFor, successorsIn } from '../relation/drift.js'
import { type Policy, selected } from '../relation/selection.js'
import { lookUp } from '../schema/schema.js'
import type { Review } from './review.js'

/** The best candidates that a policy would take, in the order of the references. */
function likelyCandidates(
  { schema, references }: Pick<Review, 'schema' | 'references'>,
  policy: Policy,
): readonly Candidate[] {
  const isSelected = selected(lookUp(schema), policy)
  const likely = references.flatMap(({ candidates }) => candidates[0] ?? [])
  const taken = likely.filter((c) => c.confidence >= policy.minConfidence && isSelected(c))
  // Of two that say the same, the likelier stays; between equals the one with more columns is the exact one.
  const ranked = taken.toSorted(
    (a, b) => b.confidence - a.confidence || b.from.fields.length - a.from.fields.length,
  )
  const kept = new Set(withoutContradictions(ranked))
  return taken.filter((candidate) => kept.has(candidate))
}

/**
 * Accepts the best candidate of every column set that is likely enough. What takes the place of a lost relation is
 * written as that was, as it is when a person accepts it.
 *
 * @example
 * decideByPolicy(review, { minConfidence: 0.9, only: [], skip: ['AuditLog'] })
 */
export function decideByPolicy(
  review: Pick<Review, 'schema' | 'references' | 'drift'>,
  policy: Policy,
): readonly Decision[] {
  const successors = successorsIn(review.drift)
  return likelyCandidates(review, policy).map((candidate) => ({
    id: candidate.id,
    verdict: 'accept',
    choice: choiceFor(candidate, successors),
    by: 'policy',
  }))
}
