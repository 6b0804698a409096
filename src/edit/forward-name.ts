// The field on the referencing model: `author` for `authorId`.
import { asIdentifier, type FieldCase, joined, wordsOf } from './identifier.js'
import type { Link } from './link.js'

const SUFFIX = /(?<=.)(?:_?(?:id|ID|Id|uuid|UUID|Uuid|uid|UID|Uid|fk|FK|Fk))$/
const PREFIX = /^(?:id|fk)_(?=.)|^(?:id|fk)(?=\p{Lu})/u

/** The column's name without what says that it is a key: `author` of `author_id`; undefined if it says no such thing. */
function stemOf(column: string): string | undefined {
  const suffix = SUFFIX.exec(column)
  // `paid` and `valid` end in two letters that mean nothing: a suffix starts with `_` or a capital.
  if (suffix && /^(?:_|\p{Lu})/u.test(suffix[0])) return column.slice(0, suffix.index)
  const stripped = column.replace(PREFIX, '')
  return stripped === column ? undefined : stripped
}

/** The names to try for a forward field, the best first. */
export function forwardNames(link: Link, style: FieldCase): readonly string[] {
  const model = joined(wordsOf(link.to.name), style)
  const column = link.columns[0]?.name ?? ''
  const stem = link.columns.length === 1 ? stemOf(column) : undefined
  const byColumn = stem === undefined ? [] : [joinedAs(stem, style)]
  const longer = joined([...wordsOf(stem ?? column), ...wordsOf(link.to.name)], style)
  return [...byColumn, model, longer].flatMap((name) => asIdentifier(name) ?? [])
}

/** A stem keeps its own spelling as far as a field name can: `createdBy` and `created_by` both stay. */
const joinedAs = (stem: string, style: FieldCase): string =>
  /\p{Lu}/u.test(stem.slice(0, 1)) ? joined(wordsOf(stem), style) : stem
