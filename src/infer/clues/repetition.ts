import type { Clue } from '../clue.js'
import { sign, step } from '../sign.js'

// Of fewer columns no share is worth counting.
const LEAST_COUNTED = 3
// It is said from here on; the confidence does not depend on it.
const TOLD_TABLES = 4

/** A column name that recurs in many tables is a reference, or a column of all tables. */
export const repetition: Clue = {
  name: 'repetition',
  ofColumn: true,
  unlessKeyName: true,
  signs: ({ column, strength }, { nameIndex, habits }) => {
    const n = nameIndex.columnsNamed(column.normalizedName).length
    const size = step(n, [2, 4, 10, 30])
    const indexed = habits.sameNameIndexed(column)
    return [
      sign(`repetition:${size}`),
      sign(`repetition:${size}/${strength}`),
      ...(n >= LEAST_COUNTED && habits.hasIndexes
        ? [sign(`repetition:indexed-${step(indexed.share, [0.1, 0.4, 0.8])}/${strength}`)]
        : []),
    ]
  },
  says: ({ column }, { nameIndex }) => {
    const n = nameIndex.columnsNamed(column.normalizedName).length
    return n >= TOLD_TABLES ? `${n} tables have a column of this name` : undefined
  },
}
