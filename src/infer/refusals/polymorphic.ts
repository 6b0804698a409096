import { strengthOf } from '../clue.js'
import { saysReference } from '../convention.js'
import type { Column } from '../house.js'
import { DISCRIMINATORS } from '../lexicon.js'
import type { Refusal } from '../refusal.js'

/**
 * The column that says which table this one means: `subject_type` beside `subject_id`, `itemtype` beside `items_id`.
 */
export function discriminatorOf(column: Column): Column | undefined {
  const reading = column.readings[0]
  if (reading === undefined || !saysReference(reading.form)) return undefined
  const stem = reading.stem.join('')
  return column.table.columns.find((other) => {
    if (other === column) return false
    const last = other.words.at(-1) ?? ''
    return DISCRIMINATORS.has(last) && other.words.slice(0, -1).join('') === stem
  })
}

/** A type column beside a column whose table is not named outright: it may mean rows of several tables. */
export const polymorphic: Refusal = {
  reason: 'polymorphic',
  says: ({ column, pairs }) => {
    const other = discriminatorOf(column)
    // `user_id` beside `user_type` still names users; what kind of user is another matter.
    const named = pairs.some(
      ({ proposal }) =>
        strengthOf(proposal) === 'exact' ||
        (proposal.convention === 'role-and-entity' && proposal.tableRest.length === 0),
    )
    return other === undefined || named
      ? undefined
      : `${other.field.name} beside ${column.field.name} says which model it means, so it may mean several`
  },
}
