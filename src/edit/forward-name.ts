// The field on the referencing model: `author` for `authorId`.
import { wordsOf } from '../text/words.js'
import type { Affixes } from './affixes.js'
import { commonEnd, commonStart, type FieldCase, inSingular, joined } from './identifier.js'
import type { ResolvedChoice } from './resolved-choice.js'
import { tellingColumn } from './telling-column.js'

// A key that is called nothing else; `slug` would tell a relation by slug from another.
const KEY_WORD = /^(?:id|uuid|uid|fk)(?:$|_)|(?:_id|_uuid|_uid|_fk|Id|ID|Uuid|UUID|Uid|UID)$/

/**
 * Its own spelling, but for a capital that other fields do not start with, and for words put together here:
 * `createdBy` and `created_by` both stay.
 */
const asWritten = (stem: string, column: string, style: FieldCase): string =>
  column.includes(stem) && (style === 'pascal' || !/^\p{Lu}/u.test(stem))
    ? stem
    : joined(wordsOf(stem), style)

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
 * @param several Whether the two models have more than one relation.
 * @param shared Whether another relation has the same columns: then only the target tells them apart.
 */
export function forwardNames(
  relation: ResolvedChoice,
  shared: boolean,
  several: boolean,
  style: FieldCase,
  affixes: Affixes,
): readonly string[] {
  const target = inSingular(affixes.modelWords(relation.to))
  const byTarget = joined(target, style)
  const telling = tellingColumn(relation, affixes)
  if (telling === undefined) return [byTarget]
  const { words, stem, role, column, key } = telling
  const isNamed = commonEnd(words, target) > 0
  const withTarget = joined([...words, ...(isNamed ? [] : target.slice(commonStart(words, target)))], style)
  // `member_removed` may be a column itself: then `removed_member`.
  const roleInFront =
    role.length === 0 || role.length === words.length ? [] : [joined([...role, ...target.slice(-1)], style)]
  const fallbacks = [
    withTarget,
    ...roleInFront,
    ...(KEY_WORD.test(key) ? [] : [joined([...words, 'by', ...wordsOf(key)], style)]),
    joined([...words, 'ref'], style),
  ]
  if (shared) return [byTarget, ...fallbacks]
  if (role.at(-1) === 'by') return [joined(doneBy(words, role, stem, target), style), byTarget, ...fallbacks]
  const written = stem === undefined ? [] : [asWritten(stem, column, style)]
  // Of several, the one that would be called by the target alone says its role too: `reference_document`.
  return several && role.length > 0
    ? [...written, withTarget, ...roleInFront, byTarget, ...fallbacks]
    : [...written, byTarget, ...fallbacks]
}
