// What a composite is: a relation over several columns, which repeat every column of another table's composite key; and
// what ties them to just that table.

import { prefixesOf, type Repeat } from './column-repeat.js'
import { GENERIC_ENDS } from './lexicon.js'
import type { NameIndex } from './name-index.js'
import { type Form, saysReference } from './reading.js'
import type { Column, Table } from './table.js'
import { normalizedName } from './vocabulary.js'

/** One column of the key and the column that repeats it. */
export interface Part {
  readonly from: Column
  readonly to: Column
  readonly repeat: Repeat
  /** The key's column is named after its own table: `teamId` of `Team`. */
  readonly own: boolean
}

/** A column set that may reference a composite key. */
export interface Composite {
  readonly table: Table
  readonly target: Table
  readonly kind: 'id' | 'unique'
  readonly parts: readonly [Part, ...Part[]]
  /** A column of the key is a key by itself: the composite one can only serve references, as of tenants. */
  readonly redundant: boolean
}

/** A table's name without an end that says nothing of its rows: `so` of `so_header`. */
export const withoutGenericEnd = ({ words }: Table): readonly string[] =>
  words.length > 1 && GENERIC_ENDS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words

export const bearsWholeName = ({ table, readings }: Column): boolean =>
  readings.some((r) => r.form !== 'bare' && r.normalizedStem === normalizedName(table.words))

/**
 * Whether a column bears the end of its table's name, or the name without a general end: `account_no` of `gl_account`,
 * `so_no` of `so_header`. Where another table may be called so, it is that one's: `location_id` of `staff_locations`.
 */
export function bearsPartOfName(
  { table, readings, normalizedName: name }: Column,
  nameIndex: NameIndex,
): boolean {
  const parts = new Set([withoutGenericEnd(table), ...prefixesOf(table)].map(normalizedName))
  const isOfAnother = (stem: string, form: Form): boolean =>
    nameIndex.named(stem).some((other) => other !== table) ||
    (saysReference(form) && nameIndex.endingIn(stem).some((hit) => hit.table !== table)) ||
    nameIndex.keysNamed(name).some((key) => key.primary && key.table !== table)
  return readings.some(
    ({ form, normalizedStem }) =>
      form !== 'bare' && parts.has(normalizedStem) && !isOfAnother(normalizedStem, form),
  )
}

export const isOwn = (column: Column, nameIndex: NameIndex): boolean =>
  bearsWholeName(column) || bearsPartOfName(column, nameIndex)

/** What ties the columns to this table: one bears its name, or the key's column does by itself; or nothing does. */
export function anchorOf({ parts }: Composite): 'named' | 'own' | 'none' {
  if (parts.some(({ repeat }) => repeat === 'named')) return 'named'
  return parts.some(({ own }) => own) ? 'own' : 'none'
}

const setKeyOf = (fields: readonly string[]): string => [...fields].sort().join(',')
export const setKey = (columns: readonly Column[]): string => setKeyOf(columns.map(({ field }) => field.name))

/** A key of the table that begins with just these columns. */
export const leadingKey = ({ table, parts }: Composite) => {
  const mine = setKey(parts.map(({ from }) => from))
  return table.model.keys.find((key) => setKeyOf(key.fields.slice(0, parts.length)) === mine)
}

/** The name of the convention that a composite follows. */
export const conventionOf = ({ redundant }: Composite): string => (redundant ? 'tenant-key' : 'composite-key')
