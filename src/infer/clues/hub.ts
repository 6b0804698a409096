import { type Clue, FACTS } from '../clue.js'
import { sign, step } from '../sign.js'

// Fewer are no news to a person. It is said from here on; the confidence does not depend on it.
const TOLD_REFERENCES = 3

/** Tables that many columns reference are referenced by others too. */
export const hub: Clue = {
  name: 'hub',
  shared: {
    of: [FACTS.target, FACTS.strength],
    signs: ({ key, strength }, { habits }) => {
      const references = habits.references(key.table)
      const size = step(references, [1, 3, 10, 30])
      return [
        sign(`hub:${size}`),
        sign(`hub:${size}/${strength}`),
        sign(`hub:log/${strength}`, Math.log1p(references) / 3),
      ]
    },
  },
  says: ({ key }, { habits }, weight) => {
    const n = habits.references(key.table)
    return weight > 0 && n >= TOLD_REFERENCES
      ? `${n} other columns surely reference ${key.table.model.name}`
      : undefined
  },
}
