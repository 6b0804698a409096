// What becomes of the answers when a person leaves before the end.

import { acceptedChoices } from '../relation/decision.js'
import type { Answer } from './answer.js'
import { type Conversation, keysOf } from './asking.js'
import { decisionsOf, type Interview, openOf } from './interview.js'
import { questionOf } from './next-question.js'
import { type Prompts, unlessInterrupted } from './prompts.js'
import { planOf } from './review.js'
import { type AnsweredSoFar, type LeaveChoice, leaveChoices, leaveMessage } from './wording.js'

/** Asks once what is to become of the answers. A second Ctrl-C throws them away. */
const askWith = (
  prompts: Prompts,
  so: AnsweredSoFar,
  remembered: number,
  canKeep: boolean,
): Promise<LeaveChoice> =>
  unlessInterrupted(prompts.choose(leaveMessage(so), leaveChoices(so, remembered, canKeep)), 'quit')

/**
 * Asks once what is to become of the answers; nothing answered, nothing asked.
 *
 * @param isTicked Whether ticks in a table would be lost, too.
 */
export async function askHowToLeave(
  { prompts, review, canKeep, mode }: Conversation,
  interview: Interview,
  isTicked = false,
): Promise<LeaveChoice> {
  const decisions = decisionsOf(interview)
  const accepted = acceptedChoices(decisions).length
  const so = {
    accepted,
    rejected: decisions.length - accepted,
    rules: interview.confirmedRules.length,
    schema: (review.schemaAnswers ?? 0) + (mode === undefined ? 0 : 1),
    isTicked,
  }
  const isNothing = decisions.length + so.rules + so.schema === 0 && !isTicked
  return isNothing ? 'quit' : askWith(prompts, so, planOf(review, []).relations.length, canKeep)
}

/** The same among the questions about the whole schema, where nothing can be written yet. */
export const askHowToLeaveEarly = async (
  prompts: Prompts,
  schema: number,
  canKeep: boolean,
): Promise<LeaveChoice> =>
  schema === 0
    ? 'quit'
    : askWith(prompts, { accepted: 0, rejected: 0, rules: 0, schema, isTicked: false }, 0, canKeep)

/** What leaving in some way does to the conversation; undefined: nothing, the question is asked once more. */
export function leavingAs(how: LeaveChoice, interview: Interview): Answer | undefined {
  switch (how) {
    case 'stay':
      return undefined
    case 'write':
      // What it comes to is shown before it is written, and once more where it was shown already.
      return questionOf(interview).kind === 'write'
        ? undefined
        : { kind: 'later', keys: keysOf(openOf(interview)) }
    default:
      return { kind: how }
  }
}
