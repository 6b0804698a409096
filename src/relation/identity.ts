// The identity of relations and column sets: how an id is made, escaped, read and renamed, and the keys by which the
// program tells relations apart. Nobody else takes an id to pieces.
import { groupBy } from '../grouped.js'
import type { Columns, Field, LookUp, Model, Schema } from '../schema/schema.js'
import type { Relation } from './relation.js'

/** Columns in database names. */
export interface NamedColumns {
  /** With its schema where it has one: `crm.users`. */
  readonly table: string
  readonly columns: readonly string[]
}

/** An id taken apart. */
export interface NamedRelation {
  readonly from: NamedColumns
  readonly to: NamedColumns
}

/** The name of a model's table, with its schema where it has one: what ids are made of. */
export const tableName = (model: Model): string =>
  model.dbSchema === undefined ? model.dbName : `${model.dbSchema}.${model.dbName}`

/** Brackets and commas in a name would end it early. */
const escaped = (name: string): string => name.replace(/[\\(),]/g, '\\$&')
const unescaped = (name: string): string => name.replace(/\\(.)/gs, '$1')

const printColumns = ({ table, columns }: NamedColumns): string =>
  `${escaped(table)}(${columns.map(escaped).join(',')})`

/**
 * An id from its parts, as it is written: no blanks, and a backslash before brackets and commas in names.
 *
 * @example
 * printRelationId({ from: { table: 'posts', columns: ['a,b'] }, to: { table: 'users', columns: ['id'] } })
 * // 'posts(a\\,b)->users(id)'
 */
export const printRelationId = ({ from, to }: NamedRelation): string =>
  `${printColumns(from)}->${printColumns(to)}`

