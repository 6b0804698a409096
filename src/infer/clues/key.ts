import type { Clue, Pair } from '../clue.js'
import { isGenerated } from '../generated.js'
import { formOf } from '../reading.js'
import { sign } from '../sign.js'
import type { Column, Table } from '../table.js'

/**
 * Which key of the table this is: its primary key, a unique column that the column's last word names (`uuid` of
 * `user_uuid`), another of the very same name, or yet another.
 */
export function keyKind({ column, key }: Pair): 'same-name' | 'primary' | 'named' | 'other' {
  if (key.column.words.length > 1 && key.column.normalizedName === column.normalizedName) return 'same-name'
  if (key.primary) return 'primary'
  return key.column.words.at(-1) === column.words.at(-1) ? 'named' : 'other'
}

// The letters of a plain name for a key, such as `id`, `uuid` or `code`. Were no name plain, 519 true relations of the
// collection would fall below a confidence of 0.9, and 123 wrong ones. With 5 letters 14 true and 5 wrong ones rise above
// it; with 3 two true ones are shown no more.
const PLAIN_NAME_LENGTH = 4

const hasPlainName = ({ words }: Column): boolean =>
  words.length === 1 && (words[0] ?? '').length <= PLAIN_NAME_LENGTH

/** Whether another key of the table has the very name of the column. */
const hasNamesake = ({ column, key }: Pair): boolean =>
  column.words.length > 1 &&
  key.table.keys.some((other) => other.column.normalizedName === column.normalizedName)

/** How the primary key of the table stands to the column, where another key is meant. */
function primaryBeside({ column, key }: Pair): string | undefined {
  const primary = key.table.primaryKey
  if (key.primary) return undefined
  if (primary === undefined) return 'no-primary'
  return primary.column.field.type === column.field.type ? 'primary-fits-too' : 'primary-does-not-fit'
}

// A table of so few columns says what codes mean, and nothing else. Chosen by hand.
const LOOKUP_COLUMNS = 4

const isLookup = ({ columns }: Table): boolean => columns.length <= LOOKUP_COLUMNS

/** All facts, as the ends of the names of their signs. */
function factsOf(pair: Pair): readonly string[] {
  const { column, key } = pair
  const { field, words, table } = key.column
  const kind = keyKind(pair)
  const generated = isGenerated(field.default)
  const agrees = words.at(-1) === column.words.at(-1) ? 'agrees' : 'differs'
  const facts = [kind, `${kind}-${hasPlainName(key.column) ? 'plain' : 'long'}-${agrees}`]
  if (kind === 'primary' && field.type === 'String' && !generated) facts.push('natural')
  if (generated) facts.push('generated')
  // `user` means `users.user`; and where neither says id, a short code of a small table says what it is for.
  if (words.length === 1 && key.column.normalizedName === column.normalizedName) facts.push('same-word')
  if (pair.strength === 'bare' && field.type === 'String')
    facts.push(
      `bare-to-${formOf(words.at(-1) ?? '') ?? 'other'}`,
      ...(isLookup(table) ? ['bare-to-lookup'] : []),
    )
  if (key.primary) facts.push('is-primary')
  if (kind !== 'same-name' && hasNamesake(pair)) facts.push('another-has-the-same-name')
  const beside = primaryBeside(pair)
  if (beside !== undefined) facts.push(beside)
  if (table.hasCompositeKey) facts.push('of-join-table')
  if (table.model.kind === 'view') facts.push('of-view')
  return facts
}

/** Which key of the target is meant, and how it is named and made. */
export const key: Clue = {
  name: 'key',
  signs: (pair) => factsOf(pair).map((fact) => sign(`key:${fact}`)),
  says: (pair, _, weight) => {
    const { key } = pair
    const label = `${key.table.model.name}.${key.column.field.name}`
    if (!key.primary && keyKind(pair) !== 'other' && weight >= 0) return `${label} is unique and named alike`
    if (!key.primary) return `${label} is unique, but no primary key`
    return weight < 0 ? undefined : `${label} is the primary key`
  },
}
