// Where the columns of the schema are in the database, and which of them the data can be asked about.
import { tableName } from '../relation/identity.js'
import type { Columns, LookUp, Schema } from '../schema/schema.js'
import type { Database } from './database.js'
import { type Catalog, type ColumnFact, type TableFact, uniqueIndex } from './probes/catalog.js'
import type { KeyColumns } from './probes/inclusion.js'

/** What the stage knows before it reads a row. */
export interface SchemaInDatabase {
  readonly schema: Schema
  readonly find: LookUp
  readonly catalog: Catalog
  /** The database that the catalog describes; undefined if the catalog stands for all that the schema names. */
  readonly database: Pick<Database, 'name' | 'user'> | undefined
}

/** The statement that would let the user of a database read one of its tables. */
export const grantFor = ({ database }: SchemaInDatabase, table: string): string =>
  `GRANT SELECT ON \`${database?.name}\`.\`${table}\` TO '${database?.user}'`

/** Both ends of a candidate, found in the catalog. */
export interface LocatedRelation {
  readonly from: KeyColumns
  readonly to: KeyColumns
}

/** Why something of the schema cannot be looked up. */
export interface Absent {
  readonly why: string
  /** The table that could not be found, for a grant. */
  readonly table?: string
}

export const isAbsent = (found: KeyColumns | LocatedRelation | Absent): found is Absent => 'why' in found

function findTable({ find, catalog, database }: SchemaInDatabase, model: string): TableFact | Absent {
  const known = find.model(model)
  if (known === undefined) return { why: `${model} is not in the schema` }
  if (known.dbSchema !== undefined && database !== undefined && known.dbSchema !== database.name)
    return { why: `the table ${known.dbName} is in the database ${known.dbSchema}, not in ${database.name}` }
  // A database has one table of a name; what the schema names may lie in several.
  const table = catalog.get(database === undefined ? tableName(known) : known.dbName)
  if (table === undefined)
    return { why: `the table ${known.dbName} does not exist or may not be read`, table: known.dbName }
  return table
}

function findColumns(known: SchemaInDatabase, { model, fields }: Columns): KeyColumns | Absent {
  const table = findTable(known, model)
  if ('why' in table) return table
  const columns: ColumnFact[] = []
  for (const field of fields) {
    const name = known.find.field(model, field)?.dbName ?? field
    const column = table.columns.get(name)
    if (column === undefined)
      return { why: `the column ${table.name}.${name} does not exist or may not be read`, table: table.name }
    columns.push(column)
  }
  return { table, columns }
}

/** Both ends of a candidate in the catalog. */
export function locateRelation(
  known: SchemaInDatabase,
  from: Columns,
  to: Columns,
): LocatedRelation | Absent {
  const referencing = findColumns(known, from)
  if (isAbsent(referencing)) return referencing
  const referenced = findColumns(known, to)
  return isAbsent(referenced) ? referenced : { from: referencing, to: referenced }
}

/**
 * Why the data of a link must not be asked for; undefined if it may. Comparing values of different types, or looking
 * values up without a unique index, would read whole tables.
 */
export function obstacle({ from, to }: LocatedRelation): string | undefined {
  if (from.table.isView || to.table.isView) return 'a view has no index to look values up by'
  const odd = [...from.columns, ...to.columns].find((column) => column.family === undefined)
  if (odd !== undefined) return `values of type ${odd.type.replace(/\(.*/, '')} are not compared`
  if (from.columns.some((column, i) => column.family !== to.columns[i]?.family))
    return 'the two columns hold values of different types'
  const index = uniqueIndex(
    to.table,
    to.columns.map(({ name }) => name),
  )
  return index !== undefined
    ? undefined
    : `no unique index of the database covers the key of ${to.table.name}`
}
