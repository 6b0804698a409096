import { strengthOf } from '../clue.js'
import type { Refusal } from '../refusal.js'

/** A type column beside a column whose table is not named outright: it may mean rows of several tables. */
export const polymorphic: Refusal = {
  reason: 'polymorphic',
  says: ({ column, pairs }) => {
    const other = column.discriminator
    // `user_id` beside `user_type` still names users; what kind of user is another matter.
    const named = pairs.some(
      ({ proposal }) =>
        strengthOf(proposal) === 'exact' ||
        (proposal.convention === 'role-and-entity' && proposal.tableRest.length === 0),
    )
    return other === undefined || named
      ? undefined
      : `${other.name} beside ${column.field.name} says which model it means, so it may mean several`
  },
}
