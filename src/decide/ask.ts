// The conversation with a person about every open relation. What is asked next is `next-question.ts`, in which words
// `wording.ts`, with which keys `prompts.ts`; here they meet.

import { wrapped } from '../print/words.js'
import type { Engine } from '../prisma/engine.js'
import type { ModeChoice } from '../relation/answers.js'
import { acceptedChoices } from '../relation/decision.js'
import type { Policy } from '../relation/selection.js'
import { lookUp } from '../schema/schema.js'
import { type Answer, answered } from './answer.js'
import { askNames, askTarget, chooseSome, rejectWithNote } from './ask-further.js'
import { askHowToLeave, leavingAs } from './ask-leaving.js'
import { askAboutMode } from './ask-schema.js'
import { type Conversation, keysOf, plannedWith, type Said } from './asking.js'
import { changesShown } from './changes.js'
import { interviewAbout } from './conversation.js'
import { decisionsOf, type Interview, madeMoreCertain, type Open, openOf, putOffIn } from './interview.js'
import { isSafe, type Question, questionOf } from './next-question.js'
import { type Prompts, unlessInterrupted } from './prompts.js'
import { type Decided, filesWith, planOf, type Review } from './review.js'
import { detailLines } from './rows.js'
import { keysByType } from './targets.js'
import {
  atOnceMessage,
  groupChoices,
  groupMessage,
  likelyChoices,
  likelyList,
  rememberedMessage,
  ruleChoices,
  singleChoices,
  singleMessage,
  taughtMessage,
  weakMessage,
  writeChoices,
  writeMessage,
} from './wording.js'

const canGoBack = ({ review }: Conversation, interview: Interview): boolean =>
  interview.before !== undefined || review.hasSchemaQuestions === true

function showDetails(conversation: Conversation, interview: Interview, open: readonly Open[]): void {
  const { prompts } = conversation
  const plannedOf = plannedWith(conversation, interview, open)
  prompts.say(detailLines(open, plannedOf, prompts.width, prompts.style).join('\n'))
}

async function askLikely(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'likely' }>,
): Promise<Said> {
  const { prompts, policy } = conversation
  if (conversation.isNew) prompts.say(likelyList(question, policy.minConfidence, prompts).join('\n'))
  const chosen = await prompts.choose(
    `Accept these ${question.open.length}?`,
    likelyChoices(question, canGoBack(conversation, interview)),
  )
  switch (chosen) {
    case 'some':
      return chooseSome(conversation, interview, question.open)
    case 'all':
      return { kind: 'accept', keys: keysOf(question.open) }
    case 'later':
      return { kind: 'later', keys: keysOf(question.open) }
    case 'quit':
      return 'leave'
    default:
      return { kind: chosen }
  }
}

async function askAtOnce(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'rule' | 'people' }>,
): Promise<Said> {
  const { prompts, policy } = conversation
  const message = atOnceMessage(question, prompts.width, prompts.style)
  const choices = ruleChoices(question, canGoBack(conversation, interview))
  // This settles too much for a key that was pressed without a thought.
  const initial = isSafe(question.open, policy.minConfidence) ? 'all' : 'apart'
  const chosen = await prompts.choose(message, choices, initial)
  switch (chosen) {
    case 'some':
      return chooseSome(conversation, interview, question.open)
    case 'all':
      return { kind: 'accept', keys: keysOf(question.open) }
    case 'quit':
      return 'leave'
    default:
      return { kind: chosen }
  }
}

async function askGroup(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'group' }>,
): Promise<Said> {
  const { prompts, policy } = conversation
  const [first] = question.open
  const planned = first && plannedWith(conversation, interview, question.open)(first.key)
  const message = groupMessage(question, planned, prompts.width, prompts.style)
  const choices = groupChoices(question, canGoBack(conversation, interview))
  const initial = isSafe(question.open, policy.minConfidence) ? 'all' : 'later'
  const chosen = await prompts.choose(message, choices, initial)
  const keys = keysOf(question.open)
  switch (chosen) {
    case 'some':
      return chooseSome(conversation, interview, question.open)
    case 'all':
      return { kind: 'accept', keys }
    case 'none':
      return { kind: 'reject', keys }
    case 'note':
      return rejectWithNote(conversation, keys)
    case 'later':
      return { kind: 'later', keys }
    case 'enough':
      return { kind: 'later', keys: [...keys, ...keysOf(question.rest)] }
    case 'details':
      showDetails(conversation, interview, question.open)
      return undefined
    case 'quit':
      return 'leave'
    default:
      return { kind: chosen }
  }
}

async function askSingle(
  conversation: Conversation,
  interview: Interview,
  question: Extract<Question, { readonly kind: 'single' }>,
): Promise<Said> {
  const { prompts, policy } = conversation
  const { open, alike, likely } = question
  const planned = plannedWith(conversation, interview, [open])(open.key)
  const message = singleMessage(question, planned, prompts.width, prompts.style)
  const choices = singleChoices(question, policy.minConfidence, canGoBack(conversation, interview))
  const initial = isSafe([open], policy.minConfidence, interview.targets) ? 'yes' : 'later'
  const chosen = await prompts.choose(message, choices, initial)
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
    case 'note':
      return rejectWithNote(conversation, keys)
    case 'later':
      return { kind: 'later', keys }
    case 'enough':
      return { kind: 'later', keys: [...keys, ...keysOf(question.rest)] }
    case 'names':
      return askNames(conversation, interview, open, planned)
    case 'target':
      return askTarget(conversation, interview, open)
    case 'details':
      showDetails(conversation, interview, [open])
      return undefined
    case 'quit':
      return 'leave'
    default:
      return { kind: chosen }
  }
}

