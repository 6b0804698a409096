// Why a remembered relation does not fit the schema as it is now, and what may have taken its place.

import { type DatabaseLookUp, type NamedColumns, relationId, tableName } from '../relation/identity.js'
import {
  type Columns,
  columnsOf,
  type Field,
  isUniqueCriterion,
  type LookUp,
  type Model,
  type Schema,
} from '../schema/schema.js'
import { closest, similarity } from '../text/similarity.js'
import type { RememberedRelation } from './decisions-file.js'

/** A sentence with the old and the new state, and the id that probably takes its place. */
export interface Misfit {
  readonly says: string
  readonly suggestion: string | null
}

/** A side of a relation, found in the schema. */
export interface Side {
  readonly model: Model
  readonly fields: readonly Field[]
}

export interface Sides {
  readonly from: Side
  readonly to: Side
  readonly misfit?: undefined
}

/** What the schema is asked while one decision after the other is looked at. */
export interface Surroundings {
  readonly schema: Schema
  readonly find: LookUp
  readonly database: DatabaseLookUp
  /** Whether a column already belongs to a relation, declared or remembered. */
  readonly isTaken: (model: Model, field: Field) => boolean
}

const spelled = ({ table, columns }: NamedColumns): string =>
  columns.length === 1 ? `${table}.${columns[0]}` : `${table}(${columns.join(', ')})`

/** The types of columns as Prisma writes them: `Int?`, or `Int, String` for two. */
export const typesOf = (fields: readonly Field[]): string =>
  fields.map(({ type, arity }) => `${type}${arity === 'optional' ? '?' : ''}`).join(', ')

const sameTypes = (a: readonly Field[], b: readonly Field[]): boolean =>
  a.every((field, i) => field.type === b[i]?.type && field.arity !== 'list')

export const columnsFrom = ({ model, fields }: Side): Columns => ({
  model: model.name,
  fields: fields.map((field) => field.name),
})

/** The table is gone under this name: perhaps it has another, or the id was written with the model's name. */
function missingTable({ schema }: Surroundings, lost: NamedColumns, id: string): Misfit {
  const model = schema.models.find((m) => m.name === lost.table)
  if (model !== undefined) {
    return {
      says: `There is no table ${lost.table}; the model ${lost.table} stands for ${tableName(model)}.`,
      suggestion: id.replaceAll(`${lost.table}(`, `${tableName(model)}(`),
    }
  }
  const holders = schema.models.filter((m) =>
    lost.columns.every((column) => m.fields.some((f) => f.dbName === column)),
  )
  const renamed = closest(lost.table, holders.map(tableName))
  return {
    says: `The table ${lost.table} is gone${renamed ? `; it may be ${renamed} now` : ''}.`,
    suggestion: renamed === undefined ? null : id.replaceAll(`${lost.table}(`, `${renamed}(`),
  }
}

/** How alike two column names must be for the one to be the other's likely successor. */
const SUCCESSOR = 0.35

/** The column that a vanished one is probably called now: free, of the type that the other side asks for. */
function successor(
  { isTaken }: Surroundings,
  model: Model,
  column: string,
  type: string | undefined,
): Field | undefined {
  const free = columnsOf(model).filter(
    (field) =>
      (type === undefined || field.type === type) && field.arity !== 'list' && !isTaken(model, field),
  )
  const best = free.toSorted((a, b) => similarity(column, b.dbName) - similarity(column, a.dbName))[0]
  return best !== undefined && similarity(column, best.dbName) >= SUCCESSOR ? best : undefined
}

/** A column of the referencing side is gone. */
function missingFrom(around: Surroundings, model: Model, from: NamedColumns, to: Side): Misfit {
  const gone = from.columns.filter((column) => around.database.field(model, column) === undefined)
  const fields = from.columns.map(
    (column, i) =>
      around.database.field(model, column) ?? successor(around, model, column, to.fields[i]?.type),
  )
  const found = fields.filter((field) => field !== undefined)
  const target = spelled({ table: to.model.dbName, columns: to.fields.map((field) => field.dbName) })
  const says = `${gone.map((column) => `${from.table}.${column}`).join(' and ')} is gone; it referenced ${target}.`
  if (found.length < fields.length) return { says, suggestion: null }
  const now = found.filter((field) => !from.columns.includes(field.dbName)).map((field) => field.dbName)
  const suggestion = relationId(around.find, columnsFrom({ model, fields: found }), columnsFrom(to))
  return { says: `${says} ${now.join(', ')} may have taken its place.`, suggestion }
}

