import type { Clue } from '../clue.js'
import { sign } from '../sign.js'

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
    return kind === undefined ? [] : [sign(`key-part:${kind}`), sign(`key-part:${kind}/${strength}`)]
  },
  says: ({ column }) => {
    const { name } = column.field
    if (column.isPrimaryKey) return `${name} is the primary key itself`
    if (column.isUnique) return `${name} is unique`
    if (column.inPrimaryKey) return `${name} is part of the primary key`
    return column.inUnique ? `${name} is part of a unique key` : undefined
  },
}
