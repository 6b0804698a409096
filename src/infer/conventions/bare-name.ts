import type { Convention } from '../convention.js'
import { wholeNames } from './table-name.js'

export const bareName: Convention = {
  name: 'bare-name',
  title: 'The table alone, without any id word',
  examples: [
    { tables: 'currencies(id), accounts(id, currency)', link: 'accounts.currency -> currencies.id' },
    {
      tables: 'field(field_id), harvest(hv_id, hv_field, hv_weight, hv_day)',
      link: 'harvest.hv_field -> field.field_id',
    },
  ],
  counterExamples: [
    { tables: 'currencies(id), accounts(id, currency_id)', link: 'accounts.currency_id -> currencies.id' },
  ],
  rank: 9,
  strength: 'bare',
  propose: (column, { nameIndex, habits }) =>
    wholeNames(column, nameIndex, 'bare-name', (r) => r.form === 'bare' && r.number === undefined).map(
      (proposal) =>
        habits.counts(column, proposal.table)
          ? { ...proposal, traits: [...proposal.traits, 'counts'] }
          : proposal,
    ),
}
