// The conversation about a schema as a value: a question, an answer, the next state. Whoever asks, a terminal, a page or a
// script, drives the same.

import { answered } from '../decide/answer.js'
import {
  answerFrom,
  interviewAbout,
  type ReviewAnswer,
  type ReviewQuestion,
  reviewQuestion,
} from '../decide/conversation.js'
import { decisionsOf, type Interview } from '../decide/interview.js'
import { type DecisionsFile, noDecisions, parseDecisions, printDecisions } from '../memory/decisions-file.js'
import { remember, withRules } from '../memory/remember.js'
import { loadEngine } from '../prisma/engine.js'
import { columnSetKey } from '../relation/identity.js'
import { asRelation, type ReportedRelation } from '../report/json.js'
import { outcomesWith } from '../run/conclude.js'
import { type Examined, examine, reviewOf } from '../run/examine.js'
import type { SourceFile } from '../schema/schema.js'
import { asFiles, type LibraryOptions, policyFrom, runSettings } from './options.js'

export interface ReviewOptions extends LibraryOptions {
  /** What is remembered: the content of a decisions file, or its text. */
  readonly decisions?: DecisionsFile | string
}

/** A state of the conversation. It never changes: an answer gives the next one. */
export interface ReviewState {
  /** Null when nothing is left to ask. */
  readonly question: ReviewQuestion | null
  /** Every relation as in the report, with its confidence after the answers: 1 once accepted, 0 once rejected. */
  readonly relations: readonly ReportedRelation[]
  /** What to remember: the content of the decisions file. */
  readonly decisions: DecisionsFile
  /** @throws RestoreError `usage` for an id that is not open, or a target that is no key of the same type. */
  readonly answer: (answer: ReviewAnswer) => ReviewState
  /** The state before the last answer; the first state stays as it is. */
  readonly undo: () => ReviewState
}

/** The relations as they would be reported now. */
function relationsOf(examined: Examined, interview: Interview): readonly ReportedRelation[] {
  const taught = new Map(interview.taught.map((reference) => [columnSetKey(reference.from), reference]))
  const references = examined.inference.references.map(
    (reference) => taught.get(columnSetKey(reference.from)) ?? reference,
  )
  const now = { ...examined, inference: { ...examined.inference, references } }
  const { relations } = outcomesWith(now, decisionsOf(interview))
  return relations.map(asRelation).map((relation) => ({
    ...relation,
    confidence:
      relation.decision === 'undecided' ? relation.confidence : relation.decision === 'accepted' ? 1 : 0,
  }))
}

function stateOf(examined: Examined, interview: Interview, before: ReviewState | undefined): ReviewState {
  const state: ReviewState = {
    question: reviewQuestion(interview),
    get relations() {
      return relationsOf(examined, interview)
    },
    get decisions() {
      const { schema, memory, recalled } = examined
      const { relations } = outcomesWith(examined, decisionsOf(interview))
      const remembered = remember(withRules(memory, interview.confirmedRules), {
        schema,
        relations,
        drift: recalled.drift,
      })
      // In the order of the file, so that the same decisions are the same text.
      return parseDecisions(printDecisions(remembered), 'decisions')
    },
    answer: (answer) =>
      stateOf(examined, answered(interview, answerFrom(examined.schema, interview, answer)), state),
    undo: () => before ?? state,
  }
  return state
}

const decisionsFrom = (decisions: DecisionsFile | string | undefined): DecisionsFile =>
  decisions === undefined
    ? noDecisions
    : parseDecisions(typeof decisions === 'string' ? decisions : JSON.stringify(decisions), 'decisions')

/**
 * Begins a conversation about the relations of a schema. Pure: no file system, no process, no terminal.
 *
 * @param text The schema, or its files.
 * @throws RestoreError when the schema or the decisions cannot be worked on.
 * @example
 * let state = review(text)
 * state = state.answer({ accept: state.question?.members.map(({ id }) => id) ?? [] })
 */
export function review(text: string | readonly SourceFile[], options: ReviewOptions = {}): ReviewState {
  const policy = policyFrom(options)
  const source = { files: asFiles(text), decisions: decisionsFrom(options.decisions) }
  const examined = examine(source, runSettings(options), loadEngine())
  return stateOf(examined, interviewAbout(reviewOf(examined), policy), undefined)
}
