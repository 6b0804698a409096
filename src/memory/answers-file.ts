// Many answers at once, in a file: what it holds and how it is read.
import { RestoreError } from '../errors.js'
import { sentence } from '../print/words.js'
import { relationIdKey } from '../relation/identity.js'
import { type JsonShape, readJson } from './json-shape.js'

/** The content of such a file: relations by id. */
export interface AnswersFile {
  readonly accept: readonly string[]
  readonly reject: readonly string[]
  /** By id, what the columns reference instead: `Account(id)`. */
  readonly retarget: Readonly<Record<string, string>>
}

const IDS: JsonShape = { type: 'array', items: { type: 'string' } }

const SHAPE: JsonShape = {
  type: 'object',
  properties: {
    accept: IDS,
    reject: IDS,
    retarget: { type: 'object', additionalProperties: { type: 'string' } },
  },
  additionalProperties: false,
}

/**
 * Reads a file of answers.
 *
 * @param path Only for messages.
 * @throws RestoreError `usage`, with the line, for anything that is not exactly such a file.
 * @example
 * parseAnswers('{ "accept": ["Post(authorId)->User(id)"] }', 'answers.json').reject // []
 */
export function parseAnswers(text: string, path: string): AnswersFile {
  const json = text.replace(/^\uFEFF/, ' ')
  const { value, mistake } =
    json.trim() === ''
      ? { value: undefined, mistake: { line: 1, says: 'there is nothing in it' } }
      : readJson(json, [SHAPE])
  if (mistake !== undefined)
    throw new RestoreError(
      'usage',
      `${path}:${mistake.line}: ${sentence(mistake.says)}`,
      'Such a file reads { "accept": [ID], "reject": [ID], "retarget": { ID: "Account(id)" } }. Nothing was changed.',
    )
  // The shape has just been checked.
  const answers = { accept: [], reject: [], retarget: {}, ...(value as Partial<AnswersFile>) }
  const moved = new Set(Object.keys(answers.retarget).map(relationIdKey))
  const both = answers.accept.find((id) => moved.has(relationIdKey(id)))
  if (both !== undefined)
    throw new RestoreError(
      'usage',
      `${path}: ${both} is in "accept" and in "retarget".`,
      'Leave it in one of them. Nothing was changed.',
    )
  return answers
}
