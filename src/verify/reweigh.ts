// Confidence after new evidence.
import type { Candidate, Reference } from '../relation/candidate.js'
import type { NewEvidence } from './observation.js'

/**
 * The part of a contradicted candidate's share that goes to "none of them". A column whose name leads to a wrong table often
 * leads nowhere, so not all of its share passes to its rivals. A third is a choice, not a
 * measurement.
 */
const NOWHERE = 1 / 3

// Nothing that names alone said is so certain that facts could not turn it: the most that three digits can say.
const CERTAIN = 0.999
const IMPOSSIBLE = 0.001

// Three digits, as inference gives: more would claim to know more.
const threeDigits = (confidence: number): number =>
  Math.min(CERTAIN, Math.max(IMPOSSIBLE, Math.round(confidence * 1000) / 1000))

/**
 * Adds evidence to the candidates of one reference. Alone, a candidate's new confidence is the sigmoid of its old
 * log-odds plus the new weights, or less if the data contradicts it. Rivals share what is left: one that is confirmed
 * takes from the others, and a refuted one leaves them part of its share.
 *
 * @returns the reference with its candidates sorted anew
 */
export function reweigh(reference: Reference, known: ReadonlyMap<string, NewEvidence>): Reference {
  const { candidates } = reference
  if (!candidates.some(({ id }) => known.has(id))) return reference
  const total = candidates.reduce((sum, { confidence }) => sum + confidence, 0)
  const scale = total > CERTAIN ? CERTAIN / total : 1
  const prior = candidates.map(({ confidence }) => Math.max(confidence * scale, 1 - CERTAIN))
  const factors = candidates.map(({ id }) =>
    Math.exp((known.get(id)?.evidence ?? []).reduce((sum, { weight }) => sum + weight, 0)),
  )
  const contradicted = candidates.map(({ id }) => known.get(id)?.contradicted === true)
  const none =
    1 -
    Math.min(CERTAIN, total * scale) +
    prior.reduce((sum, share, i) => (contradicted[i] === true ? sum + share * NOWHERE : sum), 0)
  const odds = prior.map((share, i) => share * (factors[i] ?? 1))
  const all = none + odds.reduce((sum, share) => sum + share, 0)
  // Sorted before they are rounded, so that a hair decides where three digits do not.
  const ranked = candidates
    .map((candidate, i) => ({ candidate, share: (odds[i] ?? 0) / all }))
    .toSorted((a, b) => b.share - a.share)
  return {
    ...reference,
    candidates: ranked.map(({ candidate, share }): Candidate => {
      const found = known.get(candidate.id)?.evidence ?? []
      return { ...candidate, confidence: threeDigits(share), evidence: [...candidate.evidence, ...found] }
    }),
  }
}
