// From the ids of the decisions file to models and fields, as the schema names them now.
import { tableName } from '../infer/candidate.js'
import type { Columns, Field, Model, Schema } from '../schema/schema.js'

/** The database names in an id. */
export interface NamedColumns {
  readonly table: string
  readonly columns: readonly string[]
}

/** `posts(author_id)`; the first bracket opens the columns. */
function parseColumns(text: string): NamedColumns | undefined {
  const open = text.indexOf('(')
  if (open < 1 || !text.endsWith(')')) return undefined
  const columns = text.slice(open + 1, -1).split(',')
  return { table: text.slice(0, open).trim(), columns: columns.map((name) => name.trim()) }
}

/**
 * Takes an id apart; undefined for what is none.
 *
 * @example
 * parseRelationId('posts(author_id)->users(id)')?.from // { table: 'posts', columns: ['author_id'] }
 */
export function parseRelationId(
  id: string,
): { readonly from: NamedColumns; readonly to: NamedColumns } | undefined {
  const arrow = id.lastIndexOf('->')
  if (arrow === -1) return undefined
  const [from, to] = [parseColumns(id.slice(0, arrow).trim()), parseColumns(id.slice(arrow + 2).trim())]
  if (from === undefined || to === undefined) return undefined
  return from.columns.length === to.columns.length ? { from, to } : undefined
}

const printColumns = ({ table, columns }: NamedColumns): string => `${table}(${columns.join(',')})`

/** An id as we write it, whatever blanks somebody put into it; anything else as it is. */
export function tidyId(id: string): string {
  const parsed = parseRelationId(id)
  return parsed === undefined ? id : `${printColumns(parsed.from)}->${printColumns(parsed.to)}`
}

/** Finds models and fields by their database names in constant time. */
export interface DatabaseLookUp {
  readonly model: (table: string) => Model | undefined
  readonly field: (model: Model, column: string) => Field | undefined
}

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

/** One key for a column set whatever the order of its columns. */
export const columnSetKey = ({ model, fields }: Columns): string => `${model}(${fields.toSorted().join(',')})`

/** One key for a relation whatever the order of its column pairs. */
export function linkKey(from: Columns, to: Columns): string {
  const pairs = from.fields.map((field, i) => `${field}=${to.fields[i] ?? ''}`).toSorted()
  return `${from.model}->${to.model}(${pairs.join(',')})`
}
