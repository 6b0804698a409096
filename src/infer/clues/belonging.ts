import type { Clue, Pair } from '../clue.js'
import type { Context } from '../convention.js'
import { nearestInFamily } from '../family-names.js'
import { startsWith } from '../name-words.js'
import { type Sign, sign } from '../sign.js'

/** Named whole, and of another family. */
const isPlainlyOutside = ({ column, key, strength }: Pair): boolean =>
  (strength === 'exact' || strength === 'key') && key.table.words[0] !== column.table.words[0]

/** Whether the column may mean another table of its own family: in `club_visit` is a `room` rather a `club_room`. */
function nearestOf({ column, proposal }: Pair, { nameIndex }: Context) {
  const stem = proposal.reading?.normalizedStem
  return stem === undefined ? undefined : nearestInFamily(stem, column, nameIndex)
}

/** What the one table of the own family and the one that is named whole have to do with each other. */
function familySigns(pair: Pair, context: Context): readonly Sign[] {
  const { key, strength, proposal, rivals } = pair
  if (proposal.convention === 'family')
    return rivals.better > 0 && nearestOf(pair, context) === key.table ? [sign('belonging:nearest')] : []
  return isPlainlyOutside(pair) && nearestOf(pair, context) !== undefined
    ? [sign('belonging:outside'), sign(`belonging:outside/${strength}`)]
    : []
}

function nameSigns({ column, key, strength }: Pair): readonly Sign[] {
  const child = column.table.words
  const parent = key.table.words
  if (parent.length < child.length && startsWith(child, parent))
    return [sign('belonging:child'), sign(`belonging:child/${strength}`)]
  if (child.length < parent.length && startsWith(parent, child))
    return [sign('belonging:parent'), sign(`belonging:parent/${strength}`)]
  if (child[0] === parent[0]) return [sign(`belonging:same-family/${strength}`)]
  return child.includes(parent.at(-1) ?? '') ? [sign(`belonging:named-inside/${strength}`)] : []
}

/** A table whose name goes on from another one belongs to it: `order_items` to `orders`. */
export const belonging: Clue = {
  name: 'belonging',
  signs: (pair, context) =>
    pair.key.table === pair.column.table ? [] : [...nameSigns(pair), ...familySigns(pair, context)],
  says: (pair, context, weight) => {
    const { column, key } = pair
    if (key.table === column.table) return undefined
    if (startsWith(column.table.words, key.table.words))
      return `${column.table.model.name} is named after ${key.table.model.name}`
    const nearest = weight < 0 && isPlainlyOutside(pair) ? nearestOf(pair, context) : undefined
    return nearest === undefined
      ? undefined
      : `${nearest.model.name} begins as ${column.table.model.name} does`
  },
}
