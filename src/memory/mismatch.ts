// Why a remembered relation does not fit the schema as it is now, and what may have taken its place.

import { spelledColumns } from '../print/words.js'
import {
  type DatabaseLookUp,
  type NamedColumns,
  type NamedRelation,
  relationId,
  renamedTable,
  tableName,
} from '../relation/identity.js'
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
export interface Mismatch {
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
  readonly mismatch?: undefined
}

/** What is known of the schema while one remembered relation after the other is held against it. */
export interface SchemaFacts {
  readonly schema: Schema
  readonly find: LookUp
  readonly database: DatabaseLookUp
  /** Whether a column already belongs to a relation, declared or remembered. */
  readonly isTaken: (model: Model, field: Field) => boolean
  /** Whether an id needs no suggestion: something was decided about it. */
  readonly isKnown: (id: string) => boolean
}

const spelled = ({ table, columns }: NamedColumns): string =>
  spelledColumns({ model: table, fields: columns })

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
function missingTable({ schema, isKnown }: SchemaFacts, lost: NamedColumns, id: string): Mismatch {
  const model = schema.models.find((m) => m.name === lost.table)
  if (model !== undefined) {
    const suggestion = renamedTable(id, lost.table, tableName(model))
    return {
      says: `There is no table ${lost.table}; the model ${lost.table} stands for ${tableName(model)}.`,
      suggestion: isKnown(suggestion) ? null : suggestion,
    }
  }
  const holders = schema.models.filter(
    (m) =>
      lost.columns.every((column) => m.fields.some((f) => f.dbName === column)) &&
      !isKnown(renamedTable(id, lost.table, tableName(m))),
  )
  const sameName = holders.find(({ dbName }) => lost.table === dbName || lost.table.endsWith(`.${dbName}`))
  // A table that only moved to another schema, or got one, is the same beyond doubt.
  const renamed = sameName ? tableName(sameName) : closest(lost.table, holders.map(tableName))
  return {
    says: `The table ${lost.table} is gone${renamed ? `; it may be ${renamed} now` : ''}.`,
    suggestion: renamed === undefined ? null : renamedTable(id, lost.table, renamed),
  }
}

/** One or both tables are gone; the two sides of a relation of a table with itself go together. */
function missingTables(facts: SchemaFacts, { from, to }: NamedRelation, id: string): Mismatch {
  const sides =
    from.table === to.table
      ? [{ table: from.table, columns: [...from.columns, ...to.columns] }]
      : [from, to].filter(({ table }) => facts.database.model(table) === undefined)
  return sides.reduce<Mismatch>(
    (found, side) => {
      const next = missingTable(facts, side, found.suggestion ?? id)
      return {
        says: found.says === '' ? next.says : `${found.says} ${next.says}`,
        suggestion: found.suggestion && next.suggestion,
      }
    },
    { says: '', suggestion: id },
  )
}

/**
 * How alike two column names must be for the one to be the other's likely successor. Chosen by hand: `author_id` and
 * `writer_id` (0.375) are taken for the same, `author_id` and `note` (0.125) are not.
 */
const SUCCESSOR = 0.35

