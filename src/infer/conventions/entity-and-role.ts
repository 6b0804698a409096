import { type Convention, type Proposal, phrase } from '../convention.js'
import { nameKey } from '../words.js'

export const entityAndRole: Convention = {
  name: 'entity-and-role',
  title: 'A role behind the table',
  examples: [
    { tables: 'groups(id), tickets(id, groups_id_tech)', link: 'tickets.groups_id_tech -> groups.id' },
    { tables: 'users(id), items(id, user_created)', link: 'items.user_created -> users.id' },
  ],
  counterExamples: [{ tables: 'users(id), items(id, created_user)', link: 'items.created_user -> users.id' }],
  propose: (column, { house }) =>
    column.readings.flatMap((reading) => {
      const shortest = reading.behind.length > 0 ? reading.stem.length : 1
      const longest = reading.behind.length > 0 ? reading.stem.length : reading.stem.length - 1
      return Array.from({ length: Math.max(0, longest - shortest + 1) }, (_, i) => shortest + i).flatMap(
        (n) => {
          const entity = reading.stem.slice(0, n)
          const role = [...reading.stem.slice(n), ...reading.behind]
          const whole = house.named(nameKey(entity)).map((table) => ({ table, rest: [] }))
          const ends = role.length > 1 || whole.length > 0 ? [] : house.endingIn(nameKey(entity)).slice(0, 5)
          return [...whole, ...ends].map(
            ({ table, rest }): Proposal => ({
              table,
              convention: 'entity-and-role',
              form: reading.form,
              reading,
              matched: entity.length,
              columnRest: role,
              tableRest: rest,
              traits: rest.length > 0 ? ['end-of-table'] : [],
              says: `${phrase(entity)} is ${table.model.name}, ${phrase(role)} its role`,
            }),
          )
        },
      )
    }),
}
