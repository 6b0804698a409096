// Which question comes next: what settles most, then all that is certain, then the rest by how much it settles.

import { groupBy } from '../grouped.js'
import { meansSomebody } from '../infer/candidates.js'
import type { InducedRule } from '../relation/candidate.js'
import { groupKey, type Interview, type Open, openOf, unsettledIn, withoutDoubles } from './interview.js'

/** How far the conversation has come, for "3 of 27". */
export interface Progress {
  readonly done: number
  readonly of: number
}

/**
 * What to ask next.
 * - `rule`: everything that follows a rule of the schema's own names; a yes to all makes it a rule of the project.
 * - `people`: columns of several names that say by a role alone whom they mean, all with the same target.
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
  | {
      readonly kind: 'people'
      /** The model whose roles they would be. */
      readonly model: string
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

const isLikely =
  ({ minConfidence, targets, leftOut }: Interview) =>
  ({ key, candidate }: Open): boolean =>
    candidate.confidence >= minConfidence && !targets.has(key) && !leftOut.has(key)

/** What was begun is finished first: the relation whose target was changed, then the group that is asked one by one. */
const begunIn = ({ targets, apart }: Interview, open: readonly Open[]): Open | undefined =>
  open.find(({ key }) => targets.has(key)) ?? open.find(({ key }) => apart.has(key))

/** Then what takes a lost relation's place, since a person decided that once, and what was left out of a batch. */
const dueIn = ({ successors, leftOut }: Interview, open: readonly Open[]): Open | undefined =>
  open.find(({ candidate }) => successors.has(candidate.id)) ?? open.find(({ key }) => leftOut.has(key))

/** How many relations would be wrong if nobody were asked about these: what is likelier than not would be taken. */
const doubt = (open: readonly Open[]): number =>
  open.reduce((sum, { candidate: { confidence } }) => sum + Math.min(confidence, 1 - confidence), 0)

/** The group with the most doubt, and of equals the likeliest: it is what an answer changes most. */
function mostDoubtful(open: readonly Open[]): readonly Open[] {
  let most: readonly Open[] = []
  for (const group of groupsIn(open)) {
    const more = doubt(group) - doubt(most)
    if (more > 0 || (more === 0 && confidenceOf(group) > confidenceOf(most))) most = group
  }
  return most
}

/**
 * How far the confidence of a member may lie from its neighbour's in a group: what differs more is asked apart, since no one
 * answer fits both. Over the collection .4 loses nothing after five and ten answers against no parting at all (F1 at one half
 * after five: kept 88.2 to 88.3, raw 87.9 to 88.1, SQL and legacy the same); .3 loses .2 on SQL, .5 loses .1 on raw.
 */
const LEAP = 0.4

/** Some members of one group, parted where their confidence leaps. */
function parted(members: readonly Open[]): readonly (readonly Open[])[] {
  const shares = members.map(({ candidate }) => candidate.confidence).toSorted((a, b) => a - b)
  const leaps = shares.filter((share, i) => share - (shares[i - 1] ?? share) > LEAP)
  if (leaps.length === 0) return [members]
  const partOf = ({ candidate }: Open): number => leaps.filter((leap) => candidate.confidence >= leap).length
  return [...groupBy(members, partOf).values()]
}

/** What is open, by column name and target. */
const groupsIn = (open: readonly Open[]): readonly (readonly Open[])[] =>
  [...groupBy(open, ({ candidate }) => groupKey(candidate)).values()].flatMap(parted)

/** What is asked together with one that is open, itself among them. */
function alikeTo(first: Open, open: readonly Open[]): readonly Open[] {
  const name = groupKey(first.candidate)
  const members = open.filter(({ candidate }) => groupKey(candidate) === name)
  return parted(members).find((part) => part.includes(first)) ?? [first]
}

/**
 * Whether a key that was pressed without a thought may accept all of this: what is pointed at follows the least likely.
 *
 * @param chosen What a person has just chosen the target of.
 */
export const isSafe = (
  open: readonly Open[],
  minConfidence: number,
  chosen: Pick<ReadonlySet<string>, 'has'> = new Set(),
): boolean => open.every(({ key, candidate }) => candidate.confidence >= minConfidence || chosen.has(key))

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

export type RuleQuestion = Extract<Question, { readonly kind: 'rule' }>

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
  interview: Interview,
  open: readonly Open[],
  least: number,
): Pick<RuleQuestion, 'rule' | 'open'> | undefined {
  const { rules, askedRules } = interview
  // It speaks of what is unlikely alone, too, but not of that only.
  const unsettled = unsettledIn(interview)
  const isAsked = new Set(open.map(({ key }) => key))
  return rules
    .filter(({ from }) => !askedRules.has(from))
    .map((rule) => ({ rule, open: openUnder(rule, unsettled) }))
    .filter((one) => one.open.length > 1 && doubt(one.open) > least)
    .filter((one) => one.open.some(({ key }) => isAsked.has(key)))
    .toSorted((a, b) => doubt(b.open) - doubt(a.open))[0]
}

// Of one column name more members are answered alike than of several: over the collection a question about roles is worth
// asking from twice the doubt of any other on (F1 at one half after ten answers: SQL without indexes 96.9 to 97.1, others
// within .1).
const MORE_DOUBT = 2

/** The roles of one model, if more is in doubt among them than in any other question. */
function peopleToAsk(
  { askedPeople }: Interview,
  open: readonly Open[],
  least: number,
): Pick<Extract<Question, { readonly kind: 'people' }>, 'model' | 'open'> | undefined {
  const roles = open.filter(({ candidate }) => meansSomebody(candidate))
  return [...groupBy(roles, ({ candidate }) => candidate.to.model)]
    .map(([model, members]) => ({ model, open: withoutDoubles(members) }))
    .filter(
      (one) =>
        !askedPeople.has(one.model) &&
        new Set(one.open.map(({ candidate }) => groupKey(candidate))).size > 1 &&
        doubt(one.open) > MORE_DOUBT * least,
    )
    .toSorted((a, b) => doubt(b.open) - doubt(a.open))[0]
}

/**
 * The question that comes next.
 */
export function questionOf(interview: Interview): Question {
  const open = openOf(interview)
  const progress = { done: interview.settled.size, of: interview.settled.size + open.length }
  const likely = withoutDoubles(open.filter(isLikely(interview)))
  const begun = begunIn(interview, open)
  const isBatch =
    likely.length > 1 && begun === undefined && !open.some(({ key }) => interview.leftOut.has(key))
  const unsure = isBatch ? without(likely, open) : open
  const group = mostDoubtful(unsure)
  if (begun === undefined) {
    const least = Math.max(1, doubt(group))
    const ruled = ruleToAsk(interview, open, least)
    if (ruled !== undefined) return { kind: 'rule', ...ruled, progress }
    const people = peopleToAsk(interview, unsure, least)
    if (people !== undefined) return { kind: 'people', ...people, progress }
  }
  // What answers made certain since then waits until nothing else is left.
  if (isBatch && (interview.batchAsked ? group.length === 0 : !comesFirst(group)))
    return { kind: 'likely', open: likely, progress }
  const first = begun ?? dueIn(interview, open) ?? group[0]
  if (first === undefined) return { kind: 'write' }
  const alike = withoutDoubles(alikeTo(first, open))
  if (alike.length > 1 && !interview.apart.has(first.key))
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
