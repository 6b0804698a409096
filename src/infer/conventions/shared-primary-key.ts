import type { Context, Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase, startsWith } from '../name-words.js'
import type { Column, Table } from '../table.js'
import { normalizedName } from '../vocabulary.js'

// So many tables that end alike and whose keys nobody makes are a habit. Chosen by hand.
const LEAST_ALIKE = 3
// Where most keys are made by the database, one that is not comes from elsewhere. Chosen by hand.
const GENERATED_SHARE = 0.5

/** Whether the key of a table may be the very key of the other one: the same name, nobody makes it, no other column names it. */
const hasKeyOf = (table: Table, base: Table): boolean => {
  const column = table.primaryKey?.column
  return (
    column !== undefined &&
    column.field.default === undefined &&
    !table.idStems.has(normalizedName(base.words)) &&
    column.normalizedName === base.primaryKey?.column.normalizedName &&
    column.field.type === base.primaryKey.column.field.type
  )
}

/** Several tables end as this one does, each named after another table whose key it has: `boat_meta`, `crew_meta`. */
function isHabitOfSchema(end: readonly string[], { nameIndex, habits }: Context): boolean {
  if (end.length === 0 || habits.generatedKeys.share < GENERATED_SHARE) return false
  const alike = nameIndex
    .endingIn(normalizedName(end))
    .filter(({ table, rest }) => nameIndex.named(normalizedName(rest)).some((base) => hasKeyOf(table, base)))
  return alike.length >= LEAST_ALIKE
}

function extended(column: Column, nameIndex: NameIndex) {
  const { words } = column.table
  return words.slice(1).flatMap((_, i) => {
    const parts = [words.slice(0, i + 1), words.slice(i + 1)]
    return parts.flatMap((part) => nameIndex.named(normalizedName(part)).map((table) => ({ part, table })))
  })
}

export const sharedPrimaryKey: Convention = {
  name: 'shared-primary-key',
  title: 'A primary key that is the key of the table it extends',
  examples: [{ tables: 'users(id), user_settings(id)', link: 'user_settings.id -> users.id' }],
  counterExamples: [{ tables: 'users(id), posts(id)', link: 'posts.id -> users.id' }],
  rank: 6,
  strength: 'partial',
  propose: (column, context) => {
    // A default makes the key on its own: it is not taken from another row.
    if (!column.isPrimaryKey || column.field.default !== undefined || column.words.length > 1) return []
    const { words } = column.table
    return extended(column, context.nameIndex).map(({ part, table }): Proposal => {
      const atBeginning = startsWith(words, part)
      const habit =
        atBeginning && hasKeyOf(column.table, table) && isHabitOfSchema(words.slice(part.length), context)
      return {
        table,
        convention: 'shared-primary-key',
        form: 'id',
        reading: undefined,
        matched: part.length,
        columnRest: [],
        tableRest: [],
        traits: [
          atBeginning ? 'extends-beginning' : 'extends-end',
          ...(habit ? (['as-several-do'] as const) : []),
        ],
        says: `${column.table.model.name} extends ${phrase(part)}`,
      }
    })
  },
}
