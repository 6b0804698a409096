import type { Pair } from '../clue.js'
import type { Refusal } from '../refusal.js'

/** Whether the table is named outright: `user_id`, `author_user_id`. */
const namesOutright = ({ proposal, strength }: Pair): boolean =>
  strength === 'exact' || (proposal.convention === 'role-and-entity' && proposal.tableRest.length === 0)

/**
 * A type column beside the column: it may mean rows of several tables. Where a table is named outright all the same,
 * only text can hold the names of others: a number or an enum beside `product_id` says what kind of product it is.
 */
export const polymorphic: Refusal = {
  reason: 'polymorphic',
  says: ({ column, pairs }) => {
    const other = column.discriminator
    if (other === undefined || (other.type !== 'String' && pairs.some(namesOutright))) return undefined
    return `${other.name} beside ${column.field.name} says which model it means, so it may mean several`
  },
}
