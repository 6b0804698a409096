import type { Clue } from '../clue.js'
import { type Sign, sign } from '../sign.js'

/** References are looked up, so that they lead an index, where a schema has indexes at all. */
export const indexLead: Clue = {
  name: 'index',
  ofColumn: true,
  signs: ({ column, proposal, strength }, { habits }) => {
    const leads = column.index === 'alone' || column.index === 'first'
    const rate = !habits.hasIndexes
      ? 'none'
      : habits.indexed.share > 0.6
        ? 'usual'
        : habits.indexed.share > 0.2
          ? 'mixed'
          : 'rare'
    const signs: Sign[] = [
      sign(`index:${column.index}`),
      sign(`index:${leads ? 'leads' : 'not'}-when-${rate}`),
      sign(`index:${leads ? 'leads' : 'not'}-when-${rate}/${strength}`),
    ]
    if (proposal.convention === 'self') signs.push(sign(`index:self/${leads ? 'leads' : 'not'}-when-${rate}`))
    return signs
  },
  says: ({ column }, { habits }, weight) => {
    const { name } = column.field
    if (column.index === 'alone' || column.index === 'first')
      return weight > 0 ? `${name} leads an index` : undefined
    if (column.index === 'later') return `${name} is part of an index`
    return habits.hasIndexes && habits.indexed.share > 0.5
      ? `${name} has no index, though such columns have one here`
      : undefined
  },
}
