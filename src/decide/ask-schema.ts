// The questions that come before the relations: about the schema as a whole, and about lines that a pull left broken.

import type { Repair } from '../edit/repair.js'
import { counted, wrapped } from '../print/words.js'
import { type LeftEarly, type ModeChoice, type SchemaAnswers, withoutAnswer } from '../relation/answers.js'
import type { SchemaQuestion } from '../relation/candidate.js'
import { askHowToLeaveEarly } from './ask-leaving.js'
import type { Choosable } from './menu.js'
import { interrupted, type Prompts, unlessInterrupted } from './prompts.js'
import { LEAVING } from './wording.js'

const MODES = { prisma: 'prisma', foreignKeys: 'foreignKeys' } as const

function asAnswer(name: SchemaQuestion['name'], answer: string): SchemaAnswers {
  switch (name) {
    case 'person':
      return { person: answer }
    case 'audit':
      return { audit: answer === 'yes' }
    case 'bare-names':
      return { bareNames: answer === 'yes' }
    case 'relation-mode':
      return { relationMode: answer === MODES.prisma || answer === MODES.foreignKeys ? answer : 'keep' }
  }
}

/** So many answers have a key of their own. */
const KEYED_ANSWERS = 9

/**
 * One question; `back` and `quit` are answers, too. One answer bears on many relations, which nobody has seen yet: a key that
 * was pressed without a thought leaves them to the questions about each.
 */
async function askOne(
  { says, choices, default: suggested, relations }: SchemaQuestion,
  before: string | undefined,
  canGoBack: boolean,
  prompts: Prompts,
): Promise<{ readonly answer: string } | 'later' | 'back' | 'quit'> {
  const decides =
    relations.length === 0
      ? []
      : wrapped(`It decides about ${counted(relations.length, 'relation')}.`, prompts.width)
  const message = [...says.split('\n').flatMap((line) => wrapped(line, prompts.width)), ...decides].join('\n')
  // The names of models are answers, and one may be named Back: so answers go by their place.
  const places = choices.map((_, i) => String(i))
  const isYesOrNo = choices.every((choice) => choice === 'yes' || choice === 'no')
  const options: Choosable[] = choices.map((label, i) => ({
    value: String(i),
    label,
    ...(i < KEYED_ANSWERS ? { key: isYesOrNo ? label.slice(0, 1) : String(i + 1) } : {}),
  }))
  const initial = before === undefined ? 'later' : places[choices.indexOf(before)]
  const chosen = await prompts.choose(
    message,
    // First, since what is pointed at is to be in sight together with the likeliest answers, however many there are.
    [LEAVING.later, ...options, ...(canGoBack ? [LEAVING.back] : []), LEAVING.quit],
    initial,
  )
  if (chosen === 'later' || chosen === 'back' || chosen === 'quit') return chosen
  return { answer: choices[Number(chosen)] ?? suggested }
}

/** The answer that was given before, as it stands among the choices. */
function givenBefore(name: SchemaQuestion['name'], answers: SchemaAnswers): string | undefined {
  const spelled = (answer: boolean | undefined) => (answer === undefined ? undefined : answer ? 'yes' : 'no')
  switch (name) {
    case 'person':
      return answers.person
    case 'audit':
      return spelled(answers.audit)
    case 'bare-names':
      return spelled(answers.bareNames)
    case 'relation-mode':
      return answers.relationMode
  }
}

/**
 * Asks what bears on many relations at once. What is put off is not among the answers.
 *
 * @param before What was answered before: whoever comes back to the questions begins at the last.
 * @param canKeep Whether there is a decisions file to keep answers in.
 * @returns The answers, and how the person leaves, if so.
 */
export async function askAboutSchema(
  questions: readonly SchemaQuestion[],
  prompts: Prompts,
  before?: SchemaAnswers,
  canKeep = true,
): Promise<SchemaAnswers | LeftEarly> {
  let answers = before ?? {}
  let at = before === undefined ? 0 : questions.length - 1
  for (let question = questions[at]; question !== undefined; question = questions[at]) {
    const { name } = question
    const said = await unlessInterrupted(
      askOne(question, givenBefore(name, answers), at > 0, prompts),
      'quit' as const,
    )
    if (said === 'quit') {
      const how = await askHowToLeaveEarly(prompts, Object.keys(answers).length, canKeep)
      if (how === 'keep') return { left: 'kept', answers }
      if (how === 'quit') return { left: 'thrown', answers: {} }
      continue
    }
    if (said === 'later') answers = withoutAnswer(answers, name)
    else if (said !== 'back') answers = { ...answers, ...asAnswer(name, said.answer) }
    at += said === 'back' ? -1 : 1
  }
  return answers
}

/** Asks what the relation mode is to be. */
export async function askAboutMode(
  question: SchemaQuestion,
  prompts: Prompts,
): Promise<ModeChoice | 'later' | 'back' | 'leave'> {
  const said = await askOne(question, undefined, true, prompts)
  if (said === 'quit') return 'leave'
  if (said === 'back' || said === 'later') return said
  return asAnswer(question.name, said.answer).relationMode ?? 'keep'
}

/**
 * Shows the lines that make a schema invalid and asks whether to take them out.
 *
 * @returns Whether the person agrees; false leaves the lines.
 * @throws RestoreError `interrupted`
 */
export async function askToRepair(repairs: readonly Repair[], prompts: Prompts): Promise<boolean> {
  if (repairs.length === 0) return false
  const shown = repairs.flatMap(({ says, lines }) => [
    '',
    ...wrapped(`${says}:`, prompts.width),
    ...lines.flatMap(({ path, line, text }) =>
      wrapped(`- ${path}:${line} ${text.trim().replace(/\s+/g, ' ')}`, prompts.width).map((part) =>
        prompts.style('removed', part),
      ),
    ),
  ])
  prompts.say(
    [
      `The last pull left ${counted(repairs.length, 'relation')} that no longer ${repairs.length === 1 ? 'fits' : 'fit'}:`,
      ...shown,
    ].join('\n'),
  )
  const answer = await prompts.choose('Take these lines out?', [
    { value: 'yes', label: 'Yes; what still fits is restored in its new shape', key: 'y' },
    { value: 'no', label: 'No, leave them', key: 'n' },
    { value: 'quit', label: 'Quit, write nothing', key: 'q' },
  ])
  if (answer === 'quit') throw interrupted()
  return answer === 'yes'
}
