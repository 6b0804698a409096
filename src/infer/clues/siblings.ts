import { type Clue, sign, strengthOf } from '../clue.js'
import { saysReference } from '../convention.js'
import { discriminatorOf } from '../refusals/polymorphic.js'

export const siblings: Clue = {
  name: 'siblings',
  signs: ({ column, proposal }) => {
    const stem = proposal.reading?.stem.join(' ')
    const twin =
      stem !== undefined &&
      !saysReference(proposal.form) &&
      column.table.columns.some(
        (other) =>
          other !== column && other.readings.some((r) => saysReference(r.form) && r.stem.join(' ') === stem),
      )
    const strength = strengthOf(proposal)
    return [
      ...(twin
        ? [sign('siblings:id-of-the-same-stem'), sign(`siblings:id-of-the-same-stem/${strength}`)]
        : []),
      ...(discriminatorOf(column) === undefined
        ? []
        : [sign('siblings:discriminator'), sign(`siblings:discriminator/${strength}`)]),
    ]
  },
  says: ({ column }) => {
    const other = discriminatorOf(column)
    return other === undefined ? undefined : `${other.field.name} beside it may say which table it means`
  },
}
