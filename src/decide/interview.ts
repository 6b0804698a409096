// Which question comes next: the conversation with a person as data, without a terminal.

import type { Candidate, Reference } from '../relation/candidate.js'
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

/** How far the conversation has come, for "3 of 27". */
export interface Progress {
  readonly done: number
  readonly of: number
}

/**
 * What to ask next.
 * - `likely`: everything at or above the confidence at once.
 * - `group`: relations with the same column name and target.
 * - `single`: one relation; `alike` are the others of its group, `likely` all others at or above the confidence.
 * - `write`: the last question.
 *
 * `rest` is whatever else is open, for somebody who has had enough.
 */
export type Question =
  | { readonly kind: 'likely'; readonly open: readonly Open[]; readonly progress: Progress }
  | {
      readonly kind: 'group'
      readonly open: readonly Open[]
      readonly rest: readonly Open[]
      readonly progress: Progress
    }
  | {
      readonly kind: 'single'
      readonly open: Open
      readonly alike: readonly Open[]
      readonly likely: readonly Open[]
      readonly rest: readonly Open[]
      readonly progress: Progress
    }
  | { readonly kind: 'write' }

export type Answer =
  | {
      readonly kind: 'accept'
      readonly keys: readonly string[]
      readonly names?: Partial<RelationNames> | undefined
    }
  | { readonly kind: 'reject'; readonly keys: readonly string[] }
  /** Not now: stays open, and is asked again in the next run. */
  | { readonly kind: 'later'; readonly keys: readonly string[] }
  /** Ask about each of them. */
  | { readonly kind: 'apart' }
  | { readonly kind: 'target'; readonly key: string; readonly to: Candidate }
  | { readonly kind: 'back' }
  | { readonly kind: 'write' }
  | { readonly kind: 'quit' }

interface Settled {
  readonly verdict: 'accept' | 'reject' | 'later'
  readonly candidate: Candidate
  readonly names?: Partial<RelationNames> | undefined
}

/** The conversation so far. */
export interface Interview {
  readonly references: readonly Reference[]
  readonly minConfidence: number
  readonly successors: Successors
  readonly settled: ReadonlyMap<string, Settled>
  /** Targets that a person put in the place of the best candidate. */
  readonly targets: ReadonlyMap<string, Candidate>
  /** The groups that are asked one by one; `likely` is the first question of all. */
  readonly apart: ReadonlySet<string>
  readonly end: 'write' | 'quit' | undefined
  /** The state before the last answer, for going back. */
  readonly before: Interview | undefined
}

/** The name of the first question among the groups. */
const LIKELY = 'likely'

export const startInterview = (
  references: readonly Reference[],
  minConfidence: number,
  successors: Interview['successors'] = new Map(),
): Interview => ({
  references,
  minConfidence,
  successors,
  settled: new Map(),
  targets: new Map(),
  apart: new Set(),
  end: undefined,
  before: undefined,
})

/** Same column names, same target. */
const groupKey = ({ from, to }: Candidate): string =>
  `${from.fields.join(',')}->${to.model}(${to.fields.join(',')})`

/** What was accepted so far. */
export const acceptedIn = ({ settled }: Interview): readonly Candidate[] =>
  [...settled.values()].flatMap(({ verdict, candidate }) => (verdict === 'accept' ? candidate : []))

/** What is still to be asked. An accepted relation also settles what would say the same with fewer or more columns. */
export function openOf(interview: Interview): readonly Open[] {
  const isContradicted = contradicts(acceptedIn(interview))
  return interview.references.flatMap((reference) => {
    const key = columnSetKey(reference.from)
    if (interview.settled.has(key)) return []
    const chosen = interview.targets.get(key)
    const known = chosen === undefined ? reference.candidates : [chosen]
    const candidate = known.find((one) => !isContradicted(one))
    return candidate === undefined ? [] : [{ key, reference, candidate }]
  })
}

