// What the name of a referencing column says: whom it means, and in which role.
import { wordsOf } from '../text/words.js'
import { type Affixes, isNamedAsTable } from './affixes.js'
import { commonEnd, inSingular } from './identifier.js'
import type { ResolvedChoice } from './resolved-choice.js'

// A suffix starts with `_` or a capital: `paid` and `grid` end in two letters that mean nothing.
const KEY_SUFFIX =
  /(?<=.)(?:_(?:id|uuid|uid|fk|no|nr)|(?:Id|ID|Uuid|UUID|Uid|UID|Fk|FK)|_(?:ID|UUID|UID|FK))$/
const KEY_PREFIX = /^(?:id|fk)_(?=.)|^(?:id|fk)(?=\p{Lu})/u
// `cid` and `uid` would leave one letter.
const GLUED_SUFFIX = /(?<=\p{Ll}{3})id$/u
// Who does something, or a parent, with an id glued on: no word that is not a key ends so.
const GLUED_ROLE = /(?:er|or|ee|parent)id$/u
// The key's word in the middle: `id` of `users_id_tech` and of `recipient_address_id2`.
const KEY_INSIDE = /^(?:id|uuid|uid)(\p{N}*)$/u
// Who does something is named by its role alone: `supervisor`, `assignee`, `recipient`, `tutor2`; an incident does nothing.
const DOER = /(?:er|or|ee|ient|(?<!c[ei])dent|ant)\p{N}*$/u
// Where few tables are plural, `cms` is one thing (.03 in that schema); keys in the plural were read at .47 and .99. Between
// them the value is chosen: no name of the corpus that people gave depends on it.
const PLURAL_TABLES = 0.3
const NUMBER = /^\p{N}+$/u

/** What the column of a relation says. */
export interface TellingColumn {
  /** The column's words without what makes it a key. */
  readonly words: readonly string[]
  /** The same in its own spelling, where the column is more than that; undefined where it is the column itself. */
  readonly stem: string | undefined
  /** What it says beyond its target: `['shipping']` of `shippingAddressId` to an address. */
  readonly role: readonly string[]
  readonly column: string
  /** What the referenced column is called. */
  readonly key: string
}

/**
 * The column that says what is referenced: the only one, or the only one of a composite key that is not called like the
 * column it references, as those that both sides share (`tenantId`) are.
 */
function onlyTelling({ columns, references }: ResolvedChoice) {
  const pairs = columns.map((column, i) => ({ column, key: references[i]?.name ?? '' }))
  const telling = pairs.length === 1 ? pairs : pairs.filter(({ column, key }) => column.name !== key)
  return telling.length === 1 ? telling[0] : undefined
}

/** What stands behind the whole name of the key: `Creator` of `hikePersonIDCreator`. */
function behindKey(column: string, key: string): readonly string[] {
  const rest = column.startsWith(key) ? column.slice(key.length) : ''
  return /^[_\p{Lu}\p{N}]/u.test(rest) ? wordsOf(rest) : []
}

/** A role behind the key, and the words before it: `['tech']` and `['users']` of `users_id_tech`. */
function roleBehind(
  bare: string,
  column: string,
  key: string,
  target: readonly string[],
): { readonly before: readonly string[]; readonly behind: readonly string[] } | undefined {
  const words = wordsOf(bare)
  const behind = behindKey(column, key)
  if (behind.length > 0 && wordsOf(key).length > 1 && !KEY_PREFIX.test(key)) return { before: target, behind }
  const at = words.findIndex(
    (word, i) => i > 0 && KEY_INSIDE.test(word) && commonEnd(words.slice(0, i), target) > 0,
  )
  if (at === -1) return undefined
  const digits = KEY_INSIDE.exec(words[at] ?? '')?.[1] ?? ''
  const after = [...(digits === '' ? [] : [digits]), ...words.slice(at + 1)]
  return after.length === 0 ? undefined : { before: words.slice(0, at), behind: after }
}

