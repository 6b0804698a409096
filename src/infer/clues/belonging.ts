import type { Clue } from '../clue.js'
import { startsWith } from '../name-words.js'
import { sign } from '../sign.js'

/** A table whose name goes on from another one belongs to it: `order_items` to `orders`. */
export const belonging: Clue = {
  name: 'belonging',
  signs: ({ column, key, strength }) => {
    const child = column.table.words
    const parent = key.table.words
    if (key.table === column.table) return []
    if (parent.length < child.length && startsWith(child, parent))
      return [sign('belonging:child'), sign(`belonging:child/${strength}`)]
    if (child.length < parent.length && startsWith(parent, child))
      return [sign('belonging:parent'), sign(`belonging:parent/${strength}`)]
    if (child[0] === parent[0]) return [sign(`belonging:same-family/${strength}`)]
    return child.includes(parent.at(-1) ?? '') ? [sign(`belonging:named-inside/${strength}`)] : []
  },
  says: ({ column, key }) =>
    key.table !== column.table && startsWith(column.table.words, key.table.words)
      ? `${column.table.model.name} is named after ${key.table.model.name}`
      : undefined,
}
