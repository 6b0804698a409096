// Whose key a key is, where several tables have one of the same name.
import type { KeyColumn } from './table.js'
import { normalizedName } from './vocabulary.js'

/** How much of a key's name is the name of its own table: `customer_id` is wholly that of `customers`. */
export type Ownership = 'whole' | 'end' | 'start' | 'inside' | 'none'

type Place = 'best' | 'shared-best' | 'not-best'

/** How a key's holder stands among all that have a key of its name. */
export type HolderTrait =
  | `owner-${Ownership}`
  | `${Place}-owner`
  | `owner-${Ownership}-${Place}`
  | 'only-holder'
  | 'few-holders'
  | 'many-holders'

const BEST_FIRST: readonly Ownership[] = ['whole', 'end', 'inside', 'start', 'none']

/** Whose key it is: `customer_id` belongs to `customers`, less to `customer_cards`, not at all to `orders`. */
export function ownershipOf(key: KeyColumn): Ownership {
  const own = key.table.words
  const stems = key.column.readings
    .filter((reading) => reading.form !== 'bare')
    .map((reading) => reading.stem)
  const grades = stems.map((stem): Ownership => {
    if (normalizedName(stem) === normalizedName(own)) return 'whole'
    if (stem.at(-1) === own.at(-1)) return 'end'
    if (stem[0] === own[0]) return 'start'
    return stem.some((word) => own.includes(word)) ? 'inside' : 'none'
  })
  return BEST_FIRST.find((grade) => grades.includes(grade)) ?? 'none'
}

// Two or three tables with one key are a table and its extensions; a name in more of them is the habit of a schema.
const FEW_HOLDERS = 3

/** The facts about each holder among all that have a key of one name. */
export function holderTraits(holders: readonly KeyColumn[]): readonly (readonly HolderTrait[])[] {
  const grades = holders.map(ownershipOf)
  const best = BEST_FIRST.find((grade) => grades.includes(grade))
  const first: Place = grades.filter((grade) => grade === best).length > 1 ? 'shared-best' : 'best'
  const size =
    holders.length === 1 ? 'only-holder' : holders.length <= FEW_HOLDERS ? 'few-holders' : 'many-holders'
  return grades.map((own) => {
    const place = own === best ? first : 'not-best'
    return [`owner-${own}`, `${place}-owner`, size, `owner-${own}-${place}`]
  })
}
