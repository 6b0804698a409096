import type { Clue, Pair } from '../clue.js'
import type { Context } from '../convention.js'
import { sign } from '../sign.js'
import { normalizedName } from '../vocabulary.js'

// A column that so many tables have, such as `created_by`, says nothing of the single one. Chosen by hand.
const CARRIED_BY_MANY = 0.2

/** The target has a column of this name that is not the key: what it means lies beyond. */
const isCarried = ({ column, key }: Pair, { nameIndex }: Context): boolean =>
  key.table !== column.table &&
  key.column.normalizedName !== column.normalizedName &&
  key.table.columnNames.has(column.normalizedName) &&
  nameIndex.columnsNamed(column.normalizedName).length < CARRIED_BY_MANY * nameIndex.tables.length

/** Another column of the table has the target's whole name: `user_group_id` beside `group_id`. */
function isNamedBeside({ column, key }: Pair): boolean {
  const [reading] = column.readings
  const whole = key.table.starts.at(-1) ?? ''
  return (
    key.table !== column.table &&
    reading !== undefined &&
    reading.normalizedStem !== whole &&
    key.column.normalizedName !== column.normalizedName &&
    column.table.idStems.has(whole)
  )
}

// Fewer columns are alike by chance. Both are chosen by hand.
const LEAST_COLUMNS = 3
const COPY_SHARE = 0.8

/** Nearly all columns of the one table stand in the other: its key is the same row once more. */
function isCopy({ column, key }: Pair): boolean {
  if (!column.isPrimaryKey || column.table === key.table) return false
  const names = [...column.table.columnNames]
  return (
    names.length >= LEAST_COLUMNS &&
    names.filter((name) => key.table.columnNames.has(name)).length >= COPY_SHARE * names.length
  )
}

/** The column and one beside it are two columns of the target: `job_grade` beside `job` is the `grade` of that job. */
function isValueBeside({ column, key }: Pair): boolean {
  const [reading] = column.readings
  if (reading?.form !== 'bare' || column.table === key.table) return false
  return reading.stem.some(
    (_, i) =>
      i > 0 &&
      column.table.columnNames.has(normalizedName(reading.stem.slice(0, i))) &&
      key.table.columns.some(
        (other) => other !== key.column && other.normalizedName === normalizedName(reading.stem.slice(i)),
      ),
  )
}

/** Rows of both tables are numbered: `order_no` in the key of `sales_orders` is none of `purchase_orders`. */
function isOwnNumber({ column, key }: Pair): boolean {
  const [reading] = column.readings
  if (reading?.form !== 'number' || !column.inPrimaryKey || column.table === key.table) return false
  const ends = (words: readonly string[]): boolean =>
    words.length > reading.stem.length &&
    normalizedName(words.slice(-reading.stem.length)) === reading.normalizedStem
  return ends(column.table.words) && ends(key.table.words)
}

/** What the columns of both tables say: a table with the same columns is a copy, one that has the column is not meant. */
export const alike: Clue = {
  name: 'alike',
  signs: (pair, context) => {
    const { strength, proposal } = pair
    return [
      ...(isCarried(pair, context)
        ? [
            sign('alike:carried'),
            sign(`alike:carried/${strength}`),
            sign(`alike:carried/${proposal.convention}`),
          ]
        : []),
      ...(isNamedBeside(pair)
        ? [
            sign('alike:named-beside'),
            sign(`alike:named-beside/${strength}`),
            sign(`alike:named-beside/${proposal.convention}`),
          ]
        : []),
      ...(isCopy(pair) ? [sign('alike:copy'), sign(`alike:copy/${strength}`)] : []),
      ...(isValueBeside(pair) ? [sign('alike:value-beside')] : []),
      ...(isOwnNumber(pair) ? [sign('alike:own-number')] : []),
    ]
  },
  says: (pair, context, weight) => {
    if (weight >= 0) return undefined
    const { column, key } = pair
    if (isOwnNumber(pair)) return `${column.field.name} numbers the rows of ${column.table.model.name} itself`
    if (isValueBeside(pair))
      return `with a column beside it, it may be two columns of ${key.table.model.name}`
    if (isCopy(pair)) return `${column.table.model.name} has the columns of ${key.table.model.name}`
    return isCarried(pair, context) ? `${key.table.model.name} has a ${column.field.name} too` : undefined
  },
}
