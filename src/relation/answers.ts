// What is said of a schema as a whole: by a flag, a person, or the decisions file.
import type { RelationMode } from '../schema/schema.js'
import type { SchemaQuestion } from './candidate.js'

/** What the relation mode is to be; `keep` leaves the datasource as it is. */
export type ModeChoice = RelationMode | 'keep'

/** The answer that none of the models holds the persons. No model is called so: names have no blanks. */
export const NOBODY = 'none of these'

/** The answers to the questions about the whole schema. What is left out is for the schema itself to say. */
export interface SchemaAnswers {
  /** The model whose rows are the persons that `author`, `owner` and `created_by` mean, or `NOBODY`. */
  readonly person?: string
  /** Whether columns such as `created_by` are relations. */
  readonly audit?: boolean
  /** Whether columns such as `company`, without an id word, are relations. */
  readonly bareNames?: boolean
  readonly relationMode?: ModeChoice
  /** Whether that mode is still to be written: it was kept for the next run. Without this, what is remembered was written. */
  readonly relationModeDue?: boolean
}

/** What a person answered about the whole schema who leaves before the first relation. */
export interface LeftEarly {
  readonly left: 'kept' | 'thrown'
  readonly answers: SchemaAnswers
}

/** The member of the answers that belongs to a question. */
const ANSWER_OF = {
  person: 'person',
  audit: 'audit',
  'bare-names': 'bareNames',
  'relation-mode': 'relationMode',
} as const satisfies Record<SchemaQuestion['name'], keyof SchemaAnswers>

/** The answers without the one to this question. */
export function withoutAnswer(answers: SchemaAnswers, name: SchemaQuestion['name']): SchemaAnswers {
  const { [ANSWER_OF[name]]: _, ...rest } = answers
  return rest
}

/** The questions that neither a flag nor the decisions file has answered. */
export const unanswered = (
  questions: readonly SchemaQuestion[],
  known: SchemaAnswers,
): readonly SchemaQuestion[] => questions.filter(({ name }) => known[ANSWER_OF[name]] === undefined)
