import type { Clue } from '../clue.js'
import type { Habits } from '../habits.js'
import { roleKindOf } from '../role-kind.js'
import { sign, step } from '../sign.js'
import type { Table } from '../table.js'

// Below it the rank only says that a word of the table may mean persons: nothing to tell anybody.
const TOLD_RANK = 0.3

const isFirst = (table: Table, { roleTables }: Habits): boolean => {
  const [first] = roleTables
  return first?.table === table && first.rank > 0
}

/** Roles name persons: how likely the rows of the target are some, and what kind of role it is. */
export const person: Clue = {
  name: 'person',
  signs: ({ column, key, proposal }, { habits }) => {
    const wordless =
      proposal.convention === 'role' ||
      proposal.convention === 'self' ||
      proposal.traits.includes('other-side')
    if (!wordless)
      return proposal.convention === 'same-key'
        ? [sign(`person:holds-key-${step(habits.personRank(key.table), [0.4, 0.8])}`)]
        : []
    const kind = roleKindOf(proposal.columnRest)
    const rank = habits.personRank(key.table)
    const rankStep = step(rank, [0.1, 0.4, 0.6, 0.9])
    return [
      sign(`person:rank-${rankStep}`),
      sign(`person:${kind}/rank-${rankStep}`),
      sign(`person:${kind}/rank`, rank),
      ...(isFirst(key.table, habits) ? [sign('person:first'), sign(`person:${kind}/first`)] : []),
      ...(kind === 'audit' || kind === 'by'
        ? [
            sign(`person:${kind}/indexed-here-${step(habits.auditIndexed.share, [0.2, 0.5, 0.8])}`),
            sign(`person:${kind}/typed-here-${step(habits.auditTyped.share, [0.3, 0.6, 0.9])}`),
          ]
        : []),
      sign(`person:${kind}/${proposal.form}`),
      sign(`person:${kind}/${proposal.form}/${column.field.type === 'String' ? 'text' : 'number'}`),
      ...(proposal.convention === 'self'
        ? [sign(`person:self/${kind}`), sign(`person:self/rank-${rankStep}`)]
        : []),
      ...(column.table.words.length === 1 ? [] : [sign(`person:${kind}/several-words`)]),
    ]
  },
  says: ({ key, proposal }, { habits }, weight) =>
    weight > 0 && proposal.convention === 'role' && habits.personRank(key.table) > TOLD_RANK
      ? `${key.table.model.name} holds persons`
      : undefined,
}