/** A table and its columns; a name may hold escaped brackets and commas. */
const SIDE = /^\s*((?:\\.|[^\\(])+)\(((?:\\.|[^\\])*?)\)\s*/s
const COLUMN = /(?:\\.|[^\\,])+/gs

function parseSide(text: string): { readonly side: NamedColumns; readonly rest: string } | undefined {
  const found = SIDE.exec(text)
  if (found === null) return undefined
  const [whole, table = '', inside = ''] = found
  const columns = (inside.match(COLUMN) ?? []).map((column) => unescaped(column.trim()))
  return { side: { table: unescaped(table.trim()), columns }, rest: text.slice(whole.length) }
}

/**
 * Takes an id apart; undefined for what is none.
 *
 * @example
 * parseRelationId('posts(author_id)->users(id)')?.from // { table: 'posts', columns: ['author_id'] }
 */
export function parseRelationId(id: string): NamedRelation | undefined {
  const from = parseSide(id)
  if (from === undefined || !from.rest.startsWith('->')) return undefined
  const to = parseSide(from.rest.slice(2))
  if (to === undefined || to.rest !== '') return undefined
  const count = from.side.columns.length
  return count > 0 && count === to.side.columns.length ? { from: from.side, to: to.side } : undefined
}

/** An id as we write it, whatever blanks somebody put into it; anything else as it is. */
export function tidyId(id: string): string {
  const parsed = parseRelationId(id)
  return parsed === undefined ? id : printRelationId(parsed)
}

/** One key for the relation that an id names, whatever blanks and whatever order of its column pairs. */
export function relationIdKey(id: string): string {
  const parsed = parseRelationId(id)
  if (parsed === undefined) return id
  const columns = ({ table, columns: fields }: NamedColumns): Columns => ({ model: table, fields })
  return relationKey({ from: columns(parsed.from), to: columns(parsed.to) })
}

const renamedSide = (side: NamedColumns, table: string, now: string): NamedColumns =>
  side.table === table ? { ...side, table: now } : side

/**
 * The id of the same relation after a table got another name.
 *
 * @example
 * renamedTable('user_role(role_id)->role(id)', 'role', 'roles') // 'user_role(role_id)->roles(id)'
 */
export function renamedTable(id: string, table: string, now: string): string {
  const parsed = parseRelationId(id)
  if (parsed === undefined) return id
  return printRelationId({
    from: renamedSide(parsed.from, table, now),
    to: renamedSide(parsed.to, table, now),
  })
}

const namedColumns = (find: LookUp, { model, fields }: Columns): NamedColumns => {
  const found = find.model(model)
  return {
    table: found === undefined ? model : tableName(found),
    columns: fields.map((name) => find.field(model, name)?.dbName ?? name),
  }
}

/**
 * The name of a column set in database names, so that it stays the same when somebody renames a model or field.
 *
 * @example
 * columnsId(find, { model: 'Post', fields: ['authorId'] }) // 'Post(authorId)'
 */
export const columnsId = (find: LookUp, columns: Columns): string => printColumns(namedColumns(find, columns))

/** The identity of a relation in reports and in the decisions file: `Post(authorId)->User(id)`. */
export const relationId = (find: LookUp, from: Columns, to: Columns): string =>
  `${columnsId(find, from)}->${columnsId(find, to)}`

/** The same in the names of the schema, for whoever only knows those. */
export const modelRelationId = ({ from, to }: Relation): string =>
  printRelationId({
    from: { table: from.model, columns: from.fields },
    to: { table: to.model, columns: to.fields },
  })

/** Both ids of a relation: in the names of the schema and of the database. */
export const relationIds = (find: LookUp, relation: Relation): readonly string[] => [
  modelRelationId(relation),
  relationId(find, relation.from, relation.to),
]

/** Makes a test for an id, however it is spelled: whether it is one of a relation's. */
export function isIdOf(find: LookUp, id: string): (relation: Relation) => boolean {
  const key = relationIdKey(id)
  return (relation) => relationIds(find, relation).some((own) => relationIdKey(own) === key)
}

/** Makes a test for the columns that an id, or a target such as `Account(id)`, names: in either spelling, each for itself. */
export function isNamedBy(find: LookUp, text: string): (columns: Columns) => boolean {
  const side = parseSide(text)?.side
  return ({ model, fields }) => {
    const found = find.model(model)
    const tables = found === undefined ? [model] : [model, found.dbName, tableName(found)]
    return (
      side !== undefined &&
      tables.includes(side.table) &&
      side.columns.length === fields.length &&
      fields.every((field, i) => [field, find.field(model, field)?.dbName].includes(side.columns[i]))
    )
  }
}

/** One key for columns in their order. */
const columnListKey = ({ model, fields }: Columns): string => `${model}(${fields.join(',')})`

/** One key for a column set whatever the order of its columns. */
export const columnSetKey = ({ model, fields }: Columns): string =>
  columnListKey({ model, fields: fields.toSorted() })

/** One key for a relation whatever the order of its column pairs. */
export function relationKey({ from, to }: Relation): string {
  const pairs = from.fields.map((field, i) => `${field}=${to.fields[i] ?? ''}`).toSorted()
  return `${from.model}->${to.model}(${pairs.join(',')})`
}

/**
 * Everything that is known of each column set: there may be several decisions, say a refused target beside an accepted
 * one.
 *
 * @returns A look-up that gives all of them in their order.
 */
export function byColumnSet<T>(
  items: readonly T[],
  columnsOf: (item: T) => Columns,
): (columns: Columns) => readonly T[] {
  const known = groupBy(items, (item) => columnSetKey(columnsOf(item)))
  return (columns) => known.get(columnSetKey(columns)) ?? []
}

/** Finds models and fields by their database names in constant time. */
export interface DatabaseLookUp {
  readonly model: (table: string) => Model | undefined
  readonly field: (model: Model, column: string) => Field | undefined
}

/** Build one per schema and pass it on. Of two models of one table the first counts. */
export function databaseLookUp(schema: Schema): DatabaseLookUp {
  const models = new Map<string, Model>()
  const fields = new Map<Model, Map<string, Field>>()
  for (const model of schema.models) {
    if (models.has(tableName(model))) continue
    models.set(tableName(model), model)
    const columns = model.fields.filter((field) => field.kind !== 'model')
    fields.set(model, new Map(columns.map((field) => [field.dbName, field])))
  }
  return {
    model: (table) => models.get(table),
    field: (model, column) => fields.get(model)?.get(column),
  }
}

/** The columns that these names stand for in the schema; undefined where the table or one of the columns is gone. */
export function columnsNamed(
  database: DatabaseLookUp,
  { table, columns }: NamedColumns,
): Columns | undefined {
  const model = database.model(table)
  const fields = columns.flatMap((column) => (model && database.field(model, column)?.name) ?? [])
  return model === undefined || fields.length < columns.length ? undefined : { model: model.name, fields }
}
