import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { formOf } from '../reading.js'
import type { Column } from '../table.js'
import { wholeNames } from './table-name.js'

const NATURAL = new Set(['code', 'number', 'name'])

/** The keys of the named tables that are themselves called a code, a number or a name, as the column is. */
function naturalKeys(column: Column, nameIndex: NameIndex): readonly Proposal[] {
  const named = wholeNames(
    column,
    nameIndex,
    'natural-key',
    ({ form, number }) => number === undefined && NATURAL.has(form),
  )
  return named.flatMap((proposal) =>
    proposal.table.keys
      .filter(
        (key) =>
          formOf(key.column.words.at(-1) ?? '') === proposal.form ||
          // A number may also be the primary key by another name; a code or a title never is.
          (proposal.form === 'number' && key.primary),
      )
      .map((key) => ({ ...proposal, key })),
  )
}

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
    { tables: 'courses(id:s), lessons(id, course_title:s)', link: 'lessons.course_title -> courses.id' },
  ],
  rank: 9,
  strength: 'exact',
  propose: (column, { nameIndex }) => naturalKeys(column, nameIndex),
}
