// What an answer does to the conversation: it settles what it is about, and teaches about the rest.

import { type Lesson, noRelation, taught } from '../infer/lessons.js'
import type { Candidate } from '../relation/candidate.js'
import type { RelationNames } from '../relation/decision.js'
import { columnSetKey } from '../relation/identity.js'
import {
  type Interview,
  type Open,
  type Settled,
  unsettledIn,
  withoutDoubles,
  withoutPutOff,
} from './interview.js'
import { questionOf, type RuleQuestion } from './next-question.js'

export type Answer =
  | {
      readonly kind: 'accept'
      readonly keys: readonly string[]
      readonly names?: Partial<RelationNames> | undefined
    }
  | { readonly kind: 'reject'; readonly keys: readonly string[]; readonly note?: string | undefined }
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
      /** Why, of what is rejected. */
      readonly note?: string | undefined
    }
  /** Ask about each of them; of a rule: it is none; of people: in groups. */
  | { readonly kind: 'apart' }
  | { readonly kind: 'target'; readonly key: string; readonly to: Candidate }
  | { readonly kind: 'back' }
  | { readonly kind: 'write' }
  /** Leave: what was answered is remembered, and the schema is for the next run. */
  | { readonly kind: 'keep' }
  /** Leave: what was answered counts for nothing. */
  | { readonly kind: 'quit' }

type Several = Extract<Answer, { readonly kind: 'several' }>

const NOBODY_NAMED: Several = { kind: 'several', accept: [], reject: [], later: [], retarget: new Map() }

/** What is settled and how; of two accepted ones that say the same, one. */
function verdictsFor(
  { accept, reject, later, retarget, note }: Several,
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
        : [[key, verdict === 'reject' ? { verdict, candidate, note } : { verdict, candidate }] as const]
    }),
  )
}

function settle(interview: Interview, answer: Several): Interview {
  const { names } = answer
  const question = questionOf(interview)
  // Under a rule the candidates are those that it speaks of, likely or not.
  const ruled = new Map(question.kind === 'rule' ? question.open.map((one) => [one.key, one]) : [])
  const asked = new Set([...answer.accept, ...answer.reject, ...answer.later, ...answer.retarget.keys()])
  const reopened = withoutPutOff(interview, asked)
  const meant = unsettledIn(reopened).map((one) => ruled.get(one.key) ?? one)
  const added = verdictsFor(answer, meant)
  // Whatever was left out of a question about all that is likely is asked in its turn.
  const left = question.kind === 'likely' ? question.open.filter(({ key }) => !asked.has(key)) : []
  return learned({
    ...(question.kind === 'rule' ? withRule(interview, question, added) : interview),
    settled: new Map([
      ...reopened.settled,
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

/** The roles of one model that were asked about. */
const withPeople = (interview: Interview, { model }: { readonly model: string }): Interview => ({
  ...interview,
  askedPeople: new Set([...interview.askedPeople, model]),
})

function setApart(interview: Interview): Interview {
  const question = questionOf(interview)
  if (question.kind === 'rule') return withRule(interview, question, new Map())
  if (question.kind === 'people') return withPeople(interview, question)
  if (question.kind === 'likely')
    return { ...interview, batchAsked: true, leftOut: withKeys(interview.leftOut, question.open) }
  return question.kind === 'group'
    ? { ...interview, apart: withKeys(interview.apart, question.open) }
    : interview
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
    case 'keep':
      return after({ ...interview, end: answer.kind })
    case 'target':
      return after({ ...interview, targets: new Map([...interview.targets, [answer.key, answer.to]]) })
    case 'apart':
      return after(setApart(interview))
    case 'several':
      return after(settle(interview, answer))
    case 'accept':
      return after(settle(interview, { ...NOBODY_NAMED, accept: answer.keys, names: answer.names }))
    case 'reject':
      return after(settle(interview, { ...NOBODY_NAMED, reject: answer.keys, note: answer.note }))
    case 'later':
      return after(settle(interview, { ...NOBODY_NAMED, later: answer.keys }))
  }
}
