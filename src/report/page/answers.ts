// What was answered on the page: kept while it is open and, where the browser lets it, until it is opened again.
import { contradict, contradicts } from '../../relation/contradiction.js'
import type { Relation } from '../../relation/relation.js'
import type { Columns } from '../../schema/schema.js'
import type { PageRelation } from '../page-data.js'

/** A yes, perhaps to another target such as `Account(id)`, or a no. */
export type PageAnswer = { readonly verdict: 'accept'; readonly to?: string } | { readonly verdict: 'reject' }

/** By relation id. */
export type PageAnswers = ReadonlyMap<string, PageAnswer>

/** The content of a file for `--answers`. */
export function answersFile(answers: PageAnswers): string {
  const all = [...answers]
  const accept = all.filter(([, answer]) => answer.verdict === 'accept' && answer.to === undefined)
  const reject = all.filter(([, { verdict }]) => verdict === 'reject')
  const retarget = all.flatMap(([id, answer]) =>
    answer.verdict === 'accept' && answer.to !== undefined ? [[id, answer.to] as const] : [],
  )
  const file = {
    accept: accept.map(([id]) => id),
    reject: reject.map(([id]) => id),
    retarget: Object.fromEntries(retarget),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Whether an answer is one that can be given to a relation. */
const isAnswerable = (relation: PageRelation, { verdict }: PageAnswer): boolean =>
  verdict === 'accept' ? relation.takesYes : relation.takesNo

/** A target as a file of answers names it: `Account(id)`. */
export const spelledTarget = ({ model, fields }: Columns): string => `${model}(${fields.join(', ')})`

/** One of the targets that a relation was not offered with. */
export type PageAlternative = PageRelation['alternatives'][number]

/** The target that an answer puts in the place of the offered one; undefined where it leaves that. */
export function chosenTarget(
  { alternatives }: PageRelation,
  answer: PageAnswer | undefined,
): PageAlternative | undefined {
  const chosen = answer?.verdict === 'accept' ? answer.to : undefined
  return chosen === undefined ? undefined : alternatives.find(({ to }) => spelledTarget(to) === chosen)
}

/** What an accepted relation is to be, with the target that was chosen for it. */
const acceptedAs = (relation: PageRelation, answer: PageAnswer): Relation => ({
  from: relation.from,
  to: chosenTarget(relation, answer)?.to ?? relation.to,
})

/** Whether somebody is still to say something about a relation. */
export const isWaiting = ({ state }: PageRelation): boolean => state === 'open' || state === 'proposed'

/** The other targets that may be chosen: what stands already is not said once more. */
export function openTargets(
  relations: readonly PageRelation[],
): (relation: PageRelation) => readonly PageAlternative[] {
  const isSaid = contradicts(
    relations.filter(
      // Two lists have no columns to say it with.
      (relation) => !isWaiting(relation) && relation.state !== 'rejected' && relation.from.fields.length > 0,
    ),
  )
  return ({ from, alternatives }) => alternatives.filter(({ to }) => !isSaid({ from, to }))
}

/** A yes that keeps the target which was chosen with an earlier one. */
export const yesTo = (answers: PageAnswers, { id }: PageRelation): PageAnswer => {
  const given = answers.get(id)
  return given?.verdict === 'accept' ? given : { verdict: 'accept' }
}

/** What an answer to many at once is for: what waits and was not answered one by one. */
export const unansweredOf = (
  answers: PageAnswers,
  relations: readonly PageRelation[],
): readonly PageRelation[] => relations.filter((relation) => isWaiting(relation) && !answers.has(relation.id))

/**
 * Answers with one more, given to some relations; undefined takes theirs away. What cannot be answered so is left alone. A
 * file of answers counts as a whole or not at all, so that of relations that say the same only one is accepted: the one
 * that was pointed at, or the likelier where many were accepted at once.
 *
 * @param relations All relations of the page.
 * @param isToMany Whether nobody pointed at one of them: then no earlier answer gives way.
 */
export function withPageAnswer(
  before: PageAnswers,
  relations: readonly PageRelation[],
  given: readonly PageRelation[],
  answer: PageAnswer | undefined,
  isToMany = given.length > 1,
): PageAnswers {
  const next = new Map(before)
  if (answer === undefined) {
    for (const { id } of given) next.delete(id)
    return next
  }
  const byId = new Map(relations.map((relation) => [relation.id, relation]))
  for (const relation of given.toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0))) {
    if (!isAnswerable(relation, answer)) continue
    const now = acceptedAs(relation, answer)
    const rivals = [...next].flatMap(([id, other]) => {
      const rival = byId.get(id)
      const isOther = rival !== undefined && id !== relation.id && other.verdict === 'accept'
      return isOther && contradict(acceptedAs(rival, other), now) ? [id] : []
    })
    if (answer.verdict === 'accept' && rivals.length > 0) {
      if (isToMany) continue
      for (const id of rivals) next.delete(id)
    }
    next.set(relation.id, answer)
  }
  return next
}

