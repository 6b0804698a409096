import { type Clue, sign, step, strengthOf } from '../clue.js'
import { nameKey } from '../words.js'

export const repetition: Clue = {
  name: 'repetition',
  signs: ({ column, proposal }, { house, habits }) => {
    const n = house.columnsNamed(nameKey(column.words)).length
    const size = step(n, [2, 4, 10, 30])
    const strength = strengthOf(proposal)
    const indexed = habits.sameNameIndexed(column)
    return [
      sign(`repetition:${size}`),
      sign(`repetition:${size}/${strength}`),
      ...(n > 2 && habits.hasIndexes
        ? [sign(`repetition:indexed-${step(indexed.share, [0.1, 0.4, 0.8])}/${strength}`)]
        : []),
    ]
  },
  says: ({ column }, { house }) => {
    const n = house.columnsNamed(nameKey(column.words)).length
    return n > 3 ? `${n} tables have a column of this name` : undefined
  },
}
