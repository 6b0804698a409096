import type { Context, Convention, Proposal } from '../convention.js'
import { LONGEST_GENERAL_NAME, type NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import { holderTraits } from '../ownership.js'
import type { Column } from '../table.js'
import { normalizedName } from '../vocabulary.js'

// A name that more tables have for a key belongs to none of them. It bounds the time: on the collection 10 and 400 find
// the same.
const MOST_NAMESAKES = 40

// Say that a key is a foreign one: `fk_idperson`, `kf_idperson`, `ref_idperson`.
const SEPARATE_MARKS: ReadonlySet<string> = new Set(['f', 'fk', 'kf', 'ref'])
const GLUED_MARKS = ['fk', 'kf', 'ref', 'f', 'r']
// Other words begin with an f, and what stands behind it is the name of a key by chance: `fname`.
const SHORTEST_BEHIND_F = 5

/**
 * A key `idperson` is referenced as `fidperson` where authors put an f for foreign in front. Where a key is short, or
 * the mark is another one, only the primary key of one table is meant so.
 */
const withoutMark = (word: string, { keysNamed }: NameIndex): string | undefined =>
  GLUED_MARKS.flatMap((mark) =>
    word.startsWith(mark) ? [[mark, word.slice(mark.length)] as const] : [],
  ).find(([mark, name]) => {
    const [key, ...others] = keysNamed(name)
    if (mark === 'f' && name.length >= SHORTEST_BEHIND_F) return key !== undefined
    return key?.primary === true && others.length === 0
  })?.[1]

function sameKeys(column: Column, { nameIndex, keyOwners }: Context): readonly Proposal[] {
  const found: Proposal[] = []
  const add = (words: readonly string[], extra: Proposal['traits']) => {
    const name = normalizedName(words)
    const owner =
      column.field.type === 'String' || extra.includes('without-prefix')
        ? undefined
        : keyOwners.ownerOf(column, name)
    const holders = nameIndex.keysNamed(name).filter((key) => key.table !== column.table)
    if (holders.length > MOST_NAMESAKES) return
    const traits = holderTraits(holders)
    for (const [i, key] of holders.entries())
      found.push({
        table: key.table,
        key,
        convention: 'same-key',
        form: column.readings[0]?.form ?? 'id',
        reading: column.readings[0],
        matched: words.length,
        columnRest: [],
        tableRest: [],
        traits: [
          ...(traits[i] ?? []),
          ...(column.isPrimaryKey ? (['both-primary'] as const) : []),
          ...(key === owner ? (['owns-the-name'] as const) : []),
          ...(name.length <= LONGEST_GENERAL_NAME ? (['short-name'] as const) : []),
          ...extra,
        ],
        says: `${phrase(words)} is the ${key.primary ? 'primary key' : 'unique column'} of ${key.table.model.name}`,
      })
  }
  add(column.words, [])
  const [first = '', ...rest] = column.words
  if (rest.length > 0 && SEPARATE_MARKS.has(first)) add(rest, ['f-in-front'])
  else if (rest.length > 0 && first === column.table.columnPrefix) add(rest, ['without-prefix'])
  const glued = rest.length > 0 ? undefined : withoutMark(first, nameIndex)
  if (glued !== undefined) add([glued], ['f-in-front'])
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
    { tables: 'threads(tid), posts(pid, tid)', link: 'posts.tid -> threads.tid' },
    { tables: 'pump(idpm), pipe(idpp, fidpm)', link: 'pipe.fidpm -> pump.idpm' },
    { tables: 'pump(idpm), pipe(idpp, kf_idpm)', link: 'pipe.kf_idpm -> pump.idpm' },
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
  rank: 9,
  strength: ({ traits }) =>
    traits.includes('owns-the-name') ? 'key' : traits.includes('owner-whole') ? 'exact' : 'partial',
  propose: sameKeys,
}
