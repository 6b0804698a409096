// The conversation with a person about every open relation. What is asked next is `next-question.ts`, in which words
// `wording.ts`, with which keys `prompts.ts`; here they meet.

import { writable } from '../edit/resolve.js'
import { spelledColumns, spelledConfidence, spelledRelation } from '../print/words.js'
import type { Engine } from '../prisma/engine.js'
import type { ModeChoice } from '../relation/answers.js'
import { contradicts } from '../relation/contradiction.js'
import { acceptedChoices } from '../relation/decision.js'
import { choiceFor } from '../relation/drift.js'
import { columnSetKey } from '../relation/identity.js'
import type { PlannedRelation } from '../relation/planned-relation.js'
import type { Policy } from '../relation/selection.js'
import { declaredRelations } from '../schema/relations.js'
import { type LookUp, lookUp } from '../schema/schema.js'
import { type Answer, answered } from './answer.js'
import { askAboutMode } from './ask-schema.js'
import { changesShown } from './changes.js'
import { interviewAbout } from './conversation.js'
import { nameProblem, namesTaken } from './field-names.js'
import {
  acceptedIn,
  decisionsOf,
  type Interview,
  madeMoreCertain,
  type Open,
  openOf,
  putOffIn,
} from './interview.js'
import { type Question, questionOf } from './next-question.js'
import { interrupted, type Prompts } from './prompts.js'
import { type Decided, filesWith, planOf, type Review } from './review.js'
import { type KeysByType, keysByType, possibleTargets } from './targets.js'
import {
  groupChoices,
  groupMessage,
  likelyChoices,
  likelyList,
  peopleMessage,
  ruleChoices,
  ruleMessage,
  singleChoices,
  singleMessage,
  taughtMessage,
  writeChoices,
  writeMessage,
} from './wording.js'

/** Everything a question needs beside itself. */
interface Conversation {
  readonly review: Review
  readonly policy: Policy
  readonly prompts: Prompts
  /** Prisma's formatter, for the diff. */
  readonly format: Engine['format']
  readonly find: LookUp
  readonly keys: KeysByType
  /** What the person said of the relation mode; undefined while that was not asked. */
  readonly mode: ModeChoice | undefined
}

const keysOf = (open: readonly Open[]): readonly string[] => open.map(({ key }) => key)

/** The lines that the first of these would be written with, among everything accepted so far. */
function plannedWith(
  { review }: Conversation,
  interview: Interview,
  open: readonly Open[],
): PlannedRelation | undefined {
  const asked = open.map(({ candidate }) => choiceFor(candidate, interview.successors))
  const { relations } = planOf(review, [...acceptedChoices(decisionsOf(interview)), ...asked])
  const key = open[0]?.key
  return relations.find(({ from }) => columnSetKey(from) === key)
}

async function chooseSome({ prompts }: Conversation, open: readonly Open[]): Promise<Answer> {
  const choices = open.map(({ key, candidate }) => ({
    value: key,
    label: spelledRelation(candidate),
    hint: spelledConfidence(candidate.confidence),
  }))
  return { kind: 'accept', keys: await prompts.chooseSome('Which? Space to choose, Enter to go on', choices) }
}

async function askLikely(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'likely' }>,
): Promise<Answer> {
  const { prompts, policy } = conversation
  prompts.say(likelyList(question, policy.minConfidence, prompts.width).join('\n'))
  const chosen = await prompts.choose(
    `Accept these ${question.open.length}?`,
    likelyChoices(question, interview.before !== undefined),
  )
  if (chosen === 'some') return chooseSome(conversation, question.open)
  return chosen === 'all' ? { kind: 'accept', keys: keysOf(question.open) } : { kind: chosen }
}

async function askAtOnce(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'rule' | 'people' }>,
): Promise<Answer> {
  const { prompts } = conversation
  const message =
    question.kind === 'rule'
      ? ruleMessage(question, prompts.width, prompts.style)
      : peopleMessage(question, prompts.width, prompts.style)
  // This settles too much for a key that was pressed without a thought.
  const choices = ruleChoices(question, interview.before !== undefined)
  const chosen = await prompts.choose(message, choices, 'apart')
  if (chosen === 'some') return chooseSome(conversation, question.open)
  return chosen === 'all' ? { kind: 'accept', keys: keysOf(question.open) } : { kind: chosen }
}

async function askGroup(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'group' }>,
): Promise<Answer> {
  const { prompts } = conversation
  const planned = plannedWith(conversation, interview, question.open)
  const message = groupMessage(question, planned, prompts.width, prompts.style)
  const choices = groupChoices(question, interview.before !== undefined)
  const chosen = await prompts.choose(message, choices)
  const keys = keysOf(question.open)
  switch (chosen) {
    case 'some':
      return chooseSome(conversation, question.open)
    case 'all':
      return { kind: 'accept', keys }
    case 'none':
      return { kind: 'reject', keys }
    case 'later':
      return { kind: 'later', keys }
    case 'enough':
      return { kind: 'later', keys: [...keys, ...keysOf(question.rest)] }
    default:
      return { kind: chosen }
  }
}

