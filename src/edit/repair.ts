// Relation fields that a pull copied although they no longer fit: with relationMode = "prisma" it never looks at them
// again, and the next pull then refuses the schema as invalid. Found here, and taken out when somebody agrees.

import { cardinalityOf } from '../relation/candidate.js'
import { relationId } from '../relation/identity.js'
import type { SchemaLine } from '../relation/planned-relation.js'
import { endOfBracket } from '../schema/attribute.js'
import { type DeclaredRelation, declaredRelations } from '../schema/relations.js'
import {
  type Columns,
  type Field,
  isComment,
  isUniqueCriterion,
  type Line,
  type LookUp,
  lookUp,
  type Model,
  type Schema,
} from '../schema/schema.js'
import { lineAt } from '../text/lines.js'
import type { Edit } from './edit.js'

/** A relation that makes the schema invalid, and what taking it out means. */
export interface Repair {
  /** The relation's; the name of the field where its model is gone, and its columns with it. */
  readonly id: string
  /** The fields that go: `Post.author`, `User.posts`. */
  readonly fields: readonly string[]
  /** What is wrong with it, in one sentence. */
  readonly says: string
  /** Both sides, with their documentation. */
  readonly lines: readonly SchemaLine[]
  readonly edits: readonly Edit[]
}

const missingColumns = (find: LookUp, { model, fields }: Columns): readonly string[] =>
  fields.filter((name) => {
    const field = find.field(model, name)
    return field === undefined || field.kind === 'model'
  })

const isDefinedTwice = (model: Model | undefined, field: Field | undefined): boolean =>
  field !== undefined && (model?.fields.some((f) => f !== field && f.name === field.name) ?? false)

function complaint(find: LookUp, { from, to, field, back }: DeclaredRelation): string | undefined {
  const [model, target] = [find.model(from.model), find.model(to.model)]
  if (model === undefined || target === undefined) return undefined
  const [gone] = missingColumns(find, from)
  if (gone !== undefined) return `${from.model}.${gone} is gone`
  const [goneKey] = missingColumns(find, to)
  if (goneKey !== undefined) return `${to.model}.${goneKey} is gone`
  if (isDefinedTwice(model, field)) return `${model.name}.${field.name} is a column now`
  if (isDefinedTwice(target, back)) return `${target.name}.${back?.name} is a column now`
  const columns = from.fields.flatMap((name) => find.field(from.model, name) ?? [])
  const keys = to.fields.flatMap((name) => find.field(to.model, name) ?? [])
  const different = columns.find((column, i) => column.type !== keys[i]?.type)
  if (different !== undefined) {
    const key = keys[columns.indexOf(different)]
    return `${from.model}.${different.name} is ${different.type}, but ${to.model}.${key?.name} is ${key?.type}`
  }
  if (!isUniqueCriterion(target, to.fields)) return `${to.model}(${to.fields.join(', ')}) is no longer unique`
  const optional = columns.find((column) => column.arity === 'optional')
  if (field.arity === 'one' && optional !== undefined) return `${from.model}.${optional.name} became optional`
  if (back !== undefined && back.arity !== 'list' && cardinalityOf(model, from.fields) === 'many-to-one')
    return `${from.model}(${from.fields.join(', ')}) is no longer unique, but ${to.model}.${back.name} is no list`
  return undefined
}

/**
 * The lines that go with a field: itself, and its documentation, which would come to speak of the next column. Other
 * comments stay: they may speak of more than this field.
 */
function goingWith(model: Model, field: Field): readonly Line[] {
  const at = model.lines.findIndex(({ start, end }) => start <= field.span.start && field.span.start < end)
  const above = model.lines.slice(0, Math.max(0, at))
  const comments = above.slice(above.findLastIndex((line) => !isComment(line)) + 1)
  const documentation = comments.filter(({ kind }) => kind === 'documentation')
  return [...documentation, ...model.lines.slice(at, at + 1)]
}

/** The edit that takes a line out: whole, unless the end of a comment stands before its code. */
function removalOf({ start, end }: Line, text: string, path: string, code: number): Edit {
  const before = text.slice(start, code).trim() !== ''
  const behind = end + (/^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0].length ?? 0)
  const [from, to] = before ? [code, end] : [start, behind]
  return { path, at: from, removed: to - from, text: '' }
}

