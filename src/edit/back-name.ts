// The field on the referenced model: `posts` for the posts of an author.
import { roleOf } from './forward-name.js'
import { commonStart, type FieldCase, inPlural, joined, wordsOf } from './identifier.js'
import type { Link } from './link.js'

// Who did something to the child, and what that makes of the child: the posts of an author are `authoredPosts`.
const DONE: Readonly<Record<string, string>> = {
  approver: 'approved',
  assignee: 'assigned',
  assigner: 'assigned',
  author: 'authored',
  creator: 'created',
  editor: 'edited',
  inviter: 'sent',
  invitee: 'received',
  manager: 'managed',
  organizer: 'organized',
  owner: 'owned',
  receiver: 'received',
  recipient: 'received',
  reporter: 'reported',
  requester: 'requested',
  reviewer: 'reviewed',
  sender: 'sent',
  updater: 'updated',
  uploader: 'uploaded',
}

const PREPOSITIONS = new Set(['from', 'to'])

/** What the child is for its parent: `['verses']` of a book, where both are called `Bible...`. */
const childOf = ({ from, to, cardinality }: Link): { short: readonly string[]; full: readonly string[] } => {
  const words = wordsOf(from.name)
  const cut = Math.min(commonStart(words, wordsOf(to.name)), words.length - 1)
  const counted = cardinality === 'one-to-one' ? words : inPlural(words)
  return { short: counted.slice(cut), full: counted }
}

/** The child seen from its parent in one of several roles: `createdPosts`, `transfersFrom`, `shippingOrders`. */
function inRole(role: readonly string[], child: readonly string[]): readonly string[] {
  const last = role.at(-1) ?? ''
  if (role.length === 1 && PREPOSITIONS.has(last)) return [...child, last]
  const done = DONE[last]
  if (role.length === 1 && done !== undefined) return [done, ...child]
  const spoken = last === 'by' || last === 'to' ? role.slice(0, -1) : role
  return spoken.at(-1) === child[0] ? [...spoken, ...child.slice(1)] : [...spoken, ...child]
}

/** The names to try for the far side of a self relation. */
function selfNames(link: Link, role: readonly string[]): readonly (readonly string[])[] {
  const child = link.cardinality === 'one-to-one' ? 'child' : 'children'
  return role.length === 0 || role.includes('parent') ? [[child]] : []
}

/**
 * The names to try for a back field, the best first.
 *
 * @param several Whether the two models have more than one relation: then the role tells them apart.
 */
export function backNames(link: Link, several: boolean, style: FieldCase): readonly string[] {
  const { short, full } = childOf(link)
  const role = roleOf(link)
  const plain = [short, full]
  const byRole = role.length === 0 ? [] : [inRole(role, short), inRole(role, full)]
  const self = link.from === link.to
  const ordered = several || self ? [...byRole, ...plain] : [...plain, ...byRole]
  return [...(self ? selfNames(link, role) : []), ...ordered].map((words) => joined(words, style))
}

/** How many words the best name drops of the child's own. */
export const wordsDropped = ({ from, to }: Link): number => commonStart(wordsOf(from.name), wordsOf(to.name))
