// Remembered decisions that no longer fit the schema, and what takes their place.
import type { Candidate } from './candidate.js'
import type { Choice } from './decision.js'

/** A remembered decision that no longer fits the schema as it was made. */
export interface Drift {
  readonly id: string
  /** The old and the new state in one sentence, without the id. */
  readonly says: string
  /** Whether the relation is restored all the same, in its new shape; else it is not written. */
  readonly restored: boolean
  /** The id that probably takes its place, when there is one. */
  readonly suggestion: string | null
  /** The suggestion as it would be written, with the names and actions of the old decision. */
  readonly successor?: Choice | undefined
}

/** How relations that take a lost one's place are written, by their id: with its names and actions. */
export type Successors = ReadonlyMap<string, Choice>

/** The successors among some drift; of two for one id the first. */
export const successorsIn = (drift: readonly Drift[]): Successors =>
  new Map(
    drift
      .toReversed()
      .flatMap(({ suggestion, successor }) =>
        suggestion === null || successor === undefined ? [] : [[suggestion, successor] as const],
      ),
  )

/**
 * How a candidate would be written: what takes a lost relation's place keeps its names and actions. Every decision starts
 * from this, whoever decides.
 */
export const choiceFor = (
  { id, from, to }: Pick<Candidate, 'id' | 'from' | 'to'>,
  successors: Successors,
): Choice => successors.get(id) ?? { from, to }
