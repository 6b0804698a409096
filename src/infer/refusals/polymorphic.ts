import type { Pair } from '../clue.js'
import type { Context } from '../convention.js'
import { saysReference } from '../reading.js'
import type { Refusal } from '../refusal.js'
import { roleKindOf } from '../role-kind.js'

/** Whether the table is named outright: `user_id`, `author_user_id`. */
const namesOutright = ({ proposal, strength }: Pair): boolean =>
  strength === 'key' ||
  strength === 'exact' ||
  (proposal.convention === 'role-and-entity' && proposal.tableRest.length === 0)

// The rank from which anybody may be meant: `user_id` beside `user_type`. Chosen by hand, below the rank of any user.
const ANYBODY = 0.9

/**
 * The whole name of a table of things: `outlet_type` beside `outlet_id` is more likely what kind of outlet it is. A role
 * (`target`) and a user may well be rows of several tables.
 */
function namesOneThing({ proposal, strength }: Pair, { habits }: Context): boolean {
  const rank = habits.personRank(proposal.table)
  const kind = roleKindOf(proposal.reading?.stem ?? [])
  const isThing = kind === 'none' || kind === 'agent' || (kind === 'weak' && rank > 0)
  return strength === 'exact' && proposal.convention === 'table-name' && isThing && rank < ANYBODY
}

/** What a text beside a column leaves doubtful although the column plainly names a table: that is asked, never certain. */
export const isDoubtful = (pair: Pair, context: Context): boolean =>
  pair.column.discriminator?.type === 'String' && namesOneThing(pair, context)

/**
 * A type column beside the column: it may mean rows of several tables. Where a table is named outright all the same,
 * only text can hold the names of others: a number or an enum beside `product_id` says what kind of product it is. Of a
 * thing with a text beside it a person is asked.
 */
export const polymorphic: Refusal = {
  reason: 'polymorphic',
  says: ({ column, pairs }, context) => {
    const other = column.discriminator
    // The very key of a table is a reference: `products_model` beside it tells of the product.
    if (other === undefined || pairs.some(({ strength }) => strength === 'key')) return undefined
    // Without an id word only what could be a reference is worth a word.
    if (pairs.length === 0 && !column.readings.some(({ form }) => saysReference(form))) return undefined
    if (pairs.some((pair) => (other.type === 'String' ? isDoubtful(pair, context) : namesOutright(pair))))
      return undefined
    return `${other.name} beside ${column.field.name} says which model it means, so it may mean several`
  },
}