const isLikely =
  ({ minConfidence, targets }: Interview) =>
  ({ key, candidate }: Open): boolean =>
    candidate.confidence >= minConfidence && !targets.has(key)

const withoutDoubles = (open: readonly Open[]): readonly Open[] => {
  const kept = new Set(withoutContradictions(open.map(({ candidate }) => candidate)))
  return open.filter(({ candidate }) => kept.has(candidate))
}

/** What was begun is finished first: the relation whose target was changed, then the group that is asked one by one. */
const nextOf = ({ targets, apart }: Interview, open: readonly Open[]): Open | undefined =>
  open.find(({ key }) => targets.has(key)) ??
  open.find(({ candidate }) => apart.has(groupKey(candidate))) ??
  open[0]

/**
 * The question that comes next.
 *
 * @example
 * questionOf(startInterview(infer(schema).references, 0.9)).kind // 'single'
 */
export function questionOf(interview: Interview): Question {
  const open = openOf(interview)
  const progress = { done: interview.settled.size, of: interview.settled.size + open.length }
  const likely = withoutDoubles(open.filter(isLikely(interview)))
  if (likely.length > 1 && !interview.apart.has(LIKELY)) return { kind: 'likely', open: likely, progress }
  const first = nextOf(interview, open)
  if (first === undefined) return { kind: 'write' }
  const group = groupKey(first.candidate)
  const alike = withoutDoubles(open.filter(({ candidate }) => groupKey(candidate) === group))
  const besides = (asked: readonly Open[], list: readonly Open[]) =>
    list.filter((one) => !asked.includes(one))
  if (alike.length > 1 && !interview.apart.has(group))
    return { kind: 'group', open: alike, rest: besides(alike, open), progress }
  return {
    kind: 'single',
    open: first,
    alike: besides([first], alike),
    likely: besides([first], likely),
    rest: besides([first], open),
    progress,
  }
}

function settle(
  interview: Interview,
  {
    kind,
    keys,
    names,
  }: Extract<Answer, { readonly keys: readonly string[] }> & {
    readonly names?: Partial<RelationNames> | undefined
  },
): Interview {
  const asked = new Set(keys)
  const meant = openOf(interview).filter(({ key }) => asked.has(key))
  const taken = kind === 'accept' ? withoutDoubles(meant) : meant
  const added = taken.map(({ key, candidate }) => [key, { verdict: kind, candidate, names }] as const)
  // Whatever was left out of the first question is asked in its turn.
  const { kind: asking } = questionOf(interview)
  const apart = asking === 'likely' ? new Set([...interview.apart, LIKELY]) : interview.apart
  return { ...interview, settled: new Map([...interview.settled, ...added]), apart }
}

function setApart(interview: Interview): Interview {
  const question = questionOf(interview)
  if (question.kind === 'likely') return { ...interview, apart: new Set([...interview.apart, LIKELY]) }
  const first = question.kind === 'group' ? question.open[0] : undefined
  if (first === undefined) return interview
  return { ...interview, apart: new Set([...interview.apart, groupKey(first.candidate)]) }
}

/**
 * Takes an answer. `back` undoes the last answer that changed something; at the first question it does nothing.
 *
 * @example
 * answered(interview, { kind: 'accept', keys: question.open.map(({ key }) => key) })
 */
export function answered(interview: Interview, answer: Answer): Interview {
  if (interview.end !== undefined) return interview
  const after = (next: Interview): Interview => ({ ...next, before: interview })
  switch (answer.kind) {
    case 'back':
      return interview.before ?? interview
    case 'quit':
      return after({ ...interview, end: 'quit' })
    case 'write':
      return after({ ...interview, end: 'write' })
    case 'target':
      return after({ ...interview, targets: new Map([...interview.targets, [answer.key, answer.to]]) })
    case 'apart':
      return after(setApart(interview))
    default:
      return after(settle(interview, answer))
  }
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
      : { id: one.candidate.id, verdict: one.verdict, choice: choiceOf(one), by: 'user' },
  )
}
