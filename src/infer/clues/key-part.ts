import type { Clue } from '../clue.js'
import { sign } from '../sign.js'
import type { Column } from '../table.js'
import { normalizedName } from '../vocabulary.js'

/** How much of its own table's name a column has: `order_no` of `sales_orders` is a number of the row itself. */
function ownName({ readings: [reading], table }: Column): 'whole' | 'end' | undefined {
  if (reading === undefined || reading.form === 'bare' || reading.behind.length > 0) return undefined
  const { stem } = reading
  if (reading.normalizedStem === table.starts.at(-1)) return 'whole'
  return stem.length < table.words.length &&
    normalizedName(table.words.slice(-stem.length)) === reading.normalizedStem
    ? 'end'
    : undefined
}

/** A column that is a key, or part of one, of its own table: one-to-one, a join table, or no reference. */
export const keyPart: Clue = {
  name: 'key-part',
  ofColumn: true,
  signs: ({ column, strength }) => {
    const kind = column.isPrimaryKey
      ? 'whole-primary'
      : column.isUnique
        ? 'whole-unique'
        : column.inPrimaryKey
          ? 'in-primary'
          : column.inUnique
            ? 'in-unique'
            : undefined
    const own = ownName(column)
    return [
      ...(kind === undefined ? [] : [sign(`key-part:${kind}`), sign(`key-part:${kind}/${strength}`)]),
      ...(own === undefined
        ? []
        : [
            sign(`key-part:own-${own}`),
            sign(`key-part:own-${own}/${kind ?? 'no-key'}`),
            sign(`key-part:own-${own}/${strength}`),
          ]),
    ]
  },
  says: ({ column }) => {
    const { name } = column.field
    if (column.isPrimaryKey) return `${name} is the primary key itself`
    if (column.isUnique) return `${name} is unique`
    if (column.inPrimaryKey) return `${name} is part of the primary key`
    if (column.inUnique) return `${name} is part of a unique key`
    return ownName(column) === undefined ? undefined : `${name} is named after its own table`
  },
}
