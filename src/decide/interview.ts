// Which question comes next: the conversation with a person as data, without a terminal.

import { groupBy } from '../grouped.js'
import { type Lesson, noRelation, taught } from '../infer/lessons.js'
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

/** How far the conversation has come, for "3 of 27". */
export interface Progress {
  readonly done: number
  readonly of: number
}

/**
 * What to ask next.
 * - `rule`: everything that follows a rule of the schema's own names; a yes to all makes it a rule of the project.
 * - `likely`: everything at or above the confidence at once.
 * - `group`: relations with the same column name and target.
 * - `single`: one relation; `alike` are the others of its group, `likely` all others at or above the confidence.
 * - `write`: the last question.
 *
 * `rest` is whatever else is open, for somebody who has had enough.
 */
export type Question =
  | {
      readonly kind: 'rule'
      readonly rule: InducedRule
      readonly open: readonly Open[]
      readonly progress: Progress
    }
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
  /** Some of each at once; `retarget` says what columns reference instead, and accepts that. */
  | {
      readonly kind: 'several'
      readonly accept: readonly string[]
      readonly reject: readonly string[]
      readonly later: readonly string[]
      readonly retarget: ReadonlyMap<string, Candidate>
      readonly names?: Partial<RelationNames> | undefined
    }
  /** Ask about each of them; of a rule: it is none. */
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
  /** What was open when it began. */
  readonly references: readonly Reference[]
  /** The same, with the confidence that the answers so far leave them. */
  readonly taught: readonly Reference[]
  readonly minConfidence: number
  readonly successors: Successors
  readonly settled: ReadonlyMap<string, Settled>
  /** Targets that a person put in the place of the best candidate. */
  readonly targets: ReadonlyMap<string, Candidate>
  /** The groups that are asked one by one. */
  readonly apart: ReadonlySet<string>
  /** The rules that the schema's names seem to follow, and those of them that were asked about, by `from`. */
  readonly rules: readonly InducedRule[]
  readonly askedRules: ReadonlySet<string>
  /** Those that a person confirmed. */
  readonly confirmedRules: readonly InducedRule[]
  /** Whether all that was certain was asked about once. */
  readonly batchAsked: boolean
  /** What was in a question about all that is likely and was left out there, or is to be asked in its own turn. */
  readonly leftOut: ReadonlySet<string>
  readonly end: 'write' | 'quit' | undefined
  /** The state before the last answer, for going back. */
  readonly before: Interview | undefined
}

