// Answers that somebody gives without being asked: relations by id or by glob. All of them are understood, or none counts.

import { RestoreError } from '../errors.js'
import { spelledColumns } from '../print/words.js'
import { contradicts } from '../relation/contradiction.js'
import type { Decision, RelationNames } from '../relation/decision.js'
import {
  columnSetKey,
  isIdOf,
  isNamedBy,
  parseRelationId,
  relationId,
  relationIdKey,
} from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import { coversRelation, type Policy, selectedId } from '../relation/selection.js'
import { declaredRelations } from '../schema/relations.js'
import { type LookUp, lookUp } from '../schema/schema.js'
import { closest } from '../text/similarity.js'
import { answered } from './answer.js'
import { answerFor, interviewAbout, openById, refuseBoth, writableTarget } from './conversation.js'
import { nameProblem, namesTaken } from './field-names.js'
import { decisionsOf, type Open, openOf } from './interview.js'
import type { Decided, Review } from './review.js'

/** What somebody says of relations; each is named by its id, or several by a glob. */
export interface GivenAnswers {
  readonly accept: readonly string[]
  readonly reject: readonly string[]
  /** What is accepted with another target, `Account(id)`. */
  readonly retarget: Readonly<Record<string, string>>
  /** The names of the fields, where one relation is accepted. */
  readonly names?: Pick<Partial<RelationNames>, 'field' | 'back'> | undefined
  /** Why, for all that is rejected. */
  readonly note?: string | undefined
  /** Whether what was said before may be said again, as in a file that grows from sitting to sitting. */
  readonly mayRepeat?: boolean
}

/** What was there before the answers. */
export interface Past {
  /** What the answers rejected of what was accepted before, and the ids and globs that meant it. */
  readonly withdrawn: readonly Decision[]
  readonly understood: ReadonlySet<string>
  /** By relation id, what the decisions file says. */
  readonly remembered: Readonly<Record<string, { readonly verdict: Decision['verdict'] }>>
}

interface Scene {
  readonly review: Review
  readonly past: Past
  readonly find: LookUp
  readonly open: readonly Open[]
}

const refusal = (message: string, hint: string): RestoreError => new RestoreError('usage', message, hint)

/** The relations that stand, or come back in any case. */
const standingIn = ({ schema, remembered }: Review): readonly Relation[] => [
  ...declaredRelations(schema),
  ...remembered,
]

const SEE_ALL = 'See what is open: npx restore-relations questions'

/** Why nothing open goes by this name, and what to do about it. */
function nothingOpen({ review, past, find, open }: Scene, name: string): RestoreError {
  const parsed = parseRelationId(name)
  if (parsed === undefined || (name.includes('*') && !isKnownRelation({ review, past, find, open }, name))) {
    const names = open.flatMap(({ candidate: { id, from } }) => [id, from.model, spelledColumns(from)])
    const meant = closest(name, names)
    return refusal(
      `${name} matches no open relation.`,
      meant === undefined ? SEE_ALL : `Did you mean ${meant}?`,
    )
  }
  const isMeant = isIdOf(find, name)
  if (declaredRelations(review.schema).some(isMeant))
    return refusal(
      `${name} stands in the schema already.`,
      `To take it out again: npx restore-relations reject '${name}'`,
    )
  if (review.remembered.some(isMeant))
    return refusal(`${name} was accepted already.`, 'To write what was accepted: npx restore-relations')
  const before = Object.entries(past.remembered).find(([id]) => relationIdKey(id) === relationIdKey(name))
  if (before?.[1].verdict === 'reject')
    return refusal(
      `${name} was rejected already.`,
      'To open it again, delete its line in the decisions file.',
    )
  const isFrom = isNamedBy(find, name)
  const other = standingIn(review).find(({ from }) => isFrom(from))
  if (other !== undefined) {
    const id = relationId(find, other.from, other.to)
    return refusal(
      `${name} is no longer open: its columns lead to ${spelledColumns(other.to)} already.`,
      `To take that back: npx restore-relations reject '${id}'`,
    )
  }
  const says = `${name} is no open relation.`
  const rival = open.find(({ reference }) => reference.candidates.some(isMeant))
  if (rival !== undefined)
    return refusal(
      says,
      `Its columns are open as ${rival.candidate.id}: accept that, with --to for another target.`,
    )
  const meant = closest(
    name,
    open.map(({ candidate }) => candidate.id),
  )
  return refusal(says, meant === undefined ? SEE_ALL : `Did you mean ${meant}?`)
}

/** Whether this is the id of a relation that stands in the schema, comes back from memory, or was decided before. */
function isKnownRelation({ review, past, find }: Scene, name: string): boolean {
  if (parseRelationId(name) === undefined) return false
  const isMeant = isIdOf(find, name)
  const ids = [...Object.keys(past.remembered), ...past.withdrawn.map(({ id }) => id)]
  return standingIn(review).some(isMeant) || ids.some((id) => relationIdKey(id) === relationIdKey(name))
}

