import type { Clue } from '../clue.js'
import { sign } from '../sign.js'

/** A reference to a row of the same table has to be empty in the first row. */
export const optionalColumn: Clue = {
  name: 'optional',
  ofColumn: true,
  unlessKeyName: true,
  signs: ({ column, proposal, strength }) =>
    column.field.arity === 'optional'
      ? [
          sign('optional:yes'),
          sign(`optional:yes/${strength}`),
          ...(proposal.convention === 'self' ? [sign('optional:self')] : []),
        ]
      : proposal.convention === 'self'
        ? [sign('optional:required-self')]
        : [],
  says: ({ column, proposal }) =>
    proposal.convention === 'self' && column.field.arity === 'optional'
      ? 'it may be empty, as the first row must be'
      : undefined,
}
