import type { Clue, Pair } from '../clue.js'
import { anchorOf } from '../composite.js'
import type { Context } from '../convention.js'
import { sign } from '../sign.js'

/** How the column is part of a likely reference to a composite key: of the same table, or of another. */
function insteadOrBeside(
  { column, key }: Pair,
  { compositesWith }: Context,
): 'instead' | 'beside' | undefined {
  const likely = compositesWith(column).filter(
    (composite) => anchorOf(composite) !== 'none' && (composite.redundant || composite.kind === 'id'),
  )
  if (likely.length === 0) return undefined
  return likely.some(({ target }) => target === key.table) ? 'instead' : 'beside'
}

/** A column that may reference a composite key together with others. */
export const compositePart: Clue = {
  name: 'composite-part',
  isIdle: ({ composites }) => composites.length === 0,
  signs: (pair, context) => {
    const part = insteadOrBeside(pair, context)
    if (part === undefined) return []
    // A unique key that only references can need is there for one by all of its columns.
    const isTenant = context
      .compositesWith(pair.column)
      .some(({ redundant, target }) => redundant && target === pair.key.table)
    return [sign(`composite-part:${part}`), ...(isTenant ? [sign('composite-part:tenant')] : [])]
  },
  says: (pair, context) =>
    insteadOrBeside(pair, context) === 'instead'
      ? `${pair.key.table.model.name} may be meant by several columns together`
      : 'it may be part of a reference by several columns',
}