async function askNames(
  { prompts, find, review }: Conversation,
  interview: Interview,
  { key, candidate: { from, to } }: Open,
  planned: PlannedRelation | undefined,
): Promise<Answer> {
  const taken = namesTaken(review, acceptedChoices(decisionsOf(interview)))
  const type = (model: string, initial = ''): Promise<string> =>
    prompts.type(`The field of ${model}`, initial, (name) => nameProblem(find, taken, model, name))
  const field = await type(from.model, planned?.names.field)
  taken.add(`${from.model}.${field}`)
  const back = await type(to.model, planned?.names.back)
  const suggested = planned?.names.relation ?? null
  if (suggested === null) return { kind: 'accept', keys: [key], names: { field, back } }
  const relation = await prompts.type('The name of the relation', suggested, (name) =>
    /^[^"\\\s]+$/.test(name) ? undefined : 'A name without blanks and quotes.',
  )
  return { kind: 'accept', keys: [key], names: { field, back, relation } }
}

async function askTarget(conversation: Conversation, interview: Interview, open: Open): Promise<Answer> {
  const { prompts, find, keys, review } = conversation
  const isWritable = writable(review.schema, review.style)
  const isContradicted = contradicts([
    ...declaredRelations(review.schema),
    ...review.remembered,
    ...acceptedIn(interview),
  ])
  const targets = possibleTargets(
    find,
    keys,
    open.reference,
    (relation) => isWritable(relation) && !isContradicted(relation),
  )
  const chosen = await prompts.find(
    `What does ${spelledColumns(open.candidate.from)} reference?`,
    targets.map(({ id, to, confidence, convention }) => ({
      value: id,
      label: spelledColumns(to),
      hint: convention === 'decision' ? 'same type' : spelledConfidence(confidence),
    })),
  )
  const to = targets.find(({ id }) => id === chosen) ?? open.candidate
  return { kind: 'target', key: open.key, to }
}

async function askSingle(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'single' }>,
): Promise<Answer> {
  const { prompts, policy } = conversation
  const { open, alike, likely } = question
  const planned = plannedWith(conversation, interview, [open])
  const message = singleMessage(question, planned, prompts.width, prompts.style)
  const choices = singleChoices(question, policy.minConfidence, interview.before !== undefined)
  const chosen = await prompts.choose(message, choices)
  const keys = [open.key]
  switch (chosen) {
    case 'yes':
      return { kind: 'accept', keys }
    case 'alike':
      return { kind: 'accept', keys: [...keys, ...keysOf(alike)] }
    case 'likely':
      return { kind: 'accept', keys: [...keys, ...keysOf(likely)] }
    case 'no':
      return { kind: 'reject', keys }
    case 'later':
      return { kind: 'later', keys }
    case 'enough':
      return { kind: 'later', keys: [...keys, ...keysOf(question.rest)] }
    case 'names':
      return askNames(conversation, interview, open, planned)
    case 'target':
      return askTarget(conversation, interview, open)
    default:
      return { kind: chosen }
  }
}

async function askToWrite(conversation: Conversation, interview: Interview): Promise<Answer> {
  const { review, prompts, format, mode } = conversation
  const decisions = decisionsOf(interview)
  const choices = acceptedChoices(decisions)
  const changes = changesShown(review.schema.files, filesWith(review, choices, format, mode), prompts)
  if (changes.diff === '' && decisions.length === 0) return { kind: 'write' }
  if (changes.first !== '') prompts.say(changes.first)
  const message = writeMessage({
    accepted: choices.length,
    remembered: planOf(review, []).relations.length,
    rejected: decisions.length - choices.length,
  })
  for (;;) {
    const chosen = await prompts.choose(message, writeChoices(changes))
    if (chosen === 'lines') await prompts.show(changes.lines ?? changes.first)
    else if (chosen === 'diff') await prompts.show(changes.diff)
    else return { kind: chosen }
  }
}

function askNext(conversation: Conversation, interview: Interview): Promise<Answer> {
  const taught = taughtMessage(madeMoreCertain(interview))
  if (taught !== undefined) conversation.prompts.say(taught)
  const question = questionOf(interview)
  switch (question.kind) {
    case 'rule':
    case 'people':
      return askAtOnce(conversation, interview, question)
    case 'likely':
      return askLikely(conversation, interview, question)
    case 'group':
      return askGroup(conversation, interview, question)
    case 'single':
      return askSingle(conversation, interview, question)
    case 'write':
      return askToWrite(conversation, interview)
  }
}

/** The mode matters once relations are to be written: it is asked just before the diff that shows it. */
async function askModeBeforeWriting(
  { review, prompts }: Pick<Conversation, 'review' | 'prompts'>,
  interview: Interview,
): Promise<ModeChoice | undefined> {
  const { modeQuestion } = review
  if (modeQuestion === undefined || questionOf(interview).kind !== 'write') return undefined
  const writesRelations = planOf(review, acceptedChoices(decisionsOf(interview))).relations.length > 0
  return writesRelations ? askAboutMode(modeQuestion, prompts) : undefined
}

/**
 * Puts every open relation to a person, shows the diff, and asks before anything is written.
 *
 * @param policy `minConfidence` is what can be accepted at once; `only` and `skip` choose what is asked about.
 * @returns What was decided; empty when nothing was open, then nothing was asked.
 * @throws RestoreError `interrupted` after Ctrl-C or the answer to quit.
 */
export async function ask(
  review: Review,
  policy: Policy,
  prompts: Prompts,
  format: Engine['format'],
): Promise<Decided> {
  const find = lookUp(review.schema)
  let interview = interviewAbout(review, policy)
  if (openOf(interview).length === 0) return { decisions: [] }
  const conversation = { review, policy, prompts, format, find, keys: keysByType(review.schema, find) }
  let mode: ModeChoice | undefined
  while (interview.end === undefined) {
    mode ??= await askModeBeforeWriting(conversation, interview)
    interview = answered(interview, await askNext({ ...conversation, mode }, interview))
  }
  if (interview.end === 'quit') throw interrupted()
  return {
    decisions: decisionsOf(interview),
    relationMode: mode,
    rules: interview.confirmedRules,
    putOff: putOffIn(interview),
  }
}
