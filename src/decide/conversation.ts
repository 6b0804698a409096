// The conversation for whoever is not at the terminal: questions as plain data, answers by id. The library's `review` and
// the command line go through it, so that both ask and understand the same.

import { DEFAULT_STYLE, type EditStyle } from '../edit/edit.js'
import { obstacles } from '../edit/resolve.js'
import { RestoreError } from '../errors.js'
import { type Candidate, namedCandidate, type Reference } from '../relation/candidate.js'
import type { RelationNames } from '../relation/decision.js'
import { type Successors, successorsIn } from '../relation/drift.js'
import { modelRelationId, relationIdKey } from '../relation/identity.js'
import { type Policy, selected } from '../relation/selection.js'
import { lookUp, type Schema } from '../schema/schema.js'
import { type Answer, answered } from './answer.js'
import { type Interview, type Open, startInterview, unsettledIn, withoutPutOff } from './interview.js'
import { type Question, questionOf } from './next-question.js'
import type { Review } from './review.js'
import { peopleSays, ruleSays } from './wording.js'

/** One relation that a question is about. */
export interface ReviewMember extends Pick<Candidate, 'id' | 'from' | 'to' | 'confidence'> {
  /** What else its columns may reference, the likeliest first. */
  readonly alternatives: readonly Pick<Candidate, 'id' | 'to' | 'confidence'>[]
}

/** What is asked next. */
export interface ReviewQuestion {
  readonly id: string
  /**
   * `rule`: all that follows one rule of the schema's names; a yes to all of them is remembered as a rule. `people`:
   * columns that say by a role alone whom they mean, such as `ownerId`. `batch`: all that is certain. `group`: relations
   * with the same column name and target. `relation`: one alone.
   */
  readonly kind: 'rule' | 'people' | 'batch' | 'group' | 'relation'
  /** The question in one line. */
  readonly says: string
  readonly members: readonly ReviewMember[]
}

/** Ids of members, or of any other open relation. A member that is not named stays open and is not asked again. */
export interface ReviewAnswer {
  readonly accept?: readonly string[]
  readonly reject?: readonly string[]
  /** By id of the relation, what its columns reference instead: `Account(id)`. */
  readonly retarget?: Readonly<Record<string, string>>
}

/** The order of the questions: what takes a lost relation's place, then the likeliest: who has had enough has missed little. */
function inOrderOfAsking(review: Review, successors: Successors): Review['references'] {
  const worth = ({ candidates: [best] }: Reference): number =>
    best === undefined ? 0 : successors.has(best.id) ? 1 : best.confidence
  return review.references.toSorted((a, b) => worth(b) - worth(a))
}

/**
 * Begins the conversation about everything open that is selected.
 *
 * @param policy `minConfidence` is what can be accepted at once; `askFrom`, `only` and `skip` choose what is asked about.
 */
export function interviewAbout(review: Review, policy: Policy): Interview {
  const isSelected = selected(lookUp(review.schema), policy)
  const successors = successorsIn(review.drift)
  const asked = inOrderOfAsking(review, successors).filter(
    ({ candidates: [best] }) => best !== undefined && isSelected(best),
  )
  const { minConfidence, askFrom = 0 } = policy
  // What is accepted at once is asked about, too.
  return startInterview(asked, minConfidence, successors, review.rules, Math.min(askFrom, minConfidence))
}

function memberOf({ candidate, reference }: Open): ReviewMember {
  const { id, from, to, confidence } = candidate
  const alternatives = reference.candidates
    .filter((other) => other.id !== id)
    .map((other) => ({ id: other.id, to: other.to, confidence: other.confidence }))
  return { id, from, to, confidence, alternatives }
}

const linkOf = ({ from, to }: Candidate): string =>
  `${from.fields.join(', ')} -> ${to.model}(${to.fields.join(', ')})`

/** What a question is about. */
const askedIn = (question: Question): readonly Open[] =>
  question.kind === 'write' ? [] : question.kind === 'single' ? [question.open] : question.open

/** The next question as plain data; null where nothing is left to ask. */
export function reviewQuestion(interview: Interview): ReviewQuestion | null {
  const question = questionOf(interview)
  const members = askedIn(question).map(memberOf)
  const [first] = askedIn(question)
  if (first === undefined) return null
  const { id } = first.candidate
  const link = linkOf(first.candidate)
  switch (question.kind) {
    case 'rule':
      return { id: `rule ${question.rule.from}`, kind: 'rule', says: ruleSays(question), members }
    case 'people':
      return { id: `people ${question.model}`, kind: 'people', says: peopleSays(question), members }
    case 'likely':
      return { id: 'batch', kind: 'batch', says: `Are these ${members.length} relations right?`, members }
    case 'group': {
      const says = `Are these relations: ${link} in ${members.length} models?`
      return { id: link, kind: 'group', says, members }
    }
    default:
      return { id, kind: 'relation', says: `Is this a relation: ${id}?`, members }
  }
}

const keysOfOpen = (open: readonly Open[]): readonly string[] => open.map(({ key }) => key)

/** Every question that is still open, in the order in which they come if each is put off. */
export function reviewQuestions(interview: Interview): readonly ReviewQuestion[] {
  const questions: ReviewQuestion[] = []
  let now = interview
  for (let next = reviewQuestion(now); next !== null; next = reviewQuestion(now)) {
    questions.push(next)
    const later = answered(now, { kind: 'later', keys: keysOfOpen(askedIn(questionOf(now))) })
    // Nobody goes back from here, and a thousand states weigh something.
    now = { ...later, before: undefined }
  }
  return questions
}

/** Open relations that an answer is about, each with the candidate that is meant. */
export interface Picked {
  readonly accept: readonly Open[]
  readonly reject: readonly Open[]
}

