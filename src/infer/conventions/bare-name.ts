import type { Convention } from '../convention.js'
import { wholeNames } from './table-name.js'

export const bareName: Convention = {
  name: 'bare-name',
  title: 'The table alone, without any id word',
  examples: [
    { tables: 'currencies(id), accounts(id, currency)', link: 'accounts.currency -> currencies.id' },
    {
      tables: 'page(page_id), revision(rev_id, rev_page, rev_text, rev_time)',
      link: 'revision.rev_page -> page.page_id',
    },
  ],
  counterExamples: [
    { tables: 'currencies(id), accounts(id, currency_id)', link: 'accounts.currency_id -> currencies.id' },
  ],
  propose: (column, { house }) =>
    wholeNames(column, house, 'bare-name', (r) => r.form === 'bare' && r.number === undefined),
}
