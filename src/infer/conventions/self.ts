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
    { tables: 'region(id, pid)', link: 'region.pid -> region.id' },
    {
      tables: 'folder(folder_id, folder_parent, folder_name)',
      link: 'folder.folder_parent -> folder.folder_id',
    },
    { tables: 'Comment(id, replyToId)', link: 'Comment.replyToId -> Comment.id' },
  ],
  counterExamples: [{ tables: 'categories(id, position)', link: 'categories.position -> categories.id' }],
  rank: 3,
  strength: 'role',
  propose: (column) => {
    if (column.isPrimaryKey) return []
    // `pid` alone says nothing, but `parent` is a second way to read it.
    const reading = column.readings.find(
      ({ stem, form }) => saysReference(form) || stem.some((word) => SELF_ROLES.has(word)),
    )
    return (reading === undefined ? [] : [reading]).flatMap((reading): readonly Proposal[] => {
      const known = reading.stem.some((word) => SELF_ROLES.has(word))
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
