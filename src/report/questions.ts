// The open questions, for programs and for people. Both show ids: they are what an answer names.
import type { ReviewMember, ReviewQuestion } from '../decide/conversation.js'
import { counted, spelledColumns, spelledConfidence, wrapped } from '../print/words.js'

/** The questions as `questions --json` prints them. */
export const printQuestionsJson = (questions: readonly ReviewQuestion[]): string =>
  `${JSON.stringify({ version: 1, questions }, null, 2)}\n`

/** As many rivals as a card shows on a terminal. */
const RIVALS_SHOWN = 3

/** What stands before an id: its confidence. */
const INDENT = 8

function memberLines({ id, confidence, alternatives }: ReviewMember, width: number): readonly string[] {
  const others = alternatives
    .slice(0, RIVALS_SHOWN)
    .map((rival) => `${spelledColumns(rival.to)} (${spelledConfidence(rival.confidence)})`)
  return [
    // An id is copied as it stands, however long it is.
    `  ${spelledConfidence(confidence).padStart(4)}  ${id}`,
    ...(others.length === 0 ? [] : wrapped(`or ${others.join(', ')}`, width - INDENT)).map(
      (line) => ' '.repeat(INDENT) + line,
    ),
  ]
}

/**
 * The questions as `questions` prints them.
 *
 * @param width Of the terminal, in characters.
 * @example
 * printQuestions([], 80) // 'No question is open.\n'
 */
export function printQuestions(questions: readonly ReviewQuestion[], width: number): string {
  if (questions.length === 0) return 'No question is open.\n'
  const open = questions.reduce((sum, { members }) => sum + members.length, 0)
  const lines = [
    `${counted(questions.length, 'question')} about ${counted(open, 'relation')}. Every answer may change the rest:`,
    '',
    ...questions.flatMap(({ kind, says, members }, i) => [
      ...wrapped(`${i + 1}. ${kind === 'relation' ? 'Is this a relation?' : says}`, width),
      ...members.flatMap((member) => memberLines(member, width)),
      '',
    ]),
    "Answer: npx restore-relations accept 'ID', or reject 'ID'",
  ]
  return `${lines.join('\n')}\n`
}
