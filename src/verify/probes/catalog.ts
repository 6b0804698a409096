// What the server itself says about its tables: columns, indexes, foreign keys, comments. Reads no row of a table.
import { groupBy } from '../../grouped.js'
import { type Row, textOf } from '../database.js'
import type { Family } from '../dialect.js'

/** Every label is given by us: MySQL 8 answers in capitals where MariaDB does not. */
export const CATALOG = {
  tables:
    'SELECT table_name AS t, engine AS engine, table_type AS kind FROM information_schema.tables WHERE table_schema = DATABASE()',
  columns:
    'SELECT table_name AS t, ordinal_position AS n, column_name AS c, data_type AS data_type, column_type AS column_type, is_nullable AS nullable, character_set_name AS charset, collation_name AS collation, column_comment AS remark FROM information_schema.columns WHERE table_schema = DATABASE()',
  indexes:
    'SELECT table_name AS t, index_name AS i, non_unique AS non_unique, seq_in_index AS n, column_name AS c, sub_part AS part FROM information_schema.statistics WHERE table_schema = DATABASE()',
  foreignKeys:
    'SELECT table_name AS t, constraint_name AS k, ordinal_position AS n, column_name AS c, referenced_table_name AS rt, referenced_column_name AS rc, table_schema AS s, referenced_table_schema AS rs FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL',
} as const

export interface ColumnFact {
  readonly name: string
  /** Undefined for types that no reference should have: dates, floats, JSON, text, enums. */
  readonly family: Family | undefined
  /** `bigint unsigned`, `varchar(191)`: without the display width that old servers add to integers. */
  readonly type: string
  readonly nullable: boolean
  readonly charset: string | undefined
  readonly collation: string | undefined
  readonly comment: string
}

export interface IndexFact {
  readonly name: string
  readonly unique: boolean
  readonly columns: readonly string[]
  /** Whether it covers only the beginning of a column, so that it proves no uniqueness. */
  readonly partial: boolean
}

export interface ForeignKeyFact {
  readonly columns: readonly string[]
  /** `users`; `crm.users` where it is in another database. */
  readonly table: string
  readonly referenced: readonly string[]
}

export interface TableFact {
  readonly name: string
  /** `InnoDB`, `MyISAM`, ...; undefined for a view. */
  readonly engine: string | undefined
  readonly isView: boolean
  readonly columns: ReadonlyMap<string, ColumnFact>
  readonly indexes: readonly IndexFact[]
  readonly foreignKeys: readonly ForeignKeyFact[]
}

/** The tables of the database by name. */
export type Catalog = ReadonlyMap<string, TableFact>

export type CatalogRows = Readonly<Record<keyof typeof CATALOG, readonly Row[]>>

const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ...['tinyint', 'smallint', 'mediumint', 'int', 'bigint'].map((type) => [type, 'integer'] as const),
  ...['char', 'varchar'].map((type) => [type, 'string'] as const),
  ...['binary', 'varbinary'].map((type) => [type, 'binary'] as const),
])

const optionalText = (row: Row, name: string): string | undefined => textOf(row, name) || undefined

const groupRows = (rows: readonly Row[], name: string): ReadonlyMap<string, readonly Row[]> =>
  groupBy(rows, (row) => textOf(row, name))

const sortedByPosition = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => Number(a.n ?? 0) - Number(b.n ?? 0))

function readColumnFact(row: Row): ColumnFact {
  const dataType = textOf(row, 'data_type').toLowerCase()
  const family = FAMILIES.get(dataType)
  const type = textOf(row, 'column_type').toLowerCase()
  return {
    name: textOf(row, 'c'),
    family,
    type: family === 'integer' ? type.replace(/\(\d+\)/, '') : type,
    nullable: textOf(row, 'nullable') === 'YES',
    charset: optionalText(row, 'charset'),
    collation: optionalText(row, 'collation'),
    comment: textOf(row, 'remark'),
  }
}

const readIndex = (name: string, rows: readonly Row[]): IndexFact => ({
  name,
  unique: rows.every((row) => textOf(row, 'non_unique') === '0'),
  columns: sortedByPosition(rows).map((row) => textOf(row, 'c')),
  partial: rows.some((row) => (row.part ?? null) !== null),
})

function readForeignKey(rows: readonly Row[]): ForeignKeyFact {
  const ordered = sortedByPosition(rows)
  const [first = {}] = ordered
  const [here, there] = [textOf(first, 's'), textOf(first, 'rs')]
  return {
    columns: ordered.map((row) => textOf(row, 'c')),
    table: here === there ? textOf(first, 'rt') : `${there}.${textOf(first, 'rt')}`,
    referenced: ordered.map((row) => textOf(row, 'rc')),
  }
}

/** Puts the answers to the statements of `CATALOG` together. */
export function readCatalog(rows: CatalogRows): Catalog {
  const columns = groupRows(rows.columns, 't')
  const indexes = groupRows(rows.indexes, 't')
  const foreignKeys = groupRows(rows.foreignKeys, 't')
  return new Map(
    rows.tables.map((row): [string, TableFact] => {
      const name = textOf(row, 't')
      const facts = sortedByPosition(columns.get(name) ?? []).map(readColumnFact)
      return [
        name,
        {
          name,
          engine: optionalText(row, 'engine'),
          isView: textOf(row, 'kind') !== 'BASE TABLE',
          columns: new Map(facts.map((fact) => [fact.name, fact])),
          indexes: [...groupRows(indexes.get(name) ?? [], 'i')].map(([index, parts]) =>
            readIndex(index, parts),
          ),
          foreignKeys: [...groupRows(foreignKeys.get(name) ?? [], 'k').values()].map(readForeignKey),
        },
      ]
    }),
  )
}

/** The unique index that covers exactly these columns, whole, in any order. */
export const uniqueIndex = (table: TableFact, columns: readonly string[]): IndexFact | undefined =>
  table.indexes.find(
    (index) =>
      index.unique &&
      !index.partial &&
      index.columns.length === columns.length &&
      index.columns.every((column) => columns.includes(column)),
  )

/** An index to look rows up with by this column. */
export const leadingIndex = (table: TableFact, column: string): IndexFact | undefined =>
  table.indexes.find((index) => index.columns[0] === column && !index.partial)

/** The primary key, else a unique index of required columns; undefined if rows cannot be told apart. */
export function rowKey(table: TableFact): IndexFact | undefined {
  const usable = table.indexes.filter(
    (index) =>
      index.unique &&
      !index.partial &&
      index.columns.every((column) => table.columns.get(column)?.nullable === false),
  )
  return usable.find((index) => index.name === 'PRIMARY') ?? usable[0]
}
