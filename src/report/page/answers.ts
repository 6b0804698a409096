// What was answered on the page: kept while it is open and, where the browser lets it, until it is opened again.
import { contradict } from '../../relation/contradiction.js'
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

/** What an accepted relation is to be, with the target that was chosen for it. */
function acceptedAs({ from, to, alternatives }: PageRelation, answer: PageAnswer): Relation {
  const chosen = answer.verdict === 'accept' ? answer.to : undefined
  return { from, to: alternatives.find((other) => spelledTarget(other.to) === chosen)?.to ?? to }
}

/**
 * Answers with one more, given to some relations; undefined takes theirs away. What cannot be answered so is left alone. A
 * file of answers counts as a whole or not at all, so that of relations that say the same only one is accepted: the one
 * that was pointed at, or the likelier where many were accepted at once.
 *
 * @param relations All relations of the page.
 */
export function withPageAnswer(
  before: PageAnswers,
  relations: readonly PageRelation[],
  given: readonly PageRelation[],
  answer: PageAnswer | undefined,
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
      if (given.length > 1) continue
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
  readonly give: (relations: readonly PageRelation[], answer: PageAnswer | undefined) => void
  readonly undo: () => void
  readonly canUndo: () => boolean
  readonly onChange: (listener: () => void) => void
}

function keptAnswers(place: string, relations: readonly PageRelation[]): PageAnswers {
  const answers = new Map<string, PageAnswer>()
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    if (!Array.isArray(kept)) return answers
    const known = new Map(relations.map((relation) => [relation.id, relation]))
    for (const [id, verdict, to] of kept.filter(Array.isArray)) {
      const relation = known.get(id)
      if (relation === undefined) continue
      const target = typeof to === 'string' ? { to } : {}
      const answer: PageAnswer = verdict === 'reject' ? { verdict } : { verdict: 'accept', ...target }
      if (isAnswerable(relation, answer)) answers.set(relation.id, answer)
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
    give: (given, answer) => {
      const next = withPageAnswer(now, relations, given, answer)
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
