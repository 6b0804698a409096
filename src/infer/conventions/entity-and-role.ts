import type { Convention, Proposal } from '../convention.js'
import { phrase } from '../name-words.js'
import { type Form, withoutOwnPrefix } from '../reading.js'
import { roleKindOf } from '../role-kind.js'
import { normalizedName } from '../vocabulary.js'

/** Without an id word only a known role makes a reference: `user_created`, but not `link_order` or `edits_pending`. */
const isRole = (words: readonly string[], form: Form): boolean =>
  // By whom is a role, `order_by` an order.
  words.join() !== 'by' && (form !== 'bare' || !['none', 'attribute'].includes(roleKindOf(words)))

/** `create_uid` is the user who created, not a table called `create`. */
const isAct = (words: readonly string[]): boolean => ['audit', 'by'].includes(roleKindOf(words))

// An end that more tables share tells none of them apart. On the collection 4 and 10 bring the same true relations first;
// 10, as many as the index gives, adds 17 candidates of 68,617, none of them true. With 1 four more come first and two are
// shown no more.
const MOST_TABLES_ENDING_SO = 5

export const entityAndRole: Convention = {
  name: 'entity-and-role',
  title: 'A role behind the table',
  examples: [
    { tables: 'crews(id), repairs(id, crews_id_night)', link: 'repairs.crews_id_night -> crews.id' },
    { tables: 'users(id), items(id, user_created)', link: 'items.user_created -> users.id' },
  ],
  counterExamples: [
    { tables: 'links(id), items(id, link_order)', link: 'items.link_order -> links.id' },
    {
      tables: 'users(user_id), task(task_id, task_owner, task_name)',
      link: 'task.task_owner -> task.task_id',
    },
    { tables: 'users(id), items(id, created_user)', link: 'items.created_user -> users.id' },
  ],
  rank: 6,
  strength: 'partial',
  guesses: true,
  propose: (column, { nameIndex }) =>
    withoutOwnPrefix(column.readings).flatMap((reading) => {
      const shortest = reading.behind.length > 0 ? reading.stem.length : 1
      const longest = reading.behind.length > 0 ? reading.stem.length : reading.stem.length - 1
      return Array.from({ length: Math.max(0, longest - shortest + 1) }, (_, i) => shortest + i).flatMap(
        (n) => {
          const entity = reading.stem.slice(0, n)
          const role = [...reading.stem.slice(n), ...reading.behind]
          if (!isRole(role, reading.form) || isAct(entity)) return []
          const whole = nameIndex.named(normalizedName(entity)).map((table) => ({ table, rest: [] }))
          const ends =
            role.length > 1 || whole.length > 0
              ? []
              : nameIndex.endingIn(normalizedName(entity)).slice(0, MOST_TABLES_ENDING_SO)
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
