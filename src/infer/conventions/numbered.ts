import type { Convention } from '../convention.js'
import { wholeNames } from './table-name.js'

export const numbered: Convention = {
  name: 'numbered',
  title: 'The table with a number: one of several of the same kind',
  examples: [
    { tables: 'users(id), pairs(id, user_id2)', link: 'pairs.user_id2 -> users.id' },
    { tables: 'teams(id), games(id, team1_id)', link: 'games.team1_id -> teams.id' },
  ],
  counterExamples: [{ tables: 'users(id), pairs(id, user_id)', link: 'pairs.user_id -> users.id' }],
  rank: 9,
  strength: 'exact',
  propose: (column, { nameIndex }) =>
    wholeNames(column, nameIndex, 'numbered', (r) => r.number !== undefined),
}
