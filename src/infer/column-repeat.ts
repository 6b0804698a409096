// How a column repeats one of another table's key, and which columns of the schema do.

import { grouped } from '../grouped.js'
import { ID_WORDS } from './lexicon.js'
import type { NameIndex } from './name-index.js'
import { startsWith } from './name-words.js'
import { type Column, hasIdWord, type Table } from './table.js'
import { normalizedName } from './vocabulary.js'

/** How a column repeats a column of the key: by the same name, by the table's name and it, or by a role and it. */
export type Repeat = 'same' | 'named' | 'role'

export const canRepeat = (from: Column, to: Column): boolean =>
  from.field.type === to.field.type && from.field.arity !== 'list' && from.field.kind !== 'unsupported'

/** The names under which the table may stand before the key's column: its whole name, or the end of it. */
export const prefixesOf = ({ words }: Table): readonly (readonly string[])[] =>
  words.map((_, i) => words.slice(i))

/** `id` stands in every table: of itself it repeats nothing. */
export const isJustId = ({ words }: Column): boolean => words.length === 1 && ID_WORDS.has(words[0] ?? '')

// A role has one word or two, as `selected` and `last visited`; with more of them the end of a name is there by chance.
const ROLE_LENGTHS: readonly number[] = [1, 2]

/** The words of a column without what all columns of its table begin with: `yard id` of `b_yard_id` in `b`. */
const plainWords = ({ words, table: { columnPrefix } }: Column): readonly string[] =>
  words.length > 1 && words[0] === columnPrefix ? words.slice(1) : words

const hasOwnPrefix = (column: Column): boolean => plainWords(column) !== column.words

/** Names that a column has where its table's own prefix counts for nothing; none where it has none. */
const plainNames = (column: Column): readonly string[] =>
  hasOwnPrefix(column) ? [normalizedName(plainWords(column))] : []

/**
 * How a column of a table with a column prefix repeats one of another: `c_yard_id` and `c_berth_id` the keys `b_yard_id`
 * and `berth_id` or `b_id`.
 */
function repeatWithoutPrefix(from: Column, to: Column): Repeat | undefined {
  if (!(hasOwnPrefix(from) || hasOwnPrefix(to)) || !hasIdWord(to)) return undefined
  const [mine, theirs] = [plainWords(from), plainWords(to)]
  if (hasOwnPrefix(to) && normalizedName(mine) === to.normalizedName) return 'named'
  if (theirs.length === 1 && ID_WORDS.has(theirs[0] ?? '')) return undefined
  if (normalizedName(mine) === normalizedName(theirs)) return 'same'
  return mine.length > theirs.length && normalizedName(mine.slice(-theirs.length)) === normalizedName(theirs)
    ? 'role'
    : undefined
}

/** `(area, id)` of `special_trips` is that of `trips`: both are keys, and the one table extends the other. */
const extendsKey = (from: Column, to: Column): boolean =>
  isJustId(from) &&
  isJustId(to) &&
  from.inPrimaryKey &&
  to.inPrimaryKey &&
  startsWith(from.table.words.toReversed(), to.table.words.toReversed())

/** How a column repeats a column of the key, if it does. */
export function repeatOf(from: Column, to: Column): Repeat | undefined {
  if (!canRepeat(from, to)) return undefined
  if (extendsKey(from, to)) return 'same'
  if (prefixesOf(to.table).some((prefix) => normalizedName([...prefix, ...to.words]) === from.normalizedName))
    return 'named'
  if (isJustId(to)) return undefined
  if (from.normalizedName === to.normalizedName) return 'same'
  const roles = ROLE_LENGTHS.filter((at) => from.words.length > at + 1)
  return roles.some((at) => normalizedName(from.words.slice(at)) === to.normalizedName)
    ? 'role'
    : repeatWithoutPrefix(from, to)
}

/** What a column has in front of the name of the key's column that it repeats: `debit` of `debit_line_no`. */
export function roleBefore(from: Column, to: Column): string | undefined {
  if (repeatOf(from, to) !== 'role') return undefined
  const at = from.words.length - to.words.length
  return at > 0 && normalizedName(from.words.slice(at)) === to.normalizedName
    ? normalizedName(from.words.slice(0, at))
    : undefined
}

/** Every column of the schema that repeats a column of a key, as often as it is found. */
export const repeaters = (
  to: Column,
  nameIndex: NameIndex,
  roles: RoleIndex,
): readonly (readonly Column[])[] => [
  ...prefixesOf(to.table).map((prefix) => nameIndex.columnsNamed(normalizedName([...prefix, ...to.words]))),
  ...(isJustId(to)
    ? [
        nameIndex
          .endingIn(normalizedName(to.table.words))
          .flatMap(({ table }) => table.columns.filter((column) => extendsKey(column, to))),
      ]
    : [to.normalizedName, ...plainNames(to)].flatMap((name) => [
        nameIndex.columnsNamed(name),
        roles.get(name) ?? [],
      ])),
]

/**
 * Columns by the end of their name, without its first word or two: `selectedTeamId` under `teamId`, and `b_yard_id` under
 * `yard_id`.
 */
export type RoleIndex = ReadonlyMap<string, readonly Column[]>

export const roleIndexOf = (nameIndex: NameIndex): RoleIndex =>
  grouped(
    nameIndex.tables.flatMap((table) =>
      table.columns.flatMap((column) => {
        const roles = ROLE_LENGTHS.filter((at) => column.words.length > at + 1).map((at) =>
          normalizedName(column.words.slice(at)),
        )
        return [...new Set([...roles, ...plainNames(column)])].map((name) => [name, column] as const)
      }),
    ),
  )