export const startInterview = (
  references: readonly Reference[],
  minConfidence: number,
  successors: Interview['successors'] = new Map(),
  rules: Interview['rules'] = [],
): Interview => ({
  rules,
  askedRules: new Set(),
  confirmedRules: [],
  references,
  taught: references,
  minConfidence,
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
const groupKey = ({ from, to }: Candidate): string =>
  `${from.fields.join(',')}->${to.model}(${to.fields.join(',')})`

/** What was accepted so far. */
export const acceptedIn = ({ settled }: Interview): readonly Candidate[] =>
  [...settled.values()].flatMap(({ verdict, candidate }) => (verdict === 'accept' ? candidate : []))

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

/** What is still to be asked. An accepted relation also settles what would say the same with fewer or more columns. */
export function openOf(interview: Interview): readonly Open[] {
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

const isLikely =
  ({ minConfidence, targets, leftOut }: Interview) =>
  ({ key, candidate }: Open): boolean =>
    candidate.confidence >= minConfidence && !targets.has(key) && !leftOut.has(key)

const withoutDoubles = (open: readonly Open[]): readonly Open[] => {
  const kept = new Set(withoutContradictions(open.map(({ candidate }) => candidate)))
  return open.filter(({ candidate }) => kept.has(candidate))
}

/** What was begun is finished first: the relation whose target was changed, then the group that is asked one by one. */
const begunIn = ({ targets, apart }: Interview, open: readonly Open[]): Open | undefined =>
  open.find(({ key }) => targets.has(key)) ?? open.find(({ candidate }) => apart.has(groupKey(candidate)))

/** Then what takes a lost relation's place, since a person decided that once, and what was left out of a batch. */
const dueIn = ({ successors, leftOut }: Interview, open: readonly Open[]): Open | undefined =>
  open.find(({ candidate }) => successors.has(candidate.id)) ?? open.find(({ key }) => leftOut.has(key))

/** How many relations would be wrong if nobody were asked about these: what is likelier than not would be taken. */
const doubt = (open: readonly Open[]): number =>
  open.reduce((sum, { candidate: { confidence } }) => sum + Math.min(confidence, 1 - confidence), 0)

/** The group with the most doubt, and of equals the likeliest: it is what an answer changes most. */
function mostDoubtful(open: readonly Open[]): readonly Open[] {
  let most: readonly Open[] = []
  for (const group of groupBy(open, ({ candidate }) => groupKey(candidate)).values()) {
    const more = doubt(group) - doubt(most)
    if (more > 0 || (more === 0 && confidenceOf(group) > confidenceOf(most))) most = group
  }
  return most
}

const confidenceOf = ([first]: readonly Open[]): number => first?.candidate.confidence ?? -1

/**
 * Whether a group comes before all that is certain. One answer settles a group, mostly in one way; what is wrong among the
 * certain ones has to be ticked one by one. So groups come first in which at least one relation is expected to be taken wrongly.
 */
const comesFirst = (group: readonly Open[]): boolean => doubt(group) >= 1

function without(asked: readonly Open[], list: readonly Open[]): readonly Open[] {
  const known = new Set(asked)
  return list.filter((one) => !known.has(one))
}

type RuleQuestion = Extract<Question, { readonly kind: 'rule' }>

/** What is open of a rule, each with the candidate that the rule speaks of. */
function openUnder(rule: InducedRule, open: readonly Open[]): readonly Open[] {
  const ids = new Set(rule.relations)
  return withoutDoubles(
    open.flatMap((one) => {
      const candidate = one.reference.candidates.find(({ id }) => ids.has(id))
      return candidate === undefined ? [] : [{ ...one, candidate }]
    }),
  )
}

/** The rule with the most doubt among what is open of it, if that is more than of any other question. */
function ruleToAsk(
  { rules, askedRules }: Interview,
  open: readonly Open[],
  least: number,
): Pick<RuleQuestion, 'rule' | 'open'> | undefined {
  return rules
    .filter(({ from }) => !askedRules.has(from))
    .map((rule) => ({ rule, open: openUnder(rule, open) }))
    .filter((one) => one.open.length > 1 && doubt(one.open) > least)
    .toSorted((a, b) => doubt(b.open) - doubt(a.open))[0]
}

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
  const begun = begunIn(interview, open)
  const isBatch =
    likely.length > 1 && begun === undefined && !open.some(({ key }) => interview.leftOut.has(key))
  const group = mostDoubtful(isBatch ? without(likely, open) : open)
  const ruled = begun === undefined ? ruleToAsk(interview, open, Math.max(1, doubt(group))) : undefined
  if (ruled !== undefined) return { kind: 'rule', ...ruled, progress }
  // What answers made certain since then waits until nothing else is left.
  if (isBatch && (interview.batchAsked ? group.length === 0 : !comesFirst(group)))
    return { kind: 'likely', open: likely, progress }
  const first = begun ?? dueIn(interview, open) ?? group[0]
  if (first === undefined) return { kind: 'write' }
  const name = groupKey(first.candidate)
  const alike = withoutDoubles(open.filter(({ candidate }) => groupKey(candidate) === name))
  if (alike.length > 1 && !interview.apart.has(name))
    return { kind: 'group', open: alike, rest: without(alike, open), progress }
  return {
    kind: 'single',
    open: first,
    alike: without([first], alike),
    likely: without([first], likely),
    rest: without([first], open),
    progress,
  }
}

type Several = Extract<Answer, { readonly kind: 'several' }>

const NOBODY_NAMED: Several = { kind: 'several', accept: [], reject: [], later: [], retarget: new Map() }

/** What is settled and how; of two accepted ones that say the same, one. */
function verdictsFor(
  { accept, reject, later, retarget }: Several,
  meant: readonly Open[],
): ReadonlyMap<string, Settled> {
  const verdicts = new Map<string, Settled['verdict']>([
    ...later.map((key) => [key, 'later'] as const),
    ...reject.map((key) => [key, 'reject'] as const),
    ...[...accept, ...retarget.keys()].map((key) => [key, 'accept'] as const),
  ])
  const shown = meant.map((one) => ({ ...one, candidate: retarget.get(one.key) ?? one.candidate }))
  const accepted = withoutDoubles(shown.filter(({ key }) => verdicts.get(key) === 'accept'))
  const kept = new Set(accepted.map(({ key }) => key))
  return new Map(
    shown.flatMap(({ key, candidate }) => {
      const verdict = verdicts.get(key)
      return verdict === undefined || (verdict === 'accept' && !kept.has(key))
        ? []
        : [[key, { verdict, candidate }] as const]
    }),
  )
}

function settle(interview: Interview, answer: Several): Interview {
  const { names } = answer
  const question = questionOf(interview)
  // Under a rule the candidates are those that it speaks of, likely or not.
  const ruled = new Map(question.kind === 'rule' ? question.open.map((one) => [one.key, one]) : [])
  const meant = openOf(interview).map((one) => ruled.get(one.key) ?? one)
  const added = verdictsFor(answer, meant)
  const asked = new Set([...answer.accept, ...answer.reject, ...answer.later, ...answer.retarget.keys()])
  // Whatever was left out of a question about all that is likely is asked in its turn.
  const left = question.kind === 'likely' ? question.open.filter(({ key }) => !asked.has(key)) : []
  return learned({
    ...(question.kind === 'rule' ? withRule(interview, question, added) : interview),
    settled: new Map([
      ...interview.settled,
      ...[...added].map(([key, one]) => [key, names === undefined ? one : { ...one, names }] as const),
    ]),
    batchAsked: interview.batchAsked || question.kind === 'likely',
    leftOut: withKeys(interview.leftOut, left),
  })
}

/** What the answers say of columns that are named alike. */
function lessonsIn({ references, settled }: Interview): readonly Lesson[] {
  return references.flatMap((reference): readonly Lesson[] => {
    const answer = settled.get(columnSetKey(reference.from))
    if (answer === undefined || answer.verdict === 'later') return []
    return answer.verdict === 'reject'
      ? [noRelation(reference)]
      : [{ from: reference.from, to: answer.candidate.to, not: [] }]
  })
}

/** Lets every answer so far bear on whatever is open. */
function learned(interview: Interview): Interview {
  const { references, minConfidence } = interview
  return { ...interview, taught: taught(references, references, lessonsIn(interview), minConfidence) }
}

const withKeys = (known: ReadonlySet<string>, added: readonly Open[]): ReadonlySet<string> =>
  added.length === 0 ? known : new Set([...known, ...added.map(({ key }) => key)])

/** A rule that was asked about; confirmed if everything that is open of it was accepted. */
function withRule(
  interview: Interview,
  { rule, open }: RuleQuestion,
  settled: ReadonlyMap<string, Settled>,
): Interview {
  const { askedRules, confirmedRules } = interview
  const holds = open.every(({ key, candidate }) => {
    const one = settled.get(key)
    return one?.verdict === 'accept' && one.candidate.id === candidate.id
  })
  return {
    ...interview,
    askedRules: new Set([...askedRules, rule.from]),
    confirmedRules: holds ? [...confirmedRules, rule] : confirmedRules,
  }
}

function setApart(interview: Interview): Interview {
  const question = questionOf(interview)
  if (question.kind === 'rule') return withRule(interview, question, new Map())
  if (question.kind === 'likely')
    return { ...interview, batchAsked: true, leftOut: withKeys(interview.leftOut, question.open) }
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
    case 'several':
      return after(settle(interview, answer))
    case 'accept':
      return after(settle(interview, { ...NOBODY_NAMED, accept: answer.keys, names: answer.names }))
    case 'reject':
      return after(settle(interview, { ...NOBODY_NAMED, reject: answer.keys }))
    case 'later':
      return after(settle(interview, { ...NOBODY_NAMED, later: answer.keys }))
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
