import type { Convention, Proposal } from '../convention.js'
import { phrase } from '../name-words.js'
import { holderTraits } from '../ownership.js'
import { normalizedName } from '../vocabulary.js'

// A key's name that more tables share, with a role before it, tells none of them apart. With 20 eight true relations of
// the collection come first no more; with 2 none does.
const MOST_HOLDERS_WITH_ROLE = 6

export const roleAndKey: Convention = {
  name: 'role-and-key',
  title: 'A role in front of the name of a key',
  examples: [
    {
      tables: 'worker(badge_number), shift(id, approved_by_badge_number)',
      link: 'shift.approved_by_badge_number -> worker.badge_number',
    },
  ],
  counterExamples: [{ tables: 'worker(id), shift(id, approval_id)', link: 'shift.approval_id -> worker.id' }],
  rank: 6,
  strength: 'partial',
  propose: (column, { nameIndex }) =>
    column.words.slice(1).flatMap((_, i) => {
      const words = column.words.slice(i + 1)
      const holders = nameIndex.keysNamed(normalizedName(words)).filter((key) => key.column !== column)
      return holders.length > MOST_HOLDERS_WITH_ROLE
        ? []
        : holders.map(
            (key): Proposal => ({
              table: key.table,
              key,
              convention: 'role-and-key',
              form: column.readings[0]?.form ?? 'id',
              reading: column.readings[0],
              matched: words.length,
              columnRest: column.words.slice(0, i + 1),
              tableRest: [],
              traits: holderTraits(key, holders),
              says: `${phrase(words)} is the key of ${key.table.model.name}`,
            }),
          )
    }),
}
