import type { Clue, Pair } from '../clue.js'
import type { Context } from '../convention.js'
import { sign, step } from '../sign.js'
import { normalizedName } from '../vocabulary.js'

// What a role and the table itself rank at most; see `rankOf`.
const ROLE_RANK = 3

/** Of the tables of one name the target is that of the referencing table's own database schema. */
function isOfOwnSchema({ column, key }: Pair, { nameIndex }: Context): boolean {
  const own = column.table.model.dbSchema
  return (
    own !== undefined &&
    key.table.model.dbSchema === own &&
    nameIndex
      .named(normalizedName(key.table.wordsInDatabase ?? key.table.words))
      .some(({ model }) => model.dbSchema !== own && model.dbName === key.table.model.dbName)
  )
}

/** How the name of the target stands against the others that the column may mean. */
export const rivals: Clue = {
  name: 'rivals',
  signs: (pair, context) => {
    const { rivals, strength } = pair
    return [
      ...(rivals.better > 0
        ? [
            sign('rivals:better-named'),
            sign(`rivals:better-named/${strength}`),
            sign(`rivals:better-named-by-${step(rivals.bestRank, [3, 5, 7, 9])}`),
          ]
        : [sign(`rivals:best-named/${strength}`)]),
      ...(rivals.better === 0 && rivals.bestRank > 0 && rivals.equal === 0
        ? [sign(`rivals:second-is-${step(rivals.bestRank, [3, 5, 7, 9])}/${strength}`)]
        : []),
      ...(rivals.better === 0 && rivals.bestRank === 0 ? [sign(`rivals:alone/${strength}`)] : []),
      ...(rivals.equal > 0 ? [sign('rivals:as-well-named', Math.log1p(rivals.equal))] : []),
      ...(rivals.equal > 0 && isOfOwnSchema(pair, context) ? [sign('rivals:of-own-schema')] : []),
      ...(rivals.blocked ? [sign('rivals:better-named-but-impossible')] : []),
    ]
  },
  says: ({ rivals }) => {
    // Below that only roles compete, and no name is better than another.
    if (rivals.better > 0) return rivals.bestRank > ROLE_RANK ? 'another table is named better' : undefined
    if (rivals.equal === 0) return undefined
    return rivals.equal === 1
      ? 'another key is named as well'
      : `${rivals.equal} other keys are named as well`
  },
}
