import type { Convention, Proposal } from '../convention.js'
import { phrase, startsWith } from '../name-words.js'
import { normalizedName } from '../vocabulary.js'

export const sharedPrimaryKey: Convention = {
  name: 'shared-primary-key',
  title: 'A primary key that is the key of the table it extends',
  examples: [{ tables: 'users(id), user_settings(id)', link: 'user_settings.id -> users.id' }],
  counterExamples: [{ tables: 'users(id), posts(id)', link: 'posts.id -> users.id' }],
  rank: 6,
  strength: 'partial',
  propose: (column, { nameIndex }) => {
    // A default makes the key on its own: it is not taken from another row.
    if (!column.isPrimaryKey || column.field.default !== undefined || column.words.length > 1) return []
    const { words } = column.table
    return words.slice(1).flatMap((_, i) => {
      const parts = [words.slice(0, i + 1), words.slice(i + 1)]
      return parts.flatMap((part) =>
        nameIndex.named(normalizedName(part)).map(
          (table): Proposal => ({
            table,
            convention: 'shared-primary-key',
            form: 'id',
            reading: undefined,
            matched: part.length,
            columnRest: [],
            tableRest: [],
            traits: [startsWith(words, part) ? 'extends-beginning' : 'extends-end'],
            says: `${column.table.model.name} extends ${phrase(part)}`,
          }),
        ),
      )
    })
  },
}
