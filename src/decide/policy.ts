// Decides without a person: what is likely enough and not excluded is accepted, nothing is ever rejected.
import type { Candidate } from '../infer/candidate.js'
import { type Columns, lookUp } from '../schema/schema.js'
import type { Decision } from './decision.js'
import { matcher, namesOf } from './pattern.js'
import type { Review } from './review.js'

export interface Policy {
  /** 0 to 1: what is at or above is accepted. */
  readonly minConfidence: number
  /** Globs; none means every relation. */
  readonly only: readonly string[]
  /** Globs; they win over `only`. */
  readonly skip: readonly string[]
}

/** Whether `--only` and `--skip` leave a relation in. */
export function selector(
  review: Pick<Review, 'schema'>,
  { only, skip }: Pick<Policy, 'only' | 'skip'>,
): (candidate: Pick<Candidate, 'from' | 'to'>) => boolean {
  if (only.length === 0 && skip.length === 0) return () => true
  const find = lookUp(review.schema)
  const wanted = only.length === 0 ? () => true : matcher(only)
  const unwanted = matcher(skip)
  return ({ from, to }) => {
    const names = namesOf(find, from, to)
    return wanted(names) && !unwanted(names)
  }
}

interface Link {
  readonly from: Columns
  readonly to: Columns
}

/**
 * Whether two relations say the same thing twice: one's columns are among the other's, and they lead to the same model
 * (`userId` and `tenantId, userId`, both to User). Then one of them is enough.
 */
export function contradict(a: Link, b: Link): boolean {
  const [fewer, more] = a.from.fields.length <= b.from.fields.length ? [a, b] : [b, a]
  return (
    a.from.model === b.from.model &&
    fewer.from.fields.every((field) => more.from.fields.includes(field)) &&
    (a.to.model === b.to.model || fewer.from.fields.length === more.from.fields.length)
  )
}

/** Keeps of relations that contradict each other the first. Linear as long as no model has hundreds of them. */
export function withoutContradictions<T extends Link>(links: readonly T[]): readonly T[] {
  const kept = new Map<string, T[]>()
  return links.filter((link) => {
    const rivals = kept.get(link.from.model) ?? []
    if (rivals.some((rival) => contradict(rival, link))) return false
    kept.set(link.from.model, [...rivals, link])
    return true
  })
}

/** The best candidates that a policy would take, in the order of the references. */
function likelyCandidates(
  review: Pick<Review, 'schema' | 'references'>,
  policy: Policy,
): readonly Candidate[] {
  const selects = selector(review, policy)
  const likely = review.references.flatMap(({ candidates }) => candidates[0] ?? [])
  const taken = likely.filter((c) => c.confidence >= policy.minConfidence && selects(c))
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
  const successors = new Map(review.drift.map(({ suggestion, successor }) => [suggestion, successor]))
  return likelyCandidates(review, policy).map(({ id, from, to }) => ({
    id,
    verdict: 'accept',
    choice: successors.get(id) ?? { from, to },
    by: 'policy',
  }))
}
