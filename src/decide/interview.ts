// The conversation with a person as data, without a terminal: what is open in it, and what was settled.

import type { Candidate, InducedRule, Reference } from '../relation/candidate.js'
import { contradicts, withoutContradictions } from '../relation/contradiction.js'
import type { Choice, Decision, RelationNames } from '../relation/decision.js'
import { choiceFor, type Successors } from '../relation/drift.js'
import { columnSetKey } from '../relation/identity.js'

/** A reference that is still open, with the candidate that is being talked about. */
export interface Open {
  readonly key: string
  readonly reference: Reference
  readonly candidate: Candidate
}

/** What was said of some columns. */
export interface Settled {
  readonly verdict: 'accept' | 'reject' | 'later'
  readonly candidate: Candidate
  readonly names?: Partial<RelationNames> | undefined
  /** Why, of a no. */
  readonly note?: string | undefined
}

/** The conversation so far. */
export interface Interview {
  /** What was open when it began. */
  readonly references: readonly Reference[]
  /** The same, with the confidence that the answers so far leave them. */
  readonly taught: readonly Reference[]
  readonly minConfidence: number
  /** 0 to 1: what is below is not asked about by itself. */
  readonly askFrom: number
  readonly successors: Successors
  readonly settled: ReadonlyMap<string, Settled>
  /** Targets that a person put in the place of the best candidate. */
  readonly targets: ReadonlyMap<string, Candidate>
  /** What is asked one by one. */
  readonly apart: ReadonlySet<string>
  /** The rules that the schema's names seem to follow, and those of them that were asked about, by `from`. */
  readonly rules: readonly InducedRule[]
  readonly askedRules: ReadonlySet<string>
  /** The models whose roles were asked about at once. */
  readonly askedPeople: ReadonlySet<string>
  /** The rules that a person confirmed. */
  readonly confirmedRules: readonly InducedRule[]
  /** Whether all that was certain was asked about once. */
  readonly batchAsked: boolean
  /** What was in a question about all that is likely and was left out there, or is to be asked in its own turn. */
  readonly leftOut: ReadonlySet<string>
  /** `keep`: for the next run, without writing the schema; `quit`: nothing of it counts. */
  readonly end: 'write' | 'keep' | 'quit' | undefined
  /** The state before the last answer, for going back. */
  readonly before: Interview | undefined
}

/**
 * Begins a conversation.
 *
 * @param references What is open, in the order in which equals are asked about.
 * @param minConfidence 0 to 1: what is at or above it can be accepted at once.
 * @param successors How relations that take a lost one's place are written.
 * @param rules What the names of the schema seem to follow.
 * @param askFrom 0 to 1: what is below is not asked about by itself, unless an answer makes it more certain.
 * @example
 * startInterview(infer(schema).references, 0.9).settled.size // 0
 */
export const startInterview = (
  references: readonly Reference[],
  minConfidence: number,
  successors: Interview['successors'] = new Map(),
  rules: Interview['rules'] = [],
  askFrom = 0,
): Interview => ({
  rules,
  askedRules: new Set(),
  askedPeople: new Set(),
  confirmedRules: [],
  references,
  taught: references,
  minConfidence,
  askFrom,
  successors,
  settled: new Map(),
  targets: new Map(),
  apart: new Set(),
  batchAsked: false,
  leftOut: new Set(),
  end: undefined,
  before: undefined,
})

/** Same column names, same target. */
export const groupKey = ({ from, to }: Candidate): string =>
  `${from.fields.join(',')}->${to.model}(${to.fields.join(',')})`

/** What was accepted so far. */
export const acceptedIn = ({ settled }: Interview): readonly Candidate[] =>
  [...settled.values()].flatMap(({ verdict, candidate }) => (verdict === 'accept' ? candidate : []))

/**
 * Whatever is not settled, however unlikely. An accepted relation also settles what would say the same with fewer or more
 * columns.
 */
export function unsettledIn(interview: Interview): readonly Open[] {
  const isContradicted = contradicts(acceptedIn(interview))
  return interview.taught.flatMap((reference) => {
    const key = columnSetKey(reference.from)
    if (interview.settled.has(key)) return []
    const chosen = interview.targets.get(key)
    const known = chosen === undefined ? reference.candidates : [chosen]
    const candidate = known.find((one) => !isContradicted(one))
    return candidate === undefined ? [] : [{ key, reference, candidate }]
  })
}

/** What is still to be asked: what is worth it, what a person gave a target, and what takes a lost relation's place. */
export const openOf = (interview: Interview): readonly Open[] =>
  unsettledIn(interview).filter(
    ({ key, candidate }) =>
      candidate.confidence >= interview.askFrom ||
      interview.targets.has(key) ||
      interview.successors.has(candidate.id),
  )

export const withoutDoubles = (open: readonly Open[]): readonly Open[] => {
  const kept = new Set(withoutContradictions(open.map(({ candidate }) => candidate)))
  return open.filter(({ candidate }) => kept.has(candidate))
}

// Less is not worth a word.
const TOLD_CHANGE = 0.05

/** How many open relations the last answer made more certain, in one way or the other. */
export function madeMoreCertain(interview: Interview): number {
  const { before } = interview
  if (before === undefined) return 0
  const then = new Map(openOf(before).map(({ key, candidate }) => [key, candidate.confidence]))
  return openOf(interview).filter(({ key, candidate }) => {
    const old = then.get(key) ?? candidate.confidence
    return Math.abs(candidate.confidence - 0.5) - Math.abs(old - 0.5) >= TOLD_CHANGE
  }).length
}

/** What was decided so far. What was put off is in it nowhere, and after quitting nothing is. */
export function decisionsOf({ end, settled, successors }: Interview): readonly Decision[] {
  if (end === 'quit') return []
  const choiceOf = ({ candidate, names }: Settled): Choice => {
    const choice = choiceFor(candidate, successors)
    return names === undefined ? choice : { ...choice, names: { ...choice.names, ...names } }
  }
  return [...settled.values()].flatMap((one) =>
    one.verdict === 'later'
      ? []
      : { id: one.candidate.id, verdict: one.verdict, choice: choiceOf(one), by: 'user', note: one.note },
  )
}

/** The ids of what was put off. */
export const putOffIn = ({ settled }: Interview): readonly string[] =>
  [...settled.values()].flatMap(({ verdict, candidate }) => (verdict === 'later' ? candidate.id : []))

/** The conversation as if nothing, or nothing of these, had been put off: who answers later still may. */
export function withoutPutOff(interview: Interview, keys?: ReadonlySet<string>): Interview {
  const kept = [...interview.settled].filter(
    ([key, { verdict }]) => verdict !== 'later' || (keys !== undefined && !keys.has(key)),
  )
  return kept.length === interview.settled.size ? interview : { ...interview, settled: new Map(kept) }
}
