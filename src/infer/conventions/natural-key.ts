import type { Convention } from '../convention.js'
import { wholeNames } from './table-name.js'

export const naturalKey: Convention = {
  name: 'natural-key',
  title: 'The table and the name of its natural key',
  examples: [
    {
      tables: 'countries(id, code!:s), cities(id, country_code:s)',
      link: 'cities.country_code -> countries.code',
    },
    { tables: 'users(id, login!:s), notes(id, user_login:s)', link: 'notes.user_login -> users.login' },
    {
      tables: 'customers(number), orders(id, customer_number)',
      link: 'orders.customer_number -> customers.number',
    },
  ],
  counterExamples: [
    { tables: 'countries(id), cities(id, country_id)', link: 'cities.country_id -> countries.id' },
  ],
  propose: (column, { house }) =>
    wholeNames(
      column,
      house,
      'natural-key',
      (r) => r.number === undefined && (r.form === 'code' || r.form === 'number' || r.form === 'name'),
    ),
}
