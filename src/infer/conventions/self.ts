import type { Convention } from '../convention.js'
import { SELF_ROLES } from '../lexicon.js'
import { phrase, startsWith } from '../name-words.js'
import { saysReference } from '../reading.js'
import type { Table } from '../table.js'

/** What is left where a name begins with that of its table, or its last word: `parent` of `node_parent` in `nodes`. */
function withoutOwnName(stem: readonly string[], { words }: Table): readonly string[] {
  const own = [words, words.slice(-1)].find((name) => name.length < stem.length && startsWith(stem, name))
  return own === undefined ? stem : stem.slice(own.length)
}

export const self: Convention = {
  name: 'self',
  title: 'A word for another row of the same table',
  examples: [
    { tables: 'categories(id, parent_id)', link: 'categories.parent_id -> categories.id' },
    { tables: 'employees(id, reportsTo)', link: 'employees.reportsTo -> employees.id' },
    { tables: 'node(id, node_parent)', link: 'node.node_parent -> node.id' },
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
    if (reading === undefined) return []
    const stem = withoutOwnName(reading.stem, column.table)
    const known = stem.some((word) => SELF_ROLES.has(word))
    return [
      {
        table: column.table,
        convention: 'self',
        form: reading.form,
        reading,
        matched: 0,
        columnRest: stem,
        tableRest: [],
        traits: [
          ...(stem.length === 1 ? ([`just-${known ? stem.join('') : 'a-word'}`] as const) : []),
          known ? (SELF_ROLES.has(stem[0] ?? '') ? 'self-word' : 'self-word-inside') : 'no-self-word',
        ],
        says: `${phrase(stem)} may be another row of ${column.table.model.name}`,
      },
    ]
  },
}
