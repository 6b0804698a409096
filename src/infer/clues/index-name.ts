import type { Clue } from '../clue.js'
import { sign } from '../sign.js'

const FOREIGN_KEY_NAME = /(?:^|_)(?:fk|fkey|foreign|ibfk)(?:_|\d|$)|^fk/i

/** An index keeps the name of the foreign key that it was made for. */
export const indexName: Clue = {
  name: 'index-name',
  ofColumn: true,
  signs: ({ column }) => {
    const left = column.table.model.keys.some(
      (key) => key.fields[0] === column.field.name && key.map !== undefined && FOREIGN_KEY_NAME.test(key.map),
    )
    return left ? [sign('index-name:foreign-key')] : []
  },
  says: () => 'its index is named like a foreign key',
}
