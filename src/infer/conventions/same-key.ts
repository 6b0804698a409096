import { type Convention, type Proposal, phrase } from '../convention.js'
import type { House } from '../house.js'
import type { Column, KeyColumn } from '../table.js'
import { nameKey } from '../words.js'

// A name that more tables have for a key belongs to none of them.
const MOST_HOLDERS = 40

/** How much of a key's name is the name of its own table: `customer_id` is wholly that of `customers`. */
export type Ownership = 'whole' | 'end' | 'start' | 'inside' | 'none'

const ORDER: readonly Ownership[] = ['whole', 'end', 'inside', 'start', 'none']

/** Whose key it is: `customer_id` belongs to `customers`, less to `customer_cards`, not at all to `orders`. */
export function ownershipOf(key: KeyColumn): Ownership {
  const own = key.table.words
  const stems = key.column.readings
    .filter((reading) => reading.form !== 'bare')
    .map((reading) => reading.stem)
  const grades = stems.map((stem): Ownership => {
    if (nameKey(stem) === nameKey(own)) return 'whole'
    if (stem.at(-1) === own.at(-1)) return 'end'
    if (stem[0] === own[0]) return 'start'
    return stem.some((word) => own.includes(word)) ? 'inside' : 'none'
  })
  return ORDER.find((grade) => grades.includes(grade)) ?? 'none'
}

/** The facts about a key's holder among all that have a key of this name. */
export function holderTraits(key: KeyColumn, holders: readonly KeyColumn[]): readonly string[] {
  const own = ownershipOf(key)
  const grades = holders.map(ownershipOf)
  const best = ORDER.find((grade) => grades.includes(grade))
  const place =
    own !== best ? 'not-best' : grades.filter((grade) => grade === best).length > 1 ? 'shared-best' : 'best'
  const size = holders.length === 1 ? 'only-holder' : holders.length < 4 ? 'few-holders' : 'many-holders'
  return [`owner-${own}`, `${place}-owner`, size, `owner-${own}-${place}`]
}

function sameKeys(column: Column, house: House): readonly Proposal[] {
  const found: Proposal[] = []
  const add = (words: readonly string[], extra: readonly string[]) => {
    const holders = house.keysNamed(nameKey(words)).filter((key) => key.table !== column.table)
    if (holders.length > MOST_HOLDERS) return
    for (const key of holders)
      found.push({
        table: key.table,
        key,
        convention: 'same-key',
        form: column.readings[0]?.form ?? 'id',
        reading: column.readings[0],
        matched: words.length,
        columnRest: [],
        tableRest: [],
        traits: [...holderTraits(key, holders), ...(column.isPrimaryKey ? ['both-primary'] : []), ...extra],
        says: `${phrase(words)} is the ${key.primary ? 'primary key' : 'unique column'} of ${key.table.model.name}`,
      })
  }
  add(column.words, [])
  const [first = '', ...rest] = column.words
  if (rest.length > 0 && (first === column.table.columnPrefix || first === 'fk'))
    add(rest, ['without-prefix'])
  // A key `idperson` is referenced as `fidperson` where authors put an f for foreign in front.
  if (rest.length === 0 && first.length > 5 && first.startsWith('f')) add([first.slice(1)], ['f-in-front'])
  return found
}

export const sameKey: Convention = {
  name: 'same-key',
  title: 'The name of a key of another table, best of the table that the name is taken from',
  examples: [
    {
      tables: 'worker(badge_number), shift(id, badge_number)',
      link: 'shift.badge_number -> worker.badge_number',
    },
    {
      tables: 'customers(customer_id), customer_cards(customer_id), orders(id, customer_id)',
      link: 'orders.customer_id -> customers.customer_id',
    },
    {
      tables: 'v(v_shipkey, v_date, v_state), c(c_id, c_shipkey, c_tonnes)',
      link: 'c.c_shipkey -> v.v_shipkey',
    },
  ],
  counterExamples: [{ tables: 'users(id), posts(id)', link: 'posts.id -> users.id' }],
  propose: (column, { house }) => sameKeys(column, house),
}
