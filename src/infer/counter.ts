// Columns that count: `comments` of a post that comments reference is how many there are, and no comment.

import { grouped } from '../grouped.js'
import { comparedWordsOf } from '../text/words.js'
import type { Sure } from './sure-references.js'
import type { Column, Table } from './table.js'
import { comparable } from './vocabulary.js'

/** Whether a column that is called like a table counts the rows of a table. */
export type Counts = (column: Column, table: Table) => boolean

const saysMany = ({ field }: Column): boolean => {
  const word = comparedWordsOf(field.name).at(-1) ?? ''
  return comparable(word) !== word
}

/**
 * What counts, as far as the sure references show it: a number called like the rows of a table in the plural, which
 * reference the row that the number stands in.
 */
export function countsBy(sure: readonly Sure[]): Counts {
  const referenced = new Map(
    [...grouped(sure.map(({ column, key }) => [column.table, key.table] as const))].map(([table, keys]) => [
      table,
      new Set(keys),
    ]),
  )
  return (column, table) =>
    column.field.type !== 'String' && saysMany(column) && referenced.get(table)?.has(column.table) === true
}
