import type { Refusal } from '../refusal.js'
import { blockerOf } from './blocker.js'

/** The table that the column is named after has no single column that identifies a row. */
export const notUnique: Refusal = {
  reason: 'not-unique',
  says: (targets) => {
    const blocker = blockerOf(targets)
    return blocker === undefined || blocker.key !== undefined
      ? undefined
      : `looks like ${blocker.proposal.table.model.name}, but no single column of it is unique`
  },
}
