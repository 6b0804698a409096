// The conversation about a schema as a value: a question, an answer, the next state. Whoever asks, a terminal, a page or a
// script, drives the same.
import {
  type Answer,
  answered,
  decisionsOf,
  type Interview,
  type Open,
  openOf,
  type Question,
  questionOf,
  startInterview,
} from '../decide/interview.js'
import type { Review } from '../decide/review.js'
import { ruleSays } from '../decide/wording.js'
import { type DecisionsFile, noDecisions, parseDecisions } from '../memory/decisions-file.js'
import { remember, withRules } from '../memory/remember.js'
import { loadEngine } from '../prisma/engine.js'
import { type Candidate, namedCandidate } from '../relation/candidate.js'
import { successorsIn } from '../relation/drift.js'
import { columnSetKey, modelRelationId } from '../relation/identity.js'
import { selected } from '../relation/selection.js'
import { asRelation, type ReportedRelation } from '../report/json.js'
import { outcomesWith } from '../run/conclude.js'
import { type Examined, examine, reviewOf } from '../run/examine.js'
import { type LookUp, lookUp, type SourceFile } from '../schema/schema.js'
import { asFiles, type LibraryOptions, misuse, policyFrom, runSettings } from './options.js'

export interface ReviewOptions extends LibraryOptions {
  /** What is remembered: the content of a decisions file, or its text. */
  readonly decisions?: DecisionsFile | string
}

/** One relation that a question is about. */
export interface ReviewMember extends Pick<Candidate, 'id' | 'from' | 'to' | 'confidence'> {
  /** What else its columns may reference, the likeliest first. */
  readonly alternatives: readonly Pick<Candidate, 'id' | 'to' | 'confidence'>[]
}

/** What is asked next. */
export interface ReviewQuestion {
  readonly id: string
  /**
   * `rule`: all that follows one rule of the schema's names; a yes to all of them is remembered as a rule. `batch`: all
   * that is certain. `group`: relations with the same column name and target. `relation`: one alone.
   */
  readonly kind: 'rule' | 'batch' | 'group' | 'relation'
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

interface Reviewing {
  readonly examined: Examined
  readonly review: Review
  readonly find: LookUp
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

/** What a question is about, whatever its kind. */
function membersOf(question: Question): readonly Open[] {
  if (question.kind === 'write') return []
  return question.kind === 'single' ? [question.open] : question.open
}

function questionFor(interview: Interview): ReviewQuestion | null {
  const question = questionOf(interview)
  const open = membersOf(question)
  const members = open.map(memberOf)
  const [first] = open
  if (first === undefined) return null
  const { id } = first.candidate
  const link = linkOf(first.candidate)
  switch (question.kind) {
    case 'rule':
      return { id: `rule ${question.rule.from}`, kind: 'rule', says: ruleSays(question), members }
    case 'likely':
      return { id: 'batch', kind: 'batch', says: `Are these ${members.length} relations right?`, members }
    case 'group':
      return {
        id: link,
        kind: 'group',
        says: `Are these relations: ${link} in ${members.length} models?`,
        members,
      }
    default:
      return { id, kind: 'relation', says: `Is this a relation: ${id}?`, members }
  }
}

/** `Account(id)`, as the key of some model. */
function targetOf({ find, review }: Reviewing, { candidate }: Open, text: string): Candidate {
  const [, name = '', fields = ''] = /^\s*(.+?)\s*\(([^()]*)\)\s*$/.exec(text) ?? []
  const model = find.model(name) ?? review.schema.models.find(({ dbName }) => dbName === name)
  const wanted = fields.split(',').map((field) => field.trim())
  const columns = wanted.flatMap(
    (field) => model?.fields.find((one) => one.name === field || one.dbName === field)?.name ?? [],
  )
  if (model === undefined || columns.length !== candidate.from.fields.length)
    throw misuse(`${text} names no key for ${candidate.id}: write Model(field).`)
  return namedCandidate(find, { from: candidate.from, to: { model: model.name, fields: columns } })
}

/** An answer from outside, as the conversation takes it. What a question showed and nobody named is put off. */
function answerFrom(conversation: Reviewing, interview: Interview, answer: ReviewAnswer): Answer {
  const { accept = [], reject = [], retarget = {} } = answer
  const question = questionOf(interview)
  const members = membersOf(question)
  const open = new Map(
    [...openOf(interview), ...members].flatMap((one) =>
      [one.candidate.id, modelRelationId(one.candidate)].map((id) => [id, one] as const),
    ),
  )
  const openOne = (id: string): Open => {
    const one = open.get(id)
    if (one === undefined) throw misuse(`${id} is no open relation.`)
    return one
  }
  const keysOf = (ids: readonly string[]) => ids.map((id) => openOne(id).key)
  const moved = new Map(
    Object.entries(retarget).map(([id, to]) => {
      const one = openOne(id)
      return [one.key, targetOf(conversation, one, to)] as const
    }),
  )
  const named = { accept: keysOf(accept), reject: keysOf(reject) }
  const known = new Set([...named.accept, ...named.reject, ...moved.keys()])
  const later = members.map(({ key }) => key).filter((key) => !known.has(key))
  return { kind: 'several', ...named, later, retarget: moved }
}

/** The relations as they would be reported now. */
function relationsOf({ examined }: Reviewing, interview: Interview): readonly ReportedRelation[] {
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

function stateOf(
  conversation: Reviewing,
  interview: Interview,
  before: ReviewState | undefined,
): ReviewState {
  const state: ReviewState = {
    question: questionFor(interview),
    get relations() {
      return relationsOf(conversation, interview)
    },
    get decisions() {
      const { schema, memory, recalled } = conversation.examined
      const { relations } = outcomesWith(conversation.examined, decisionsOf(interview))
      return remember(withRules(memory, interview.confirmedRules), {
        schema,
        relations,
        drift: recalled.drift,
      })
    },
    answer: (answer) =>
      stateOf(conversation, answered(interview, answerFrom(conversation, interview, answer)), state),
    undo: () => before ?? state,
  }
  return state
}

const decisionsFrom = (decisions: DecisionsFile | string | undefined): DecisionsFile =>
  typeof decisions === 'string' ? parseDecisions(decisions, 'decisions') : (decisions ?? noDecisions)

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
  const open = reviewOf(examined)
  const find = lookUp(examined.schema)
  const isSelected = selected(find, policy)
  const references = open.references.filter(
    ({ candidates: [best] }) => best !== undefined && isSelected(best),
  )
  const interview = startInterview(references, policy.minConfidence, successorsIn(open.drift), open.rules)
  return stateOf({ examined, review: open, find }, interview, undefined)
}
