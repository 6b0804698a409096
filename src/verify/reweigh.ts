// Confidence after new evidence.
import type { Candidate, Evidence, Reference } from '../relation/candidate.js'

/** What was found for one candidate. A vetoed one is contradicted by the data. */
export interface Finding {
  readonly evidence: readonly Evidence[]
  readonly vetoed: boolean
}

/**
 * The part of a vetoed candidate's share that goes to "none of them". A column whose name leads to a wrong table often
 * leads nowhere, so not all of its share passes to its rivals.
 */
const NOWHERE = 1 / 3

// Nothing that names alone said is so certain that facts could not turn it.
const CERTAIN = 0.999

// Three digits, as inference gives: more would claim to know more.
const threeDigits = (confidence: number): number => Math.round(confidence * 1000) / 1000

/**
 * Adds evidence to the candidates of one reference. Alone, a candidate's new confidence is the sigmoid of its old
 * log-odds plus the new weights, or less if it is vetoed. Rivals share what is left: one that is confirmed takes from the
 * others, and a refuted one leaves them part of its share.
 *
 * @returns the reference with its candidates sorted anew
 */
export function reweigh(reference: Reference, findings: ReadonlyMap<string, Finding>): Reference {
  const { candidates } = reference
  if (!candidates.some(({ id }) => findings.has(id))) return reference
  const total = candidates.reduce((sum, { confidence }) => sum + confidence, 0)
  const scale = total > CERTAIN ? CERTAIN / total : 1
  const prior = candidates.map(({ confidence }) => Math.max(confidence * scale, 1 - CERTAIN))
  const factors = candidates.map(({ id }) =>
    Math.exp((findings.get(id)?.evidence ?? []).reduce((sum, { weight }) => sum + weight, 0)),
  )
  const vetoed = candidates.map(({ id }) => findings.get(id)?.vetoed === true)
  const none =
    1 -
    Math.min(CERTAIN, total * scale) +
    prior.reduce((sum, share, i) => (vetoed[i] === true ? sum + share * NOWHERE : sum), 0)
  const odds = prior.map((share, i) => share * (factors[i] ?? 1))
  const all = none + odds.reduce((sum, share) => sum + share, 0)
  const reweighed = candidates.map((candidate, i): Candidate => {
    const found = findings.get(candidate.id)?.evidence ?? []
    return {
      ...candidate,
      confidence: threeDigits((odds[i] ?? 0) / all),
      evidence: [...candidate.evidence, ...found],
    }
  })
  return { ...reference, candidates: reweighed.sort((a, b) => b.confidence - a.confidence) }
}