/** Answers with a past, for whoever wants to take a step back. */
export interface AnswerBook {
  readonly current: () => PageAnswers
  /** Undefined takes an answer away; what cannot be answered so is left alone. */
  readonly give: (
    relations: readonly PageRelation[],
    answer: PageAnswer | undefined,
    isToMany?: boolean,
  ) => void
  readonly undo: () => void
  readonly canUndo: () => boolean
  readonly onChange: (listener: () => void) => void
}

/** An answer as it was kept, unless the page no longer has what it is about: a schema changes between two visits. */
function keptAnswer(
  verdict: unknown,
  to: unknown,
  targets: readonly PageAlternative[],
): PageAnswer | undefined {
  if (verdict === 'reject') return { verdict }
  if (verdict !== 'accept') return undefined
  // JSON keeps no undefined.
  if (to === undefined || to === null) return { verdict }
  const target = targets.map((other) => spelledTarget(other.to)).find((spelled) => spelled === to)
  return target === undefined ? undefined : { verdict, to: target }
}

function keptAnswers(place: string, relations: readonly PageRelation[]): PageAnswers {
  const answers = new Map<string, PageAnswer>()
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    if (!Array.isArray(kept)) return answers
    const known = new Map(relations.map((relation) => [relation.id, relation]))
    const targetsOf = openTargets(relations)
    for (const [id, verdict, to] of kept.filter(Array.isArray)) {
      const relation = known.get(id)
      if (relation === undefined) continue
      const answer = keptAnswer(verdict, to, targetsOf(relation))
      if (answer !== undefined && isAnswerable(relation, answer)) answers.set(relation.id, answer)
    }
  } catch {
    // A browser that keeps nothing for files, or another page's leftovers: begin anew.
  }
  return answers
}

export function answerBook(relations: readonly PageRelation[]): AnswerBook {
  const place = `restore-relations ${location.pathname}`
  const listeners: (() => void)[] = []
  const past: PageAnswers[] = []
  let now = keptAnswers(place, relations)
  const become = (next: PageAnswers): void => {
    now = next
    try {
      const kept = [...now].map(([id, answer]) => [
        id,
        answer.verdict,
        'to' in answer ? answer.to : undefined,
      ])
      localStorage.setItem(place, JSON.stringify(kept))
    } catch {
      // Then they last as long as the page.
    }
    for (const listener of listeners) listener()
  }
  return {
    current: () => now,
    give: (given, answer, isToMany) => {
      const next = withPageAnswer(now, relations, given, answer, isToMany)
      past.push(now)
      become(next)
    },
    undo: () => {
      const before = past.pop()
      if (before !== undefined) become(before)
    },
    canUndo: () => past.length > 0,
    onChange: (listener) => listeners.push(listener),
  }
}
