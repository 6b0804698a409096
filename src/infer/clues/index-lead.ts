import type { Clue } from '../clue.js'
import type { Context } from '../convention.js'
import { type Sign, sign } from '../sign.js'

// Shares of the sure references that lead an index, set by hand: what each range is worth is fitted.
const USUAL_SHARE = 0.6
const RARE_SHARE = 0.2
// From half of them on, a column without an index is told as an exception; the confidence does not depend on it.
const TOLD_SHARE = 0.5

/** Whether nearly every reference of the schema leads an index. */
export const isIndexUsual = ({ hasIndexes, indexed }: Context['habits']): boolean =>
  hasIndexes && indexed.share > USUAL_SHARE

/** References are looked up, so that they lead an index, where a schema has indexes at all. */
export const indexLead: Clue = {
  name: 'index',
  ofColumn: true,
  unlessKeyName: true,
  signs: ({ column, proposal, strength }, { habits }) => {
    const leads = column.index === 'alone' || column.index === 'first'
    const rate = !habits.hasIndexes
      ? 'none'
      : isIndexUsual(habits)
        ? 'usual'
        : habits.indexed.share > RARE_SHARE
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
    return habits.hasIndexes && habits.indexed.share > TOLD_SHARE
      ? `${name} has no index, though such columns have one here`
      : undefined
  },
}
