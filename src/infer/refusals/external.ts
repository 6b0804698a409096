import { FOREIGN_SYSTEMS } from '../lexicon.js'
import { saysReference } from '../reading.js'
import type { Refusal } from '../refusal.js'

/** The id of a row in somebody else's system: `stripe_customer_id`, unless a table of the schema is called so. */
export const external: Refusal = {
  reason: 'external',
  says: ({ column, pairs }) => {
    const word = column.words.find((w) => FOREIGN_SYSTEMS.has(w))
    if (word === undefined || !column.readings.some((r) => saysReference(r.form))) return undefined
    const known = pairs.some(
      ({ proposal, strength }) =>
        strength === 'key' ||
        strength === 'exact' ||
        (proposal.matched > 0 && proposal.table.words.includes(word)),
    )
    return known ? undefined : `${word} hints at an id that another system gives out`
  },
}
