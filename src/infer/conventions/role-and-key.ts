import { type Convention, type Proposal, phrase } from '../convention.js'
import { nameKey } from '../words.js'
import { holderTraits } from './same-key.js'

const MOST_HOLDERS = 6

export const roleAndKey: Convention = {
  name: 'role-and-key',
  title: 'A role in front of the name of a key',
  examples: [
    {
      tables: 'employee(emp_number), leave(id, approved_by_emp_number)',
      link: 'leave.approved_by_emp_number -> employee.emp_number',
    },
  ],
  counterExamples: [
    { tables: 'employee(id), leave(id, approval_id)', link: 'leave.approval_id -> employee.id' },
  ],
  propose: (column, { house }) =>
    column.words.slice(1).flatMap((_, i) => {
      const words = column.words.slice(i + 1)
      const holders = house.keysNamed(nameKey(words)).filter((key) => key.column !== column)
      return holders.length > MOST_HOLDERS
        ? []
        : holders.map(
            (key): Proposal => ({
              table: key.table,
              key,
              convention: 'role-and-key',
              form: column.readings[0]?.form ?? 'id',
              reading: column.readings[0],
              matched: words.length,
              columnRest: column.words.slice(0, i + 1),
              tableRest: [],
              traits: holderTraits(key, holders),
              says: `${phrase(words)} is the key of ${key.table.model.name}`,
            }),
          )
    }),
}
