import type { Pair } from '../clue.js'
import { saysReference } from '../reading.js'
import type { Refusal } from '../refusal.js'

/** Whether the table is named outright: `user_id`, `author_user_id`. */
const namesOutright = ({ proposal, strength }: Pair): boolean =>
  strength === 'key' ||
  strength === 'exact' ||
  (proposal.convention === 'role-and-entity' && proposal.tableRest.length === 0)

/**
 * A type column beside the column: it may mean rows of several tables. Where a table is named outright all the same,
 * only text can hold the names of others: a number or an enum beside `product_id` says what kind of product it is.
 */
export const polymorphic: Refusal = {
  reason: 'polymorphic',
  says: ({ column, pairs }) => {
    const other = column.discriminator
    // The very key of a table is a reference: `products_model` beside it tells of the product.
    if (other === undefined || pairs.some(({ strength }) => strength === 'key')) return undefined
    // Without an id word only what could be a reference is worth a word.
    if (pairs.length === 0 && !column.readings.some(({ form }) => saysReference(form))) return undefined
    if (other.type !== 'String' && pairs.some(namesOutright)) return undefined
    return `${other.name} beside ${column.field.name} says which model it means, so it may mean several`
  },
}
