import { type Clue, sign, step, strengthOf } from '../clue.js'

export const place: Clue = {
  name: 'place',
  signs: ({ column, proposal }) => {
    const at = step(column.position, [1, 2, 3, 5, 9, 16])
    return [sign(`place:${at}`), sign(`place:${at}/${strengthOf(proposal)}`)]
  },
  says: () => undefined,
}