/** A column of the referenced side is gone. */
function missingTo(around: Surroundings, from: Side, model: Model, to: NamedColumns): Misfit {
  const gone = to.columns.filter((column) => around.database.field(model, column) === undefined)
  const says = `${gone.map((column) => `${to.table}.${column}`).join(' and ')}, which ${from.model.dbName} referenced, is gone.`
  const key = model.keys.find(
    (k) =>
      k.kind === 'id' &&
      sameTypes(
        from.fields,
        k.fields.flatMap((name) => around.find.field(model.name, name) ?? []),
      ),
  )
  if (key === undefined || key.fields.length !== from.fields.length) return { says, suggestion: null }
  const suggestion = relationId(around.find, columnsFrom(from), { model: model.name, fields: key.fields })
  return { says: `${says} The key of ${model.dbName} is ${key.fields.join(', ')} now.`, suggestion }
}

function typeMisfit(entry: RememberedRelation, from: Side, to: Side, id: string): Misfit | undefined {
  if (sameTypes(from.fields, to.fields)) return undefined
  const was = entry.type === undefined || entry.type === typesOf(from.fields) ? '' : ` (it was ${entry.type})`
  return {
    says: `${id}: the columns are ${typesOf(from.fields)} now${was}, the key is ${typesOf(to.fields)}; Prisma relates only equal types.`,
    suggestion: null,
  }
}

/**
 * Finds both sides of a remembered relation, or says why it cannot be written any more.
 *
 * @example
 * sidesOf(around, 'posts(author_id)->users(id)', entry, parsed).misfit?.says
 */
export function sidesOf(
  around: Surroundings,
  id: string,
  entry: RememberedRelation,
  { from, to }: { readonly from: NamedColumns; readonly to: NamedColumns },
): Sides | { readonly misfit: Misfit } {
  const { database } = around
  const fromModel = database.model(from.table)
  if (fromModel === undefined) return { misfit: missingTable(around, from, id) }
  const toModel = database.model(to.table)
  if (toModel === undefined) return { misfit: missingTable(around, to, id) }
  const toFields = to.columns.flatMap((column) => database.field(toModel, column) ?? [])
  const fromFields = from.columns.flatMap((column) => database.field(fromModel, column) ?? [])
  const fromSide = { model: fromModel, fields: fromFields }
  const toSide = { model: toModel, fields: toFields }
  if (toFields.length < to.columns.length) return { misfit: missingTo(around, fromSide, toModel, to) }
  if (fromFields.length < from.columns.length) return { misfit: missingFrom(around, fromModel, from, toSide) }
  const misfit = typeMisfit(entry, fromSide, toSide, id)
  if (misfit) return { misfit }
  if (!isUniqueCriterion(toModel, columnsFrom(toSide).fields))
    return {
      misfit: {
        says: `${spelled(to)} is no longer unique; ${spelled(from)} referenced it.`,
        suggestion: null,
      },
    }
  if (entry.onDelete === 'SetNull' && fromFields.every((field) => field.arity === 'one'))
    return {
      misfit: {
        says: `${spelled(from)} is required now, so onDelete: SetNull cannot stand.`,
        suggestion: null,
      },
    }
  return { from: fromSide, to: toSide }
}

/** What changed about a relation that still fits: it is restored in its new shape, and that is worth a sentence. */
export function changedShape(
  entry: RememberedRelation,
  from: Side,
  cardinality: 'many-to-one' | 'one-to-one',
): string | undefined {
  const columns = spelled({ table: from.model.dbName, columns: from.fields.map((field) => field.dbName) })
  const types = typesOf(from.fields)
  const changes: string[] = []
  if (entry.type !== undefined && entry.type !== types) {
    const became = from.fields.some((field) => field.arity === 'optional') ? 'optional' : 'required'
    const wasOptional = entry.type.includes('?')
    changes.push(
      wasOptional === (became === 'optional')
        ? `${columns} is ${types} now, it was ${entry.type}`
        : `${columns} became ${became} (${entry.type}, now ${types}), and ${entry.field ?? 'the relation'} with it`,
    )
  }
  if (entry.cardinality !== undefined && entry.cardinality !== cardinality) {
    changes.push(
      cardinality === 'many-to-one'
        ? `${columns} is no longer unique, so ${entry.back ?? 'the other side'} is a list now`
        : `${columns} is unique now, so ${entry.back ?? 'the other side'} is a single one`,
    )
  }
  return changes.length === 0 ? undefined : `${changes.join('; ')}.`
}
