import type { Clue } from '../clue.js'
import { sign, step } from '../sign.js'

/** Where the column stands in its table: references stand near the key, or together at the end. */
export const place: Clue = {
  name: 'place',
  ofColumn: true,
  unlessKeyName: true,
  signs: ({ column, strength }) => {
    const at = step(column.position, [1, 2, 3, 5, 9, 16])
    return [sign(`place:${at}`), sign(`place:${at}/${strength}`)]
  },
  says: () => undefined,
}
