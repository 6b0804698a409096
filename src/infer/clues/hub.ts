import { type Clue, sign, step, strengthOf } from '../clue.js'

export const hub: Clue = {
  name: 'hub',
  signs: ({ key, proposal }, { habits }) => {
    const references = habits.references(key.table)
    const strength = strengthOf(proposal)
    const size = step(references, [1, 3, 10, 30])
    return [
      sign(`hub:${size}`),
      sign(`hub:${size}/${strength}`),
      sign(`hub:log/${strength}`, Math.log1p(references) / 3),
    ]
  },
  says: ({ key }, { habits }) => {
    const n = habits.references(key.table)
    return n > 2 ? `${n} other columns surely reference ${key.table.model.name}` : undefined
  },
}