/** What an id or a glob means. @throws RestoreError `usage` where that is nothing. */
function meantBy(scene: Scene, name: string, mayBeNothing = false): readonly Open[] {
  const exact = openById(scene.open)(name)
  if (exact !== undefined) return [exact]
  // The id of a relation that is known is never a glob for others, whatever stands in the names of its tables.
  if (isKnownRelation(scene, name)) {
    if (mayBeNothing) return []
    throw nothingOpen(scene, name)
  }
  const covers = coversRelation(scene.find, [name])
  const meant = scene.open.filter(({ candidate }) => covers(candidate))
  if (meant.length === 0 && !mayBeNothing) throw nothingOpen(scene, name)
  return meant
}

/** Whether an answer says what was decided before, so that there is nothing to do for it. */
function isSaid(scene: Scene, name: string, verdict: Decision['verdict']): boolean {
  const { review, past, find } = scene
  const before = Object.entries(past.remembered).flatMap(([id, entry]) =>
    entry.verdict === verdict ? [id] : [],
  )
  const standing = verdict === 'accept' ? standingIn(review) : []
  if (isKnownRelation(scene, name))
    return standing.some(isIdOf(find, name)) || before.some((id) => relationIdKey(id) === relationIdKey(name))
  return (
    standing.some(coversRelation(find, [name])) ||
    before.some(selectedId(review.schema, { only: [name], skip: [] }))
  )
}

/** The same for another target that was given. */
function isMovedBefore({ review, find }: Scene, name: string, target: string): boolean {
  const [isFrom, isTo] = [isNamedBy(find, name), isNamedBy(find, target)]
  return standingIn(review).some(({ from, to }) => isFrom(from) && isTo(to))
}

/** What an open relation is to be instead, if Prisma takes it and nothing that stands contradicts it. */
function movedTo({ review }: Scene, one: Open, target: string): Open {
  const moved = writableTarget(review.schema, review.style, one, target)
  const { id, from } = moved.candidate
  if (contradicts(standingIn(review))(moved.candidate))
    throw refusal(
      `${id} says what another relation on ${spelledColumns(from)} says already.`,
      'See all about the column: npx restore-relations --explain MODEL.COLUMN',
    )
  return moved
}

/** The names that were given, if they can be kept. */
function refuseNames({ review, find }: Scene, accepted: readonly Open[], names: GivenAnswers['names']): void {
  if (names === undefined) return
  const [only, ...others] = accepted
  if (only === undefined || others.length > 0)
    throw refusal(
      `--field and --back name the fields of one relation, and ${accepted.length} are meant.`,
      'Name one by its id.',
    )
  const { from, to } = only.candidate
  const taken = namesTaken(review, [])
  for (const [model, name] of [
    [from.model, names.field],
    [to.model, names.back],
  ] as const) {
    const problem = name === undefined ? undefined : nameProblem(find, taken, model, name)
    if (problem !== undefined) throw refusal(problem, `Give ${only.candidate.id} another name.`)
    taken.add(`${model}.${name}`)
  }
}

const byKey = (open: readonly Open[]): readonly Open[] => [
  ...new Map(open.map((one) => [one.key, one])).values(),
]

/**
 * The decisions that given answers come to.
 *
 * @param policy `only` and `skip` say what is open at all.
 * @throws RestoreError `usage` where one of them means nothing that is open, or two do not go together.
 */
export function decideAsGiven(review: Review, policy: Policy, given: GivenAnswers, past: Past): Decided {
  // Whoever names a relation has looked at it, however unlikely it is.
  const interview = interviewAbout(review, { ...policy, askFrom: 0 })
  const isWithdrawn = new Set(past.withdrawn.map(({ choice }) => columnSetKey(choice.from)))
  const open = openOf(interview).filter(({ key }) => !isWithdrawn.has(key))
  const scene: Scene = { review, past, find: lookUp(review.schema), open }

  const { mayRepeat = false } = given
  const moved = Object.entries(given.retarget).flatMap(([name, target]) =>
    meantBy(scene, name, mayRepeat && isMovedBefore(scene, name, target)).map((one) =>
      movedTo(scene, one, target),
    ),
  )
  const wanted = given.accept.map((name) => ({
    name,
    meant: meantBy(scene, name, mayRepeat && isSaid(scene, name, 'accept')),
  }))
  // A target that was given counts, also for what is accepted beside it.
  const accept = byKey([...wanted.flatMap(({ meant }) => meant), ...moved])
  const reject = byKey(
    given.reject.flatMap((name) =>
      meantBy(scene, name, past.understood.has(name) || (mayRepeat && isSaid(scene, name, 'reject'))),
    ),
  )
  refuseBoth({ accept, reject })
  refuseNames(scene, accept, given.names)

  const end = answered(interview, answerFor({ accept, reject }, given.names))
  const isTaken = (one: Open): boolean => end.settled.get(one.key)?.verdict === 'accept'
  // Of what a glob covers some may say the same; whoever named a relation is to hear that it was not taken.
  const lost = [
    ...wanted.flatMap(({ meant }) => (meant.some(isTaken) ? [] : meant)),
    ...moved.filter((one) => !isTaken(one)),
  ][0]
  if (lost !== undefined)
    throw refusal(`${lost.candidate.id} says what another accepted relation says.`, 'Accept one of them.')
  const decisions = [...past.withdrawn, ...decisionsOf(end)]
  return {
    decisions: decisions.map((decision) =>
      decision.verdict === 'reject' && given.note !== undefined
        ? { ...decision, note: given.note }
        : decision,
    ),
    rules: end.confirmedRules,
  }
}
