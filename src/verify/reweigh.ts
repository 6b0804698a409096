// Confidence after new evidence.
import type { Candidate, Evidence, Reference } from '../infer/candidate.js'

/** What was found for one candidate. A vetoed one is contradicted by the data. */
export interface Finding {
  readonly evidence: readonly Evidence[]
  readonly vetoed: boolean
}

// Nothing that names alone said is so certain that facts could not turn it.
const CERTAIN = 0.999

/**
 * Adds evidence to the candidates of one reference. Alone, a candidate's new confidence is the sigmoid of its old
 * log-odds plus the new weights. Rivals share what is left: one that is confirmed takes from the others. The share of a
 * vetoed one goes to "none of them", because a wrong best guess does not make the second best right.
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
    prior.reduce((sum, share, i) => (vetoed[i] === true ? sum + share : sum), 0)
  const odds = prior.map((share, i) => share * (factors[i] ?? 1))
  const all = none + odds.reduce((sum, share) => sum + share, 0)
  const reweighed = candidates.map((candidate, i): Candidate => {
    const found = findings.get(candidate.id)?.evidence ?? []
    return { ...candidate, confidence: (odds[i] ?? 0) / all, evidence: [...candidate.evidence, ...found] }
  })
  return { ...reference, candidates: reweighed.sort((a, b) => b.confidence - a.confidence) }
}