async function askToWrite(conversation: Conversation, interview: Interview): Promise<Said> {
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
    if (chosen === 'quit') return 'leave'
    if (chosen === 'lines') await prompts.show(changes.lines ?? changes.first)
    else if (chosen === 'diff') await prompts.show(changes.diff)
    else return { kind: chosen }
  }
}

function askNext(conversation: Conversation, interview: Interview): Promise<Said> {
  const taught = conversation.isNew ? taughtMessage(madeMoreCertain(interview)) : undefined
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
function isModeAsked({ review }: Conversation, interview: Interview): boolean {
  if (review.modeQuestion === undefined || questionOf(interview).kind !== 'write') return false
  return planOf(review, acceptedChoices(decisionsOf(interview))).relations.length > 0
}

/** The conversation, and what was said of the relation mode. */
interface Talk {
  readonly interview: Interview
  /** Undefined while it was not asked. */
  readonly mode: ModeChoice | 'later' | undefined
  /** Whether the last question was answered: whatever is told once is told then. */
  readonly isNew: boolean
}

/** The conversation after an answer; the same once more where there was none. */
const talkAfter = (talk: Talk, answer: Answer | undefined): Talk =>
  answer === undefined
    ? { ...talk, isNew: false }
    : { ...talk, interview: answered(talk.interview, answer), isNew: true }

const modeOfTalk = ({ mode }: Talk): ModeChoice | undefined => (mode === 'later' ? undefined : mode)

/** One question and what comes of it; `back` from the first one. */
async function talkedOn(
  conversation: Omit<Conversation, 'mode' | 'isNew'>,
  talk: Talk,
): Promise<Talk | 'back'> {
  const { interview, mode } = talk
  const now: Conversation = { ...conversation, mode: modeOfTalk(talk), isNew: talk.isNew }
  const { prompts, review } = conversation
  if (mode === undefined && review.modeQuestion !== undefined && isModeAsked(now, interview)) {
    const said = await unlessInterrupted(askAboutMode(review.modeQuestion, prompts), 'leave' as const)
    if (said === 'leave') {
      const how = await askHowToLeave(now, interview)
      // The mode stays open, and the lines are shown before they are written.
      return how === 'write'
        ? { ...talk, mode: 'later', isNew: true }
        : talkAfter(talk, leavingAs(how, interview))
    }
    return said === 'back' ? talkAfter(talk, { kind: 'back' }) : { ...talk, mode: said, isNew: true }
  }
  const said = await unlessInterrupted(askNext(now, interview), 'leave' as const)
  const answer = said === 'leave' ? leavingAs(await askHowToLeave(now, interview), interview) : said
  if (answer?.kind !== 'back') return talkAfter(talk, answer)
  // From the last question back to that about the mode, if it was asked.
  if (mode !== undefined) return { ...talk, mode: undefined, isNew: false }
  return interview.before === undefined ? 'back' : talkAfter(talk, answer)
}

/** What is told before the first question. */
function tellBefore(review: Review, prompts: Prompts, interview: Interview): void {
  const said = [
    openOf(interview).length === 0 ? undefined : rememberedMessage(planOf(review, []).relations.length),
    weakMessage(interview),
  ].flatMap((text) => (text === undefined ? [] : wrapped(text, prompts.width)))
  if (said.length > 0) prompts.say(said.join('\n'))
}

const LEFT = { write: undefined, keep: 'kept', quit: 'thrown' } as const

/**
 * Puts every open relation to a person, shows the diff, and asks before anything is written.
 *
 * @param policy `minConfidence` is what can be accepted at once; `askFrom`, `only` and `skip` choose what is asked about.
 * @param canKeep Whether there is a decisions file to keep answers in.
 * @returns What was decided; empty when nothing was open, then nothing was asked. `back` from the first question leads to
 *   those about the schema.
 */
export async function ask(
  review: Review,
  policy: Policy,
  prompts: Prompts,
  format: Engine['format'],
  canKeep = true,
): Promise<Decided | 'back'> {
  const find = lookUp(review.schema)
  const interview = interviewAbout(review, policy)
  tellBefore(review, prompts, interview)
  if (openOf(interview).length === 0) return { decisions: [] }
  const keys = keysByType(review.schema, find)
  let talk: Talk = { interview, mode: undefined, isNew: true }
  for (;;) {
    const next = await talkedOn({ review, policy, prompts, format, find, keys, canKeep }, talk)
    if (next === 'back') return 'back'
    talk = next
    const { end } = talk.interview
    if (end !== undefined)
      return {
        decisions: decisionsOf(talk.interview),
        relationMode: modeOfTalk(talk),
        rules: end === 'quit' ? [] : talk.interview.confirmedRules,
        left: LEFT[end],
        putOff: putOffIn(talk.interview),
      }
  }
}
