import type { Clue } from '../clue.js'
import { saysReference } from '../reading.js'
import { sign } from '../sign.js'

/** Columns beside this one that take its part: an id of the same stem, or a type that names the table. */
export const siblings: Clue = {
  name: 'siblings',
  signs: ({ column, proposal, strength }) => {
    const stem = proposal.reading?.normalizedStem
    const hasIdBeside = stem !== undefined && !saysReference(proposal.form) && column.table.idStems.has(stem)
    return [
      ...(hasIdBeside
        ? [sign('siblings:id-of-the-same-stem'), sign(`siblings:id-of-the-same-stem/${strength}`)]
        : []),
      ...(column.discriminator === undefined
        ? []
        : [sign('siblings:discriminator'), sign(`siblings:discriminator/${strength}`)]),
    ]
  },
  says: ({ column }) => {
    const other = column.discriminator
    return other === undefined ? undefined : `${other.name} beside it may say which table it means`
  },
}
