// What a look yields, piece by piece as it goes, so that a look that ends early leaves what it knew.
import type { Candidate, Evidence } from '../relation/candidate.js'

/** Something that the data was asked about, and what it said. */
export interface Checked {
  /** The id of a candidate, or a column set that was searched for. */
  readonly what: string
  readonly says: string
}

/** Something that could not be looked at. */
export interface NotChecked {
  readonly what: string
  readonly why: string
  /** The statement, setting or step that would allow it. */
  readonly grant?: string
}

/** Evidence for or against the candidate of this id. A contradicted one is refuted by the data, whatever its name. */
export interface NewEvidence {
  readonly id: string
  readonly evidence: readonly Evidence[]
  readonly contradicted: boolean
}

/** One piece of what a look finds. */
export type Observation =
  | ({ readonly kind: 'evidence' } & NewEvidence)
  | ({ readonly kind: 'checked' } & Checked)
  | ({ readonly kind: 'not-checked' } & NotChecked)
  /** A candidate that nothing suggested before: a search singled its key out. */
  | { readonly kind: 'candidate'; readonly candidate: Candidate }

/** All that is known of one candidate, from two pieces of it. */
export const addEvidence = (known: NewEvidence | undefined, more: NewEvidence): NewEvidence => ({
  id: more.id,
  evidence: [...(known?.evidence ?? []), ...more.evidence],
  contradicted: known?.contradicted === true || more.contradicted,
})

/** The evidence among some observations, by the id of the candidate. */
export function evidenceById(observations: readonly Observation[]): ReadonlyMap<string, NewEvidence> {
  const byId = new Map<string, NewEvidence>()
  for (const observation of observations)
    if (observation.kind === 'evidence')
      byId.set(observation.id, addEvidence(byId.get(observation.id), observation))
  return byId
}

/** The observation of evidence, if there is any. */
export const observed = (
  id: string,
  evidence: readonly Evidence[],
  contradicted = false,
): readonly Observation[] =>
  evidence.length === 0 && !contradicted ? [] : [{ kind: 'evidence', id, evidence, contradicted }]
