// The whole account of one column, or of all columns of a model: what it may reference and why, or why it is not offered.
import { RestoreError } from '../errors.js'
import { compositeConventions } from '../infer/conventions/composite.js'
import { conventions } from '../infer/conventions/index.js'
import { spelledColumns, spelledConfidence, wrapped } from '../print/words.js'
import type { Candidate, Evidence, Inference, Unresolved } from '../relation/candidate.js'
import { declaredRelations } from '../schema/relations.js'
import type { Columns, Field, Model, Schema } from '../schema/schema.js'
import { closest } from '../text/similarity.js'

/** Text in lines of a width: the first behind a beginning no longer than the indent of the others. */
type Behind = (beginning: string, text: string, indent: string) => readonly string[]

const behindWithin =
  (width: number): Behind =>
  (beginning, text, indent) => {
    const [first = '', ...rest] = wrapped(text, width - indent.length)
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

const evidenceLines = (evidence: readonly Evidence[], behind: Behind): readonly string[] =>
  evidence
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .flatMap(({ says, weight }) => behind(`    ${strength(weight)}`, says, '        '))

function candidateLines(candidate: Candidate, behind: Behind): readonly string[] {
  const title = [...conventions, ...compositeConventions].find(
    ({ name }) => name === candidate.convention,
  )?.title
  return [
    `  ${spelledColumns(candidate.to)}, ${spelledConfidence(candidate.confidence)}`,
    ...(title === undefined ? [] : behind('    ', `by the convention: ${title}`, '        ')),
    ...evidenceLines(candidate.evidence, behind),
  ]
}

function unresolvedLines({ says, reason, guesses }: Unresolved, behind: Behind): readonly string[] {
  return [
    ...behind('', `Not offered (${reason}): ${says}.`, '  '),
    ...(guesses.length === 0 ? [] : ['The nearest keys:']),
    ...guesses.map(({ to, confidence }) => `  ${spelledColumns(to)}, ${spelledConfidence(confidence)}`),
  ]
}

/** What a name means: a model, or one field of it. */
interface ModelOrField {
  readonly model: Model
  readonly field: Field | undefined
}

function called({ models }: Schema, name: string): ModelOrField {
  const modelCalled = (modelName: string): Model | undefined =>
    models.find((m) => m.name === modelName) ?? models.find((m) => m.dbName === modelName)
  const whole = modelCalled(name)
  if (whole !== undefined) return { model: whole, field: undefined }
  const dot = name.lastIndexOf('.')
  const [model, fieldName] = [modelCalled(name.slice(0, dot)), name.slice(dot + 1)]
  const field =
    model?.fields.find((f) => f.name === fieldName) ?? model?.fields.find((f) => f.dbName === fieldName)
  if (model !== undefined && field !== undefined) return { model, field }
  const known = dot === -1 ? models.map((m) => m.name) : models.flatMap(spelledFields)
  const meant = closest(name, known)
  throw new RestoreError(
    'usage',
    `The schema has no ${dot === -1 ? 'model' : 'column'} ${name}.`,
    meant === undefined
      ? 'Name a column or a model, for example --explain Post.authorId'
      : `Did you mean --explain ${meant}?`,
  )
}

const spelledFields = ({ name, fields }: Model): readonly string[] =>
  fields.filter(({ kind }) => kind !== 'model').map((field) => `${name}.${field.name}`)

const concerns = (columns: Columns, model: Model, field: Field): boolean =>
  columns.model === model.name && columns.fields.includes(field.name)

/** All that is known of one column; nothing where nothing is. */
function columnLines(
  schema: Schema,
  inference: Inference,
  model: Model,
  field: Field,
  behind: Behind,
): readonly string[] {
  const declared = declaredRelations(schema).filter(({ from }) => concerns(from, model, field))
  const references = inference.references.filter(({ from }) => concerns(from, model, field))
  const unresolved = inference.unresolved.filter(({ from }) => concerns(from, model, field))
  return [
    ...declared.map(({ to }) => `Already declared: it references ${spelledColumns(to)}.`),
    ...references.flatMap(({ from, candidates }) => [
      from.fields.length > 1 ? `Together as ${spelledColumns(from)} it may reference:` : 'It may reference:',
      ...candidates.flatMap((candidate) => candidateLines(candidate, behind)),
    ]),
    ...unresolved.flatMap((one) => unresolvedLines(one, behind)),
  ]
}

/** What references a model, or may: each in one line. */
function referencesTo(schema: Schema, inference: Inference, model: Model): readonly string[] {
  const declared = declaredRelations(schema)
    .filter(({ to }) => to.model === model.name)
    .map(({ from }) => `  ${spelledColumns(from)}, declared`)
  const likely = inference.references.flatMap(({ from, candidates: [best] }) =>
    best?.to.model === model.name ? [`  ${spelledColumns(from)}, ${spelledConfidence(best.confidence)}`] : [],
  )
  const lines = [...declared, ...likely]
  return lines.length === 0 ? [] : ['', 'What may reference it:', ...lines]
}

function modelLines(schema: Schema, inference: Inference, model: Model, behind: Behind): readonly string[] {
  const told = model.fields
    .filter(({ kind }) => kind !== 'model')
    .map((field) => ({ field, lines: columnLines(schema, inference, model, field, behind) }))
  const silent = told.filter(({ lines }) => lines.length === 0).map(({ field }) => field.name)
  return [
    model.name,
    ...told.flatMap(({ field, lines }) =>
      lines.length === 0 ? [] : ['', `${model.name}.${field.name}`, ...lines],
    ),
    ...(silent.length === 0
      ? []
      : ['', ...behind('', `Nothing suggests that these reference a model: ${silent.join(', ')}`, '  ')]),
    ...referencesTo(schema, inference, model),
  ]
}

/**
 * Says in full what inference thinks of one column: every candidate with its confidence and its evidence, the
 * strongest first, or the reason why there is none. Of a model, the same of each of its columns. Ends without a line end.
 *
 * @param name `Model.field` or `Model`, or `table.column` and `table` as the database calls them.
 * @param width Of the terminal, in characters.
 * @throws RestoreError `usage` when the schema has nothing of that name.
 * @example
 * explain(schema, infer(schema), 'Post.authorId', 80).split('\n')[0] // 'Post.authorId'
 */
export function explain(schema: Schema, inference: Inference, name: string, width: number): string {
  const { model, field } = called(schema, name)
  const behind = behindWithin(width)
  if (field === undefined) return modelLines(schema, inference, model, behind).join('\n')
  const lines = columnLines(schema, inference, model, field, behind)
  const nothing = 'Nothing suggests that it references another model.'
  return [`${model.name}.${field.name}`, ...(lines.length > 0 ? lines : [nothing])].join('\n')
}