/** The lines of a field as the scanner saw them, one of which may run over several, and the edits that take them out. */
function linesOfField(
  { files }: Schema,
  model: Model,
  field: Field,
): readonly { readonly offending: readonly SchemaLine[]; readonly edit: Edit }[] {
  const { path } = field.span
  const text = files.find((file) => file.path === path)?.text ?? ''
  return goingWith(model, field).map((line) => {
    const first = lineAt(text, line.start)
    const code = line.kind === 'field' ? field.span.start : line.start
    return {
      offending: text
        .slice(line.start, line.end)
        .split(/\r\n|\n|\r/)
        .map((part, i) => ({ path, line: first + i, text: part.trimEnd() })),
      edit: removalOf(line, text, path, code),
    }
  })
}

/** Whether the brackets of a field close on its line. The engine refuses any other, and half of it must not go. */
function isWhole({ files }: Schema, { span }: Field): boolean {
  const text = files.find((file) => file.path === span.path)?.text.slice(span.start, span.end) ?? ''
  const opening = text.indexOf('(')
  return opening === -1 || text[endOfBracket(text, opening) - 1] === ')'
}

/** A field with its model. */
interface OwnedField {
  readonly model: Model
  readonly field: Field
}

const spelledField = ({ model, field }: OwnedField): string => `${model.name}.${field.name}`

function repairOf(schema: Schema, id: string, says: string, fields: readonly OwnedField[]): Repair {
  const sides = fields.flatMap(({ model, field }) => linesOfField(schema, model, field))
  return {
    id,
    fields: fields.map(spelledField),
    says,
    lines: sides.flatMap(({ offending }) => offending),
    edits: sides.map(({ edit }) => edit),
  }
}

/** What taking out both fields of a declared relation means. */
export function removal(schema: Schema, find: LookUp, relation: DeclaredRelation, says: string): Repair {
  const { from, to, field, back } = relation
  const sides = [
    { model: find.model(from.model), field },
    { model: find.model(to.model), field: back },
  ].flatMap(({ model, field: side }) =>
    model === undefined || side === undefined ? [] : [{ model, field: side }],
  )
  return repairOf(schema, relationId(find, from, to), says, sides)
}

/** Where no column is a list: a list of what nothing declares can only have been a relation. */
const WITHOUT_LIST_COLUMNS = new Set(['mysql', 'sqlite', 'sqlserver'])

/**
 * The relation fields whose model is gone. A type that nothing declares may also be an enum that is gone, or a slip: it
 * was a model if one of its fields has `@relation`.
 */
function fieldsWithoutModel({ models, datasource }: Schema): readonly OwnedField[] {
  const undeclared = models.flatMap((model) =>
    model.fields
      .filter(({ kind, type }) => kind === 'unsupported' && /^\w+$/.test(type))
      .map((field) => ({ model, field })),
  )
  const gone = new Set(undeclared.flatMap(({ field }) => (field.relation === undefined ? [] : field.type)))
  const noLists = WITHOUT_LIST_COLUMNS.has(datasource?.provider ?? '')
  return undeclared.filter(({ field }) => gone.has(field.type) || (noLists && field.arity === 'list'))
}

/**
 * Finds the declared relations that no longer fit their columns, and the relation fields whose model is gone. Pure:
 * nothing is taken out until somebody agrees and the edits are applied.
 *
 * @example
 * repairs(broken).map((repair) => repair.says) // ['Post.authorId is gone']
 */
export function repairs(schema: Schema): readonly Repair[] {
  const find = lookUp(schema)
  const misfits = declaredRelations(schema).flatMap((relation): readonly Repair[] => {
    const says = complaint(find, relation)
    return says === undefined || !isWhole(schema, relation.field)
      ? []
      : [removal(schema, find, relation, says)]
  })
  const strays = fieldsWithoutModel(schema)
    .filter(({ field }) => isWhole(schema, field))
    .map((own) => {
      const says = `${spelledField(own)} is of type ${own.field.type}, but there is no such model`
      return repairOf(schema, spelledField(own), says, [own])
    })
  return [...misfits, ...strays]
}
