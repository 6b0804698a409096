// A database that answers from rows in memory, for what depends on exact numbers of rows. It knows the few forms of
// statement that a look sends, and refuses others.
import { isAllowed } from '../../src/verify/allow-list.js'
import type { Database, Row } from '../../src/verify/database.js'
import { CATALOG } from '../../src/verify/probes/catalog.js'
import { STATEMENT_DIGESTS, VIEW_DEFINITIONS } from '../../src/verify/probes/workload.js'

/** A table whose first column is its primary key. Numbers are of type `int`, text is `varchar(40)`. */
export interface PretendedTable {
  readonly name: string
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}

const columnsOf = ({ rows }: PretendedTable): readonly string[] => Object.keys(rows[0] ?? {})

const typeOf = ({ rows }: PretendedTable, column: string): Row =>
  typeof rows[0]?.[column] === 'number'
    ? { data_type: 'int', column_type: 'int', charset: null, collation: null }
    : { data_type: 'varchar', column_type: 'varchar(40)', charset: 'utf8mb4', collation: 'utf8mb4_bin' }

function catalogRows(tables: readonly PretendedTable[]): ReadonlyMap<string, readonly Row[]> {
  return new Map<string, readonly Row[]>([
    [CATALOG.tables, tables.map(({ name }) => ({ t: name, engine: 'InnoDB', kind: 'BASE TABLE' }))],
    [
      CATALOG.columns,
      tables.flatMap((table) =>
        columnsOf(table).map((c, n) => ({
          t: table.name,
          n: String(n),
          c,
          nullable: 'NO',
          ...typeOf(table, c),
        })),
      ),
    ],
    [
      CATALOG.indexes,
      tables.flatMap((table) =>
        columnsOf(table).map((c, n) => ({
          t: table.name,
          i: n === 0 ? 'PRIMARY' : `by_${c}`,
          non_unique: n === 0 ? '0' : '1',
          n: '1',
          c,
          part: null,
        })),
      ),
    ],
    [CATALOG.foreignKeys, []],
    [VIEW_DEFINITIONS, []],
    [STATEMENT_DIGESTS, []],
  ])
}

const valueIn = (literal: string): string =>
  literal.startsWith('_utf8mb4')
    ? Buffer.from(literal.replace(/^_utf8mb4 X'|'$/g, ''), 'hex').toString('utf8')
    : literal

function answer(tables: readonly PretendedTable[], sql: string): readonly Row[] {
  const table = tables.find(({ name }) => sql.includes(` FROM \`${name}\``))
  if (table === undefined) throw new Error(`no table for ${sql}`)
  const extremes = /MIN\(`(\w+)`\)/.exec(sql)
  if (extremes !== null) {
    const sorted = table.rows
      .map((row) => row[extremes[1] ?? ''] ?? '')
      .sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1))
    return [{ low: String(sorted[0]), high: String(sorted.at(-1)) }]
  }
  const labels = [...(sql.split(' FROM ')[0] ?? '').matchAll(/`(\w+)` AS `(\w+)`/g)]
  const [, column = '', list] = /WHERE `(\w+)` IN \((.*)\) LIMIT/.exec(sql) ?? []
  const wanted = list === undefined ? undefined : new Set(list.split(',').map(valueIn))
  const most = Number(/LIMIT (\d+)$/.exec(sql)?.[1])
  return table.rows
    .filter((row) => wanted === undefined || wanted.has(String(row[column])))
    .slice(0, wanted === undefined ? undefined : most)
    .map((row) => Object.fromEntries(labels.map(([, name = '', label = '']) => [label, String(row[name])])))
}

/** Such a database, with the statements that were sent. A sample of it is the whole table. */
export function pretendDatabase(
  tables: readonly PretendedTable[],
): Database & { readonly sent: readonly string[] } {
  const fixed = catalogRows(tables)
  const sent: string[] = []
  return {
    sent,
    identity: 'someone@somewhere:3306/app',
    user: 'someone',
    name: 'app',
    connect: async () => 'mysql',
    query: async (sql) => {
      if (!isAllowed(sql)) throw new Error(`not allowed: ${sql}`)
      sent.push(sql)
      return fixed.get(sql) ?? answer(tables, sql)
    },
    close: async () => {},
  }
}
