// What becomes of the answers when a person leaves before the end.

import { acceptedChoices } from '../relation/decision.js'
import type { Answer } from './answer.js'
import { type Conversation, keysOf } from './asking.js'
import { decisionsOf, type Interview, openOf } from './interview.js'
import { questionOf } from './next-question.js'
import { unlessInterrupted } from './prompts.js'
import { planOf } from './review.js'
import { leaveChoices, leaveMessage } from './wording.js'

const putOffAll = (interview: Interview): Answer => ({ kind: 'later', keys: keysOf(openOf(interview)) })

/** Asks once what is to become of the answers; nothing decided, nothing asked. A second Ctrl-C throws them away. */
export async function askHowToLeave(
  { prompts, review, canKeep }: Conversation,
  interview: Interview,
): Promise<Answer | undefined> {
  const decisions = decisionsOf(interview)
  if (decisions.length === 0) return { kind: 'quit' }
  const accepted = acceptedChoices(decisions).length
  const chosen = await unlessInterrupted(
    prompts.choose(
      leaveMessage({ accepted, rejected: decisions.length - accepted }),
      leaveChoices(planOf(review, []).relations.length, canKeep),
    ),
    'quit',
  )
  switch (chosen) {
    case 'stay':
      return undefined
    case 'write':
      // What it comes to is shown before it is written.
      return questionOf(interview).kind === 'write' ? { kind: 'write' } : putOffAll(interview)
    default:
      return chosen === 'keep' ? { kind: 'keep' } : { kind: 'quit' }
  }
}
