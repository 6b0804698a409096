import type { Clue } from '../clue.js'
import { sign, step } from '../sign.js'

// What a role and the table itself rank at most; see `rankOf`.
const ROLE_RANK = 3

/** How the name of the target stands against the others that the column may mean. */
export const rivals: Clue = {
  name: 'rivals',
  signs: ({ standing, strength }) => {
    return [
      ...(standing.better > 0
        ? [
            sign('rivals:better-named'),
            sign(`rivals:better-named/${strength}`),
            sign(`rivals:better-named-by-${step(standing.bestRival, [3, 5, 7, 9])}`),
          ]
        : [sign(`rivals:best-named/${strength}`)]),
      ...(standing.better === 0 && standing.bestRival > 0 && standing.equal === 0
        ? [sign(`rivals:second-is-${step(standing.bestRival, [3, 5, 7, 9])}/${strength}`)]
        : []),
      ...(standing.better === 0 && standing.bestRival === 0 ? [sign(`rivals:alone/${strength}`)] : []),
      ...(standing.equal > 0 ? [sign('rivals:as-well-named', Math.log1p(standing.equal))] : []),
      ...(standing.blocked ? [sign('rivals:better-named-but-impossible')] : []),
    ]
  },
  says: ({ standing }) => {
    // Below that only roles compete, and no name is better than another.
    if (standing.better > 0)
      return standing.bestRival > ROLE_RANK ? 'another table is named better' : undefined
    if (standing.equal === 0) return undefined
    return standing.equal === 1
      ? 'another key is named as well'
      : `${standing.equal} other keys are named as well`
  },
}