/** What was picked, as one answer: each with the candidate that is meant, whatever else its columns may reference. */
export const answerFor = (
  { accept, reject }: Picked,
  names?: Partial<RelationNames> | undefined,
): Extract<Answer, { readonly kind: 'several' }> => ({
  kind: 'several',
  accept: [],
  reject: keysOfOpen(reject),
  later: [],
  retarget: new Map(accept.map(({ key, candidate }) => [key, candidate])),
  names,
})

const SEE_OPEN = 'See what is open: npx restore-relations questions'

/**
 * The same relation with another target.
 *
 * @param text `Account(id)`, in the schema's names or the database's.
 * @throws RestoreError `usage` where that names no columns, or not as many.
 */
function retargeted(schema: Schema, { candidate, ...open }: Open, text: string): Open {
  const find = lookUp(schema)
  const [, name = '', fields = ''] = /^\s*(.+?)\s*\(([^()]*)\)\s*$/.exec(text) ?? []
  const model = find.model(name) ?? schema.models.find(({ dbName }) => dbName === name)
  const wanted = fields.split(',').map((field) => field.trim())
  const columns = wanted.flatMap(
    (field) => model?.fields.find((one) => one.name === field || one.dbName === field)?.name ?? [],
  )
  if (model === undefined || columns.length !== candidate.from.fields.length)
    throw new RestoreError(
      'usage',
      `${text} names no key for ${candidate.id}.`,
      'Write a model and its key, as in Account(id).',
    )
  const { from } = candidate
  return { ...open, candidate: namedCandidate(find, { from, to: { model: model.name, fields: columns } }) }
}

/** Finds an open relation by its id, however that is spelled: in the database's names, or else in the schema's. */
export function openById(open: readonly Open[]): (id: string) => Open | undefined {
  const byId = new Map([
    ...open.map((one) => [relationIdKey(modelRelationId(one.candidate)), one] as const),
    ...open.map((one) => [relationIdKey(one.candidate.id), one] as const),
  ])
  return (id) => byId.get(relationIdKey(id))
}

const MEMBERS: readonly string[] = ['accept', 'reject', 'retarget'] satisfies (keyof ReviewAnswer)[]

/** A slip in what a script says must not pass for silence. @throws RestoreError `usage` */
function refuseMistaken(answer: ReviewAnswer): void {
  const shape = 'An answer is { accept: [ID], reject: [ID], retarget: { ID: "Account(id)" } }.'
  if (typeof answer !== 'object' || answer === null)
    throw new RestoreError('usage', 'This is no answer.', shape)
  const unknown = Object.keys(answer).find((name) => !MEMBERS.includes(name))
  if (unknown !== undefined) throw new RestoreError('usage', `An answer has no ${unknown}.`, shape)
  for (const name of ['accept', 'reject'] as const)
    if (answer[name] !== undefined && !Array.isArray(answer[name]))
      throw new RestoreError('usage', `${name} is a list of ids.`, shape)
}

/** Finds what an id means: what is open, or was put off, or one of its other candidates. */
function findOpen(interview: Interview, asked: readonly Open[]): (id: string) => Open {
  const open = unsettledIn(withoutPutOff(interview))
  const others = open.flatMap((one) =>
    one.reference.candidates.map((candidate): Open => ({ ...one, candidate })),
  )
  // Under a rule its members are shown with the candidates that it speaks of.
  const find = openById([...others, ...open, ...asked])
  return (id) => {
    const one = find(id)
    if (one === undefined) throw new RestoreError('usage', `${id} is no open relation.`, SEE_OPEN)
    return one
  }
}

/** Another target, if Prisma takes it. @throws RestoreError `usage` */
export function writableTarget(
  schema: Schema,
  style: Pick<EditStyle, 'includeIgnored'>,
  one: Open,
  text: string,
): Open {
  const moved = retargeted(schema, one, text)
  const obstacle = obstacles(schema, style)(moved.candidate)
  if (obstacle === undefined) return moved
  throw new RestoreError(
    'usage',
    `${moved.candidate.id} cannot be written: ${obstacle.because}.`,
    'Name another target, or reject it.',
  )
}

/** Nothing can be both. @throws RestoreError `usage` */
export function refuseBoth({ accept, reject }: Picked): void {
  const accepted = new Set(keysOfOpen(accept))
  const both = reject.find(({ key }) => accepted.has(key))
  if (both !== undefined)
    throw new RestoreError(
      'usage',
      `${both.candidate.id} is accepted and rejected at once.`,
      'Take one of them back.',
    )
}

/**
 * An answer from outside, as the conversation takes it. What the question was about and is not named is put off.
 *
 * @throws RestoreError `usage` for an id that is not open, or is accepted and rejected at once, or a target that is no key
 *   of the same type.
 */
export function answerFrom(schema: Schema, interview: Interview, answer: ReviewAnswer): Answer {
  refuseMistaken(answer)
  const { accept = [], reject = [], retarget = {} } = answer
  const asked = askedIn(questionOf(interview))
  const openOne = findOpen(interview, asked)
  const moved = Object.entries(retarget).map(([id, to]) =>
    writableTarget(schema, DEFAULT_STYLE, openOne(id), to),
  )
  const isMoved = new Set(keysOfOpen(moved))
  const picked: Picked = {
    // A target that was given counts, also for what is accepted beside it.
    accept: [...accept.map(openOne).filter(({ key }) => !isMoved.has(key)), ...moved],
    reject: reject.map(openOne),
  }
  refuseBoth(picked)
  const named = new Set(keysOfOpen([...picked.accept, ...picked.reject]))
  const later = keysOfOpen(asked).filter((key) => !named.has(key))
  return { ...answerFor(picked), later }
}
