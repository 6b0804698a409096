// A sample of a table's rows: blocks along its primary key, each begun at a random place. One sample serves every
// candidate of the table.
import type { Row, ServerEngine } from '../database.js'
import { type Family, quoteName, type Select, select, selectBlocks, type Value } from '../dialect.js'
import { accessThrough } from './access.js'
import { type ColumnFact, type IndexFact, rowKey, type TableFact } from './catalog.js'
import { type Random, readValue, valueBetween } from './values.js'

/** Blocks of a sample, and rows of a block: 1000 rows at most, whatever the table's size. */
export const BLOCKS = 20
export const BLOCK_ROWS = 50
/** What finding the first and the last value of an index may read. */
export const RANGE_READS = 4

/** How to read a sample. */
export interface SamplePlan {
  readonly table: TableFact
  /** The first column of the row key, if values of its type can be interpolated. */
  readonly along: ColumnFact | undefined
  readonly columns: readonly string[]
  /** What tells rows apart. */
  readonly key: IndexFact | undefined
}

export interface Sample {
  readonly rows: readonly Row[]
  /** Whether the rows come from the whole table or only from its beginning. */
  readonly spread: boolean
}

/** The name under which a column of a plan comes back: names from a schema could clash with each other. */
const label = (plan: SamplePlan, column: string): string => `c${plan.columns.indexOf(column)}`

/** Plans a sample that holds these columns and the row key. */
export function planSample(table: TableFact, wanted: readonly string[]): SamplePlan {
  const key = rowKey(table)
  const first = table.columns.get(key?.columns[0] ?? '')
  return {
    table,
    along: first?.family === undefined ? undefined : first,
    columns: [...new Set([...(key?.columns ?? []), ...wanted])],
    key,
  }
}

/** The first and the last value of an indexed column. */
export const rangeStatement = (engine: ServerEngine, table: TableFact, column: string): string =>
  select(
    engine,
    {
      columns: `MIN(${quoteName(column)}) AS \`low\`, MAX(${quoteName(column)}) AS \`high\``,
      from: quoteName(table.name),
    },
    1,
  )

/** The ends of a range of values. */
export interface Range {
  readonly low: Value
  readonly high: Value
}

/** Undefined if there is no value at all. */
export function readRange(rows: readonly Row[], family: Family): Range | undefined {
  const low = readValue(rows[0]?.low, family)
  const high = readValue(rows[0]?.high, family)
  return low === undefined || high === undefined ? undefined : { low, high }
}

/**
 * Where the blocks begin: one place by chance in each of `blocks` equal parts. An even grid would fall in step with
 * any period in the data.
 */
export function blockStarts(
  family: Family,
  range: Range,
  random: Random,
  blocks: number = BLOCKS,
): readonly Value[] {
  const all = family === 'integer' && BigInt(range.high) - BigInt(range.low) < BigInt(blocks * BLOCK_ROWS)
  if (all) return [range.low]
  return Array.from({ length: blocks }, (_, i) =>
    valueBetween(family, range.low, range.high, (i + random()) / blocks),
  )
}

const columnList = (plan: SamplePlan): string =>
  plan.columns.map((column) => `${quoteName(column)} AS ${quoteName(label(plan, column))}`).join(', ')

/** The blocks from these places on, given as SQL literals; without any, the first rows. */
export function sampleStatement(
  engine: ServerEngine,
  plan: SamplePlan,
  starts: readonly string[],
  blocks: number = BLOCKS,
): string {
  const { along, key, table } = plan
  const columns = columnList(plan)
  if (along === undefined || key === undefined) {
    const first: Select = { columns, from: quoteName(table.name) }
    const orderBy = (key?.columns ?? []).map(quoteName).join(', ')
    return select(engine, orderBy === '' ? first : { ...first, orderBy }, blocks * BLOCK_ROWS)
  }
  const { from, extra } = accessThrough(table, key, plan.columns)
  // Without ORDER BY, which would tempt the server to begin at the first row: a range of an index comes in its order.
  const block = (start: string): Select => ({
    columns: columns + extra,
    from,
    where: `${quoteName(along.name)} >= ${start}`,
  })
  const rows = starts.length === 1 ? blocks * BLOCK_ROWS : BLOCK_ROWS
  return selectBlocks(engine, starts.map(block), rows)
}

/** The rows with their columns' own names, each once even where two blocks overlap. */
export function readSample(plan: SamplePlan, rows: readonly Row[]): Sample {
  const named = rows.map(
    (row): Row =>
      Object.fromEntries(plan.columns.map((column) => [column, row[label(plan, column)] ?? null])),
  )
  const identity = (row: Row, i: number): string =>
    plan.key === undefined
      ? String(i)
      : JSON.stringify(plan.key.columns.map((column) => String(readValue(row[column], 'binary'))))
  return {
    rows: [...new Map(named.map((row, i) => [identity(row, i), row])).values()],
    spread: plan.along !== undefined,
  }
}
