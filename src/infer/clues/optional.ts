import { type Clue, sign, strengthOf } from '../clue.js'

export const optional: Clue = {
  name: 'optional',
  signs: ({ column, proposal }) =>
    column.field.arity === 'optional'
      ? [
          sign('optional:yes'),
          sign(`optional:yes/${strengthOf(proposal)}`),
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
