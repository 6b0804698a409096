// The field on the referencing model: `author` for `authorId`.
import { wordsOf } from '../text/words.js'
import { commonEnd, commonStart, type FieldCase, inSingular, joined } from './identifier.js'
import type { ResolvedChoice } from './resolved-choice.js'

// A suffix starts with `_` or a capital: `paid` and `grid` end in two letters that mean nothing.
const KEY_SUFFIX = /(?<=.)(?:_(?:id|uuid|uid|fk)|(?:Id|ID|Uuid|UUID|Uid|UID|Fk|FK)|_(?:ID|UUID|UID|FK))$/
// A key that is called nothing else; `slug` would tell a relation by slug from another.
const KEY_WORD = /^(?:id|uuid|uid|fk)$|(?:_id|_uuid|_uid|_fk|Id|ID|Uuid|UUID|Uid|UID)$/
const KEY_PREFIX = /^(?:id|fk)_(?=.)|^(?:id|fk)(?=\p{Lu})/u

/**
 * The column that says what is referenced: the only one, or the only one of a composite key that is not called like the
 * column it references, as those that both sides share (`tenantId`) are.
 */
function tellingColumn({ columns, references }: ResolvedChoice): { column: string; key: string } | undefined {
  const pairs = columns.map(({ name }, i) => ({ column: name, key: references[i]?.name ?? '' }))
  const telling = pairs.length === 1 ? pairs : pairs.filter(({ column, key }) => column !== key)
  return telling.length === 1 ? telling[0] : undefined
}

/**
 * A column's name without what makes it a key: `author` of `author_id` and of `id_author`, `block` of `blockHash` that
 * references `hash`; undefined if there is nothing of the kind.
 */
function stemOf(column: string, key: string): string | undefined {
  const short = column.replace(KEY_SUFFIX, '')
  if (short !== column) return short
  const bare = column.replace(KEY_PREFIX, '')
  if (bare !== column) return bare
  const words = wordsOf(column)
  const shared = commonEnd(words, wordsOf(key))
  const ofKey = shared === wordsOf(key).length && shared < words.length
  return ofKey ? column.slice(0, -key.length).replace(/_$/, '') : undefined
}

/** What the column says beyond its target: `['shipping']` of `shippingAddressId` to an address. */
export function roleWords(relation: ResolvedChoice): readonly string[] {
  const telling = tellingColumn(relation)
  if (telling === undefined) return []
  const words = wordsOf(stemOf(telling.column, telling.key) ?? telling.column)
  return words.slice(0, words.length - commonEnd(words, wordsOf(relation.to.name)))
}

/** Its own spelling, but for a capital that other fields do not start with: `createdBy` and `created_by` both stay. */
const asWritten = (stem: string, style: FieldCase): string =>
  /^\p{Lu}/u.test(stem) && style !== 'pascal' ? joined(wordsOf(stem), style) : stem

/** Whoever did something: `createdBy` for `createdById` and `createdByUserId`. */
function doneBy(
  words: readonly string[],
  role: readonly string[],
  stem: string | undefined,
  target: readonly string[],
): readonly string[] {
  if (role.length < words.length) return role
  // `createdBy` is the column itself, and `user` would not say which one: `createdByUser`.
  return stem === undefined ? [...words, ...target.slice(-1)] : words
}

/**
 * The names to try for a forward field, the best first.
 *
 * @param shared Whether another relation has the same columns: then only the target tells them apart.
 */
export function forwardNames(relation: ResolvedChoice, shared: boolean, style: FieldCase): readonly string[] {
  const target = inSingular(wordsOf(relation.to.name))
  const byTarget = joined(target, style)
  const telling = tellingColumn(relation)
  if (telling === undefined) return [byTarget]
  const { column, key } = telling
  const stem = stemOf(column, key)
  const words = wordsOf(stem ?? column)
  const role = roleWords(relation)
  const fallbacks = [
    joined([...words, ...target.slice(commonStart(words, target))], style),
    ...(KEY_WORD.test(key) ? [] : [joined([...words, 'by', ...wordsOf(key)], style)]),
    joined([...words, 'ref'], style),
  ]
  if (shared) return [byTarget, ...fallbacks]
  if (role.at(-1) === 'by') return [joined(doneBy(words, role, stem, target), style), byTarget, ...fallbacks]
  return [...(stem === undefined ? [] : [asWritten(stem, style)]), byTarget, ...fallbacks]
}
