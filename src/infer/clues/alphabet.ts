import type { Clue } from '../clue.js'
import type { Context } from '../convention.js'
import { sign } from '../sign.js'
import { isImplicitJoinTable, type Table } from '../table.js'

/** The share of tables whose name comes before this one's, 0 to 1. */
function placeInAlphabet(table: Table, { nameIndex }: Context): number {
  const before = nameIndex.tables.filter(({ model }) => model.name < table.model.name).length
  // The half keeps the first and the last table off 0 and 1, where the odds would have no bound.
  return (before + 0.5) / (nameIndex.tables.length + 1)
}

/** Prisma puts the model that comes first in the alphabet into column A of an implicit join table. */
export const alphabet: Clue = {
  name: 'alphabet',
  isIdle: ({ nameIndex }) => !nameIndex.tables.some(isImplicitJoinTable),
  signs: ({ column, key, proposal }, context) => {
    if (proposal.convention !== 'implicit-join-table') return []
    const place = placeInAlphabet(key.table, context)
    const fits = Math.log(place / (1 - place)) * (column.field.dbName === 'A' ? -1 : 1)
    const { traits } = proposal
    // The half that is named has told the order already.
    if (traits.includes('order-possible')) return []
    const isOnlyOne = traits.includes('only-start') || traits.includes('only-end')
    return [
      sign(`alphabet:${traits.includes('exact-exact') ? 'sure' : 'unsure'}`, fits / 2),
      // Then its place tells most of which column it is.
      ...(isOnlyOne ? [sign('alphabet:only-one', fits / 2)] : []),
    ]
  },
  says: () => undefined,
}
