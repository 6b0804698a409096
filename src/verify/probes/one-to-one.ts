// Whether a referencing value ever occurs twice, asked for a few values of the sample: they occur once at least, so one
// row more than values proves a duplicate.
import type { Engine } from '../database.js'
import { quoteName, select } from '../dialect.js'
import type { TableFact } from './catalog.js'

/** How many values are asked for; twice as many index entries may be read. */
export const ASKED_FOR_TWINS = 30

export const twinsStatement = (
  engine: Engine,
  table: TableFact,
  column: string,
  values: readonly string[],
): string =>
  select(
    engine,
    {
      columns: `${quoteName(column)} AS ${quoteName('v')}`,
      from: quoteName(table.name),
      where: `${quoteName(column)} IN (${values.join(',')})`,
    },
    values.length + 1,
  )

export const haveTwins = (asked: number, rows: number): boolean => rows > asked
