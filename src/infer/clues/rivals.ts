import type { Clue } from '../clue.js'
import { sign, step } from '../sign.js'

// What a role and the table itself rank at most; see `rankOf`.
const ROLE_RANK = 3

/** How the name of the target stands against the others that the column may mean. */
export const rivals: Clue = {
  name: 'rivals',
  signs: ({ rivals, strength }) => {
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
