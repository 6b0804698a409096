// Whether a referencing value ever occurs twice, asked for a few values of the sample: they occur once at least, so one
// row more than values proves a duplicate.
import type { ServerEngine } from '../database.js'
import { quoteName, select } from '../dialect.js'
import { accessThrough, keepsToIndex } from './access.js'
import { type IndexFact, leadingIndex, type TableFact, uniqueIndex } from './catalog.js'
import type { KeyColumns } from './inclusion.js'

/** How many values are asked for: where one in ten is not alone, all thirty are by chance 1 time in 24. Twice as many index entries may be read. */
export const ASKED_FOR_DUPLICATES = 30

/**
 * The index to ask with. Without one that the server keeps to, the question could read the whole table; where a unique
 * one covers the column, the answer is known.
 */
export function indexForDuplicates({ table, columns }: KeyColumns): IndexFact | undefined {
  const [column] = columns
  if (column === undefined || columns.length > 1 || uniqueIndex(table, [column.name]) !== undefined)
    return undefined
  const index = leadingIndex(table, column.name)
  return index !== undefined && keepsToIndex(table, index) ? index : undefined
}

/** The rows that hold one of these values, given as SQL literals: at most one more than there are values. */
export function duplicatesStatement(
  engine: ServerEngine,
  table: TableFact,
  index: IndexFact,
  column: string,
  values: readonly string[],
): string {
  const { from, extra } = accessThrough(table, index, [column])
  const name = quoteName(column)
  return select(
    engine,
    { columns: `${name} AS ${quoteName('v')}${extra}`, from, where: `${name} IN (${values.join(',')})` },
    values.length + 1,
  )
}

/** Whether so many rows prove that a value occurs twice. */
export const proveDuplicates = (asked: number, rows: number): boolean => rows > asked