/** The last word of a name in the singular, the rest in its own spelling: `masterCategory` of `masterCategories`. */
function tailInSingular(stem: string): string {
  const last = wordsOf(stem).at(-1) ?? ''
  const [one = last] = inSingular([last])
  if (one === last || !stem.toLowerCase().endsWith(last)) return stem
  const same = [...one].findIndex((letter, i) => letter !== last[i])
  const kept = same === -1 ? one.length : same
  return stem.slice(0, stem.length - last.length + kept) + one.slice(kept)
}

/**
 * A column's name without what makes it a key: `author` of `author_id` and of `id_author`, `block` of `blockHash` that
 * references `hash`; undefined if there is nothing of the kind.
 */
function stemOf(
  column: string,
  key: string,
  target: readonly string[],
  gluesId: boolean,
): string | undefined {
  const short = column.replace(KEY_SUFFIX, '')
  if (short !== column) return short
  const bare = column.replace(KEY_PREFIX, '')
  if (bare !== column) return bare
  const words = wordsOf(column)
  const shared = commonEnd(words, wordsOf(key))
  const ofKey = shared === wordsOf(key).length && shared < words.length
  if (ofKey) return column.slice(0, -key.length).replace(/_$/, '')
  return (gluesId || GLUED_ROLE.test(column)) && GLUED_SUFFIX.test(column)
    ? spaced(column.replace(GLUED_SUFFIX, ''), target)
    : undefined
}

/** `from_number` of `fromnumber` to a number: the target's last word set off. */
function spaced(stem: string, target: readonly string[]): string {
  const [last = ''] = [target.join(''), ...target.slice(-1)].filter((word) => stem.endsWith(word))
  const before = stem.slice(0, stem.length - last.length)
  return last === '' || before === '' || before.endsWith('_') ? stem : `${before}_${last}`
}

/** The words before those that mean the target, which may be glued in its name: `[]` of `MassEinheit` to `masseinheit`. */
function wordsBefore(words: readonly string[], target: readonly string[]): readonly string[] {
  const glued = words.findIndex((_, i) => words.slice(i).join('') === target.join(''))
  return words.slice(0, glued === -1 ? words.length - commonEnd(words, target) : glued)
}

/** Reads the column of a relation; undefined where several tell, or none. */
export function tellingColumn(relation: ResolvedChoice, affixes: Affixes): TellingColumn | undefined {
  const telling = onlyTelling(relation)
  if (telling === undefined) return undefined
  const { column, key } = telling
  const target = inSingular(affixes.modelWords(relation.to))
  const bare = affixes.withoutPrefix(column, key, relation.from, relation.to)
  const behind = roleBehind(bare, column.name, key, target)
  if (behind !== undefined) {
    const before = inSingular(behind.before)
    const own = wordsBefore(before, target)
    const role = [...own, ...behind.behind]
    const isNumber = behind.behind.every((word) => NUMBER.test(word))
    const isDoer = own.length === 0 && DOER.test(behind.behind.at(-1) ?? '')
    const words = isNumber ? [...before, ...behind.behind] : isDoer ? role : [...behind.behind, ...before]
    return { words, stem: words.join('_'), role, column: column.name, key }
  }
  const found = stemOf(bare, key, target, affixes.gluesId) ?? (bare === column.name ? undefined : bare)
  // `settingsId` is one row of a model that somebody called `Settings`; `users_id` is one of the rows of a table.
  const isTable = isNamedAsTable(relation.to) && affixes.pluralShare >= PLURAL_TABLES
  const named = isTable && wordsOf(found ?? '').at(-1) === affixes.modelWords(relation.to).at(-1)
  const stem = found !== undefined && named ? tailInSingular(found) : found
  const words = wordsOf(stem ?? column.name)
  // What stands behind the whole key is the role: `started` of `id_member_started`.
  const started = behindKey(column.name, key)
  const role = started.length > 0 && wordsOf(key).length > 1 ? started : wordsBefore(words, target)
  return { words, stem, role, column: column.name, key }
}
