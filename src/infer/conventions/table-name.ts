import { comparedWordsOf } from '../../text/words.js'
import type { Convention, ConventionName, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import type { Form, Reading } from '../reading.js'
import type { Column, Table } from '../table.js'
import { comparable, isNumber, normalizedName } from '../vocabulary.js'

/** Tables with the same words in another order. Words cut out of a run-together one may stand so by chance. */
function inOtherOrder({ stem }: Reading, { field }: Column, nameIndex: NameIndex): readonly Table[] {
  const tables = stem.length < 2 ? [] : nameIndex.namedInOtherOrder(stem)
  if (tables.length === 0) return []
  const written = comparedWordsOf(field.name).map(comparable)
  return stem.every((word) => written.includes(word)) ? tables : []
}

/** Proposals for the readings in one of these forms whose whole stem is a table's name. */
export function wholeNames(
  column: Column,
  nameIndex: NameIndex,
  convention: ConventionName,
  wanted: (reading: Reading) => boolean,
): readonly Proposal[] {
  return column.readings.filter(wanted).flatMap((reading) => {
    const called = nameIndex.called(reading.normalizedStem)
    const tables = called.length > 0 ? called : inOtherOrder(reading, column, nameIndex)
    return tables.map((table): Proposal => {
      const exact = table.words.join(' ') === reading.stem.join(' ')
      return {
        table,
        convention,
        form: reading.form,
        reading,
        matched: reading.stem.length,
        columnRest: reading.behind,
        tableRest: [],
        traits: exact ? [] : [called.length > 0 ? 'spelled-otherwise' : 'in-other-order'],
        says: `${phrase(reading.stem)} is ${table.model.name}`,
      }
    })
  })
}

/** Tables whose names have the number that another reading cuts off: `Route66` for `route66Id`. */
function withNumber(column: Column, nameIndex: NameIndex): readonly Proposal[] {
  const reading = column.readings.find(({ form, number }) => number !== undefined && FORMS.has(form))
  const stem = column.words.slice(0, -1)
  if (reading === undefined || !isNumber(stem.at(-1) ?? '')) return []
  return nameIndex.named(normalizedName(stem)).map((table) => ({
    table,
    convention: 'table-name',
    form: reading.form,
    reading,
    matched: stem.length,
    columnRest: [],
    tableRest: [],
    traits: [],
    says: `${phrase(stem)} is ${table.model.name}`,
  }))
}

const FORMS: ReadonlySet<Form> = new Set<Form>(['id', 'key'])

export const wholeTableName: Convention = {
  name: 'table-name',
  title: 'The table and an id word, singular or plural alike',
  examples: [
    { tables: 'users(id), posts(id, user_id)', link: 'posts.user_id -> users.id' },
    { tables: 'Category(id), Item(id, categoryId)', link: 'Item.categoryId -> Category.id' },
    { tables: 'orderitem(id), parcel(id, order_item_fk)', link: 'parcel.order_item_fk -> orderitem.id' },
    {
      tables: 'den_a(id), den_b(id), den_seal(den_seal_id), den_dive(id, den_seal_id)',
      link: 'den_dive.den_seal_id -> den_seal.den_seal_id',
    },
    { tables: 'Persons(id), per(id), ons(id), Visit(id, personId)', link: 'Visit.personId -> Persons.id' },
    { tables: 'group_user(id), log(id, user_group_id)', link: 'log.user_group_id -> group_user.id' },
    { tables: 'user(id), log(id, userid)', link: 'log.userid -> user.id' },
    { tables: 'Route66(id), Stop(id, route66Id)', link: 'Stop.route66Id -> Route66.id' },
    { tables: 'city(pk_n_id), area(pk_n_id, fk_n_city_id)', link: 'area.fk_n_city_id -> city.pk_n_id' },
  ],
  counterExamples: [
    { tables: 'users(id), bills(id, paid)', link: 'bills.paid -> users.id' },
    { tables: 'users(id), posts(id, user)', link: 'posts.user -> users.id' },
    { tables: 'users(id), pairs(id, user2_id)', link: 'pairs.user2_id -> users.id' },
  ],
  rank: 10,
  // With the words in another order it is nearly as good as named, but not plainly.
  strength: ({ traits }) => (traits.includes('in-other-order') ? 'partial' : 'exact'),
  propose: (column, { nameIndex }) => [
    ...wholeNames(column, nameIndex, 'table-name', (r) => FORMS.has(r.form) && r.number === undefined),
    ...withNumber(column, nameIndex),
  ],
}
