import type { Clue } from '../clue.js'
import { FOREIGN_SYSTEMS } from '../lexicon.js'
import { sign } from '../sign.js'

/** A word for somebody else's system: its ids are no rows of this schema. */
export const foreignSystem: Clue = {
  name: 'foreign-system',
  signs: ({ column, proposal, strength }) => {
    const text = column.field.type === 'String' ? 'text' : 'number'
    return column.words.some((word) => FOREIGN_SYSTEMS.has(word) && !proposal.table.words.includes(word))
      ? [sign(`foreign-system:${text}`), sign(`foreign-system:${strength}`)]
      : []
  },
  says: ({ column, proposal }) => {
    const word = column.words.find((w) => FOREIGN_SYSTEMS.has(w) && !proposal.table.words.includes(w))
    return word === undefined ? undefined : `${word} hints at another system`
  },
}
