// The whole account of one column: what it may reference and why, or why it is not offered.
import { RestoreError } from '../errors.js'
import { compositeConventions } from '../infer/conventions/composite.js'
import { conventions } from '../infer/conventions/index.js'
import { spelledColumns, spelledConfidence, wrapped } from '../print/words.js'
import type { Candidate, Evidence, Inference, Unresolved } from '../relation/candidate.js'
import { declaredRelations } from '../schema/relations.js'
import type { Columns, Field, Model, Schema } from '../schema/schema.js'

const WIDTH = 80

/** Text in lines of at most 80 columns: the first behind a beginning no longer than the indent of the others. */
function behind(beginning: string, text: string, indent: string): readonly string[] {
  const [first = '', ...rest] = wrapped(text, WIDTH - indent.length)
  return [beginning + first, ...rest.map((line) => indent + line)]
}

/**
 * A weight as a person reads it: which way it points, and how strongly. Alone it would take 50 % to at least 56, 73 or 92 %
 * with one, two or three marks.
 */
function strength(weight: number): string {
  const marks = Math.abs(weight) < 0.25 ? 0 : Math.abs(weight) < 1 ? 1 : Math.abs(weight) < 2.5 ? 2 : 3
  return (weight < 0 ? '-' : '+').repeat(marks).padEnd(4)
}

const evidenceLines = (evidence: readonly Evidence[]): readonly string[] =>
  evidence
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .flatMap(({ says, weight }) => behind(`    ${strength(weight)}`, says, '        '))

function candidateLines(candidate: Candidate): readonly string[] {
  const title = [...conventions, ...compositeConventions].find(
    ({ name }) => name === candidate.convention,
  )?.title
  return [
    `  ${spelledColumns(candidate.to)}, ${spelledConfidence(candidate.confidence)}`,
    ...(title === undefined ? [] : behind('    ', `by the convention: ${title}`, '        ')),
    ...evidenceLines(candidate.evidence),
  ]
}

function unresolvedLines({ says, reason, guesses }: Unresolved): readonly string[] {
  return [
    ...behind('', `Not offered (${reason}): ${says}.`, '  '),
    ...(guesses.length === 0 ? [] : ['The nearest keys:']),
    ...guesses.map(({ to, confidence }) => `  ${spelledColumns(to)}, ${spelledConfidence(confidence)}`),
  ]
}

function fieldCalled(schema: Schema, name: string): { readonly model: Model; readonly field: Field } {
  const dot = name.lastIndexOf('.')
  const [modelName, fieldName] = [name.slice(0, dot), name.slice(dot + 1)]
  const model =
    schema.models.find((m) => m.name === modelName) ?? schema.models.find((m) => m.dbName === modelName)
  const field =
    model?.fields.find((f) => f.name === fieldName) ?? model?.fields.find((f) => f.dbName === fieldName)
  if (model === undefined || field === undefined)
    throw new RestoreError(
      'usage',
      `The schema has no column ${name}.`,
      'Name it as Model.field, for example --explain Post.authorId',
    )
  return { model, field }
}

const concerns = (columns: Columns, model: Model, field: Field): boolean =>
  columns.model === model.name && columns.fields.includes(field.name)

/**
 * Says in full what inference thinks of one column: every candidate with its confidence and its evidence, the
 * strongest first, or the reason why there is none. Made for a terminal of 80 columns; ends without a line end.
 *
 * @param column `Model.field`, or `table.column` as the database calls them.
 * @throws RestoreError `usage` when the schema has no such column.
 * @example
 * explainColumn(schema, infer(schema), 'Post.authorId').split('\n')[0] // 'Post.authorId'
 */
export function explainColumn(schema: Schema, inference: Inference, column: string): string {
  const { model, field } = fieldCalled(schema, column)
  const declared = declaredRelations(schema).filter(({ from }) => concerns(from, model, field))
  const references = inference.references.filter(({ from }) => concerns(from, model, field))
  const unresolved = inference.unresolved.filter(({ from }) => concerns(from, model, field))
  const lines = [
    ...declared.map(({ to }) => `Already declared: it references ${spelledColumns(to)}.`),
    ...references.flatMap(({ from, candidates }) => [
      from.fields.length > 1 ? `Together as ${spelledColumns(from)} it may reference:` : 'It may reference:',
      ...candidates.flatMap(candidateLines),
    ]),
    ...unresolved.flatMap(unresolvedLines),
  ]
  const nothing = 'Nothing suggests that it references another model.'
  return [`${model.name}.${field.name}`, ...(lines.length > 0 ? lines : [nothing])].join('\n')
}
