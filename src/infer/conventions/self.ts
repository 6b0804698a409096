import type { Convention, Proposal } from '../convention.js'
import { SELF_ROLES } from '../lexicon.js'
import { phrase } from '../name-words.js'
import { saysReference } from '../reading.js'

export const self: Convention = {
  name: 'self',
  title: 'A word for another row of the same table',
  examples: [
    { tables: 'categories(id, parent_id)', link: 'categories.parent_id -> categories.id' },
    { tables: 'employees(id, reportsTo)', link: 'employees.reportsTo -> employees.id' },
    { tables: 'Comment(id, replyToId)', link: 'Comment.replyToId -> Comment.id' },
  ],
  counterExamples: [{ tables: 'categories(id, position)', link: 'categories.position -> categories.id' }],
  rank: 3,
  strength: 'role',
  propose: (column) => {
    if (column.isPrimaryKey) return []
    return column.readings.slice(0, 1).flatMap((reading): readonly Proposal[] => {
      const known = reading.stem.some((word) => SELF_ROLES.has(word))
      if (!known && !saysReference(reading.form)) return []
      return [
        {
          table: column.table,
          convention: 'self',
          form: reading.form,
          reading,
          matched: 0,
          columnRest: reading.stem,
          tableRest: [],
          traits: [
            ...(reading.stem.length === 1
              ? ([`just-${known ? reading.normalizedStem : 'a-word'}`] as const)
              : []),
            known
              ? SELF_ROLES.has(reading.stem[0] ?? '')
                ? 'self-word'
                : 'self-word-inside'
              : 'no-self-word',
          ],
          says: `${phrase(reading.stem)} may be another row of ${column.table.model.name}`,
        },
      ]
    })
  },
}