/** The column that a vanished one is probably called now: free, of the type that the other side asks for. */
function successor(
  { isTaken }: SchemaFacts,
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
function missingFrom(facts: SchemaFacts, model: Model, from: NamedColumns, to: Side): Mismatch {
  const gone = from.columns.filter((column) => facts.database.field(model, column) === undefined)
  const fields: (Field | undefined)[] = []
  for (const [i, column] of from.columns.entries()) {
    // No column takes the place of two.
    const isTaken: SchemaFacts['isTaken'] = (other, field) =>
      fields.includes(field) || facts.isTaken(other, field)
    fields.push(
      facts.database.field(model, column) ??
        successor({ ...facts, isTaken }, model, column, to.fields[i]?.type),
    )
  }
  const found = fields.filter((field) => field !== undefined)
  const target = spelled({ table: to.model.dbName, columns: to.fields.map((field) => field.dbName) })
  const says = `${gone.map((column) => `${from.table}.${column}`).join(' and ')} ${gone.length === 1 ? 'is gone; it' : 'are gone; they'} referenced ${target}.`
  if (found.length < fields.length) return { says, suggestion: null }
  const now = found.filter((field) => !from.columns.includes(field.dbName)).map((field) => field.dbName)
  const suggestion = relationId(facts.find, columnsFrom({ model, fields: found }), columnsFrom(to))
  return { says: `${says} ${now.join(', ')} may have taken its place.`, suggestion }
}

/** A column of the referenced side is gone. */
function missingTo(facts: SchemaFacts, from: Side, model: Model, to: NamedColumns): Mismatch {
  const gone = to.columns.filter((column) => facts.database.field(model, column) === undefined)
  const says = `${gone.map((column) => `${to.table}.${column}`).join(' and ')}, which ${from.model.dbName} referenced, ${gone.length === 1 ? 'is' : 'are'} gone.`
  const key = model.keys.find(
    (k) =>
      k.kind === 'id' &&
      sameTypes(
        from.fields,
        k.fields.flatMap((name) => facts.find.field(model.name, name) ?? []),
      ),
  )
  if (key === undefined || key.fields.length !== from.fields.length) return { says, suggestion: null }
  const suggestion = relationId(facts.find, columnsFrom(from), { model: model.name, fields: key.fields })
  return {
    says: `${says} The key of ${model.dbName} is ${key.fields.join(', ')} now.`,
    suggestion: facts.isKnown(suggestion) ? null : suggestion,
  }
}

function typeMismatch(entry: RememberedRelation, from: Side, to: Side): Mismatch | undefined {
  if (sameTypes(from.fields, to.fields)) return undefined
  const was = entry.type === undefined || entry.type === typesOf(from.fields) ? '' : ` (it was ${entry.type})`
  return {
    says: `The ${from.fields.length === 1 ? 'column is' : 'columns are'} ${typesOf(from.fields)} now${was}, the key is ${typesOf(to.fields)}; Prisma relates only equal types.`,
    suggestion: null,
  }
}

/**
 * Finds both sides of a remembered relation, or says why it cannot be written any more.
 *
 * @example
 * sidesOf(facts, 'posts(author_id)->users(id)', entry, parsed).mismatch?.says
 */
export function sidesOf(
  facts: SchemaFacts,
  id: string,
  entry: RememberedRelation,
  { from, to }: NamedRelation,
): Sides | { readonly mismatch: Mismatch } {
  const { database } = facts
  const fromModel = database.model(from.table)
  const toModel = database.model(to.table)
  if (fromModel === undefined || toModel === undefined)
    return { mismatch: missingTables(facts, { from, to }, id) }
  const toFields = to.columns.flatMap((column) => database.field(toModel, column) ?? [])
  const fromFields = from.columns.flatMap((column) => database.field(fromModel, column) ?? [])
  const fromSide = { model: fromModel, fields: fromFields }
  const toSide = { model: toModel, fields: toFields }
  if (toFields.length < to.columns.length) return { mismatch: missingTo(facts, fromSide, toModel, to) }
  if (fromFields.length < from.columns.length)
    return { mismatch: missingFrom(facts, fromModel, from, toSide) }
  const mismatch = typeMismatch(entry, fromSide, toSide)
  if (mismatch) return { mismatch }
  if (!isUniqueCriterion(toModel, columnsFrom(toSide).fields))
    return {
      mismatch: {
        says: `${spelled(to)} is no longer unique; ${spelled(from)} referenced it.`,
        suggestion: null,
      },
    }
  return { from: fromSide, to: toSide }
}

/** Why a relation that fits cannot be written as it was decided; Prisma refuses SetNull on any required column. */
export const actionMismatch = (entry: RememberedRelation, { model, fields }: Side): string | undefined =>
  entry.onDelete === 'SetNull' && fields.some((field) => field.arity === 'one')
    ? `${spelled({ table: model.dbName, columns: fields.map((field) => field.dbName) })} is required now, so onDelete: SetNull cannot stand.`
    : undefined

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
