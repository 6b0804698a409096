import { type Clue, sign, step } from '../clue.js'

export const place: Clue = {
  name: 'place',
  ofColumn: true,
  signs: ({ column, strength }) => {
    const at = step(column.position, [1, 2, 3, 5, 9, 16])
    return [sign(`place:${at}`), sign(`place:${at}/${strength}`)]
  },
  alike: ({ column, strength }) => `${column.position} ${strength}`,
  says: () => undefined,
}
