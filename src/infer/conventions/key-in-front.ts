import type { Convention } from '../convention.js'
import { wholeNames } from './table-name.js'

export const keyInFront: Convention = {
  name: 'key-in-front',
  title: 'The id word in front of the table, also with a type mark',
  examples: [
    { tables: 'user(id), orders(id, id_user)', link: 'orders.id_user -> user.id' },
    { tables: 'kind(pk_n_id), event(pk_n_id, fk_n_kind)', link: 'event.fk_n_kind -> kind.pk_n_id' },
    { tables: 'kota(id), orang(id, idkota)', link: 'orang.idkota -> kota.id' },
  ],
  counterExamples: [{ tables: 'user(id), orders(id, idle)', link: 'orders.idle -> user.id' }],
  rank: 10,
  strength: 'exact',
  propose: (column, { nameIndex }) =>
    wholeNames(
      column,
      nameIndex,
      'key-in-front',
      (r) =>
        r.number === undefined && (r.form === 'id-first' || (r.form === 'key' && r.keyWords[0] === 'fk')),
    ),
}
