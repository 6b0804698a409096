// The questions that come before the relations: about the schema as a whole, and about lines that a pull left broken.

import type { Repair } from '../edit/repair.js'
import { counted, wrapped } from '../print/words.js'
import type { ModeChoice, SchemaAnswers } from '../relation/answers.js'
import type { SchemaQuestion } from '../relation/candidate.js'
import { interrupted, type Prompts } from './prompts.js'

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

/**
 * Asks what bears on many relations at once. The answer that the schema suggests is pointed at.
 *
 * @throws RestoreError `interrupted`
 */
export async function askAboutSchema(
  questions: readonly SchemaQuestion[],
  prompts: Prompts,
): Promise<SchemaAnswers> {
  let answers: SchemaAnswers = {}
  for (const { name, says, choices, default: suggested, relations } of questions) {
    const hint =
      relations.length === 0 ? {} : { hint: `decides about ${counted(relations.length, 'relation')}` }
    const message = says
      .split('\n')
      .flatMap((line) => wrapped(line, prompts.width))
      .join('\n')
    const options = choices.map((value) => ({ value, label: value, ...hint }))
    answers = { ...answers, ...asAnswer(name, await prompts.choose(message, options, suggested)) }
  }
  return answers
}

/** Asks what the relation mode is to be. */
export async function askAboutMode(question: SchemaQuestion, prompts: Prompts): Promise<ModeChoice> {
  const { relationMode = 'keep' } = await askAboutSchema([question], prompts)
  return relationMode
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
    { value: 'yes', label: 'Yes; what still fits is restored in its new shape' },
    { value: 'no', label: 'No, leave them' },
    { value: 'quit', label: 'Quit, write nothing' },
  ])
  if (answer === 'quit') throw interrupted()
  return answer === 'yes'
}
