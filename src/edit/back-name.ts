// The field on the referenced model: `posts` for the posts of an author.
import { wordsOf } from '../text/words.js'
import { type Affixes, isNamedAsTable } from './affixes.js'
import { commonStart, type FieldCase, inPlural, inSingular, joined } from './identifier.js'
import type { ResolvedChoice } from './resolved-choice.js'
import { tellingColumn } from './telling-column.js'

// Who did something to the child, and what that makes of the child: the posts of an author are `authoredPosts`.
const DONE_BY_ROLE: ReadonlyMap<string, string> = new Map([
  ['approver', 'approved'],
  ['assignee', 'assigned'],
  ['assigner', 'assigned'],
  ['author', 'authored'],
  ['creator', 'created'],
  ['editor', 'edited'],
  ['inviter', 'sent'],
  ['invitee', 'received'],
  ['manager', 'managed'],
  ['organizer', 'organized'],
  ['owner', 'owned'],
  ['receiver', 'received'],
  ['recipient', 'received'],
  ['reporter', 'reported'],
  ['requester', 'requested'],
  ['reviewer', 'reviewed'],
  ['sender', 'sent'],
  ['supervisor', 'supervised'],
  ['updater', 'updated'],
  ['uploader', 'uploaded'],
])

// `UserSettings` is one row of a user, and called so; only in a schema with so many plural tables is its `s` no part of it.
// At .51 (one schema of the corpus) people keep it.
const PLURAL_ROWS = 0.6
// Plurals that are one thing all the same: the settings of a user are one row.
const ONE_IN_PLURAL = new Set([
  'credentials',
  'details',
  'options',
  'preferences',
  'settings',
  'statistics',
  'stats',
])
const DIRECTIONS = new Set(['from', 'to'])
// Words that join two names and cannot start one: `ArticleToTag` on an article is no `toTags`.
const JOINING = new Set(['and', 'for', 'in', 'of', 'on', 'to', 'x'])

/** How many words of the child's name its parent's name says already: 1 of `UserSession` on a user. */
export function droppedWordCount({ from, to }: ResolvedChoice, { modelWords }: Affixes): number {
  const words = modelWords(from)
  const shared = Math.min(commonStart(words, modelWords(to)), words.length - 1)
  return JOINING.has(words[shared] ?? '') ? 0 : shared
}

/** What the child is for its parent: `['verses']` of a book, where both are called `Bible...`. */
function childOf(
  relation: ResolvedChoice,
  affixes: Affixes,
): {
  readonly short: readonly string[]
  readonly full: readonly string[]
} {
  const words = affixes.modelWords(relation.from)
  const saysMany = affixes.pluralShare >= PLURAL_ROWS && !ONE_IN_PLURAL.has(words.at(-1) ?? '')
  const one = saysMany ? inSingular(words) : words
  const full = relation.cardinality === 'one-to-one' ? one : inPlural(words)
  return { short: full.slice(droppedWordCount(relation, affixes)), full }
}

/** The child seen from its parent in one of several roles: `createdPosts`, `transfersFrom`, `shippingOrders`. */
function childInRole(role: readonly string[], child: readonly string[]): readonly string[] {
  const last = role.at(-1) ?? ''
  if (role.length === 1 && DIRECTIONS.has(last)) return [...child, last]
  // Digits cannot start a name.
  if (/^\p{N}/u.test(role[0] ?? '')) return [...child, ...role]
  const done = DONE_BY_ROLE.get(last)
  if (role.length === 1 && done !== undefined) return [done, ...child]
  const spoken = last === 'by' || last === 'to' ? role.slice(0, -1) : role
  return spoken.at(-1) === child[0] ? [...spoken, ...child.slice(1)] : [...spoken, ...child]
}

/** What the near side of a self relation suggests: the children of a parent, the replies of `replyTo`. */
function selfRelationNames(
  relation: ResolvedChoice,
  role: readonly string[],
): readonly (readonly string[])[] {
  const single = relation.cardinality === 'one-to-one'
  const last = role.at(-1) ?? ''
  if (role.length > 1 && (last === 'to' || last === 'of'))
    return [single ? role.slice(0, -1) : inPlural(role.slice(0, -1))]
  return role.length === 0 || role.includes('parent') ? [[single ? 'child' : 'children']] : []
}

/**
 * The names to try for a back field, the best first.
 *
 * @param field The name of the forward field.
 * @param several Whether the two models have more than one relation: then the role tells them apart.
 */
export function backNames(
  relation: ResolvedChoice,
  field: string,
  several: boolean,
  style: FieldCase,
  affixes: Affixes,
): readonly string[] {
  const { short, full } = childOf(relation, affixes)
  const role = tellingColumn(relation, affixes)?.role ?? []
  // Beside a table `users` a list of that name says that it holds its rows.
  const plain = isNamedAsTable(relation.from) && affixes.isModel(short) ? [full, short] : [short, full]
  const byRole = role.length === 0 ? [] : plain.map((child) => childInRole(role, child))
  const self = relation.from === relation.to
  const ordered = several || self ? [...byRole, ...plain] : [...plain, ...byRole]
  const last = childInRole(wordsOf(field), full)
  return [...(self ? selfRelationNames(relation, role) : []), ...ordered, last].map((words) =>
    joined(words, style),
  )
}
