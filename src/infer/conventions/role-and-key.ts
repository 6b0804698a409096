import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import { holderTraits } from '../ownership.js'
import { type Reading, saysReference } from '../reading.js'
import type { Column } from '../table.js'
import type { RoleAndKeyTrait } from '../trait.js'
import { normalizedName } from '../vocabulary.js'

// A key's name that more tables share, with a role before it, tells none of them apart. With 20 eight true relations of
// the collection come first no more; with 2 none does.
const MOST_HOLDERS_WITH_ROLE = 6

/** A stem cut in two: a role, and the stem of a key. */
interface StemCut {
  readonly entity: readonly string[]
  readonly role: readonly string[]
  readonly trait: RoleAndKeyTrait
}

/** Where the stem of a key may stand in a column's: with an id word at either end, without one only at the end. */
function stemCutsOf({ stem, form }: Reading): readonly StemCut[] {
  const behind = stem.slice(1).map((_, i): StemCut => {
    const trait = form === 'bare' ? 'bare-stem-behind-role' : 'stem-behind-role'
    return { entity: stem.slice(i + 1), role: stem.slice(0, i + 1), trait }
  })
  if (form === 'bare') return [...behind, { entity: stem, role: [], trait: 'bare-stem' }]
  const before = stem.slice(1).map(
    (_, i): StemCut => ({
      entity: stem.slice(0, i + 1),
      role: stem.slice(i + 1),
      trait: 'stem-before-role',
    }),
  )
  return [...behind, ...before]
}

/**
 * Keys whose stem stands in the column's, with or without a role: `id_msg` of `id_last_msg` and of `id_msg_updated`,
 * `account_code` of `sales_account`.
 */
function keysByStem(column: Column, { keysOfStem }: NameIndex): readonly Proposal[] {
  return column.readings
    .filter(({ form }) => form === 'bare' || (saysReference(form) && form !== 'id-inside'))
    .filter(({ form, normalizedStem }) => form === 'bare' || keysOfStem(normalizedStem).length === 0)
    .flatMap((reading) =>
      stemCutsOf(reading).flatMap(({ entity, role, trait }) => {
        const holders = keysOfStem(normalizedName(entity)).filter((key) => key.column !== column)
        return holders.length > MOST_HOLDERS_WITH_ROLE
          ? []
          : holders.map(
              (key): Proposal => ({
                table: key.table,
                key,
                convention: 'role-and-key',
                form: reading.form,
                reading,
                matched: entity.length,
                columnRest: role,
                tableRest: [],
                traits: [...holderTraits(key, holders), trait],
                says: `${phrase(entity)} is in the name of the key of ${key.table.model.name}`,
              }),
            )
      }),
    )
}

/** Keys that begin with the column's own letter, with a role behind that: `kKunde` of `kWerbeKunde`. */
function keysByLetter(
  { words, readings: [reading], ...column }: Column,
  { keysNamed }: NameIndex,
): readonly Proposal[] {
  const [letter = '', ...named] = words
  if (letter.length !== 1) return []
  return named.slice(1).flatMap((_, i) => {
    const entity = named.slice(i + 1)
    const holders = keysNamed(normalizedName([letter, ...entity])).filter(
      (key) => key.column.field !== column.field,
    )
    return holders.length > MOST_HOLDERS_WITH_ROLE
      ? []
      : holders.map(
          (key): Proposal => ({
            table: key.table,
            key,
            convention: 'role-and-key',
            form: reading?.form ?? 'bare',
            reading,
            matched: entity.length,
            columnRest: named.slice(0, i + 1),
            tableRest: [],
            traits: [...holderTraits(key, holders), 'stem-behind-role'],
            says: `${phrase(entity)} is in the name of the key of ${key.table.model.name}`,
          }),
        )
  })
}

export const roleAndKey: Convention = {
  name: 'role-and-key',
  title: 'A role in front of the name of a key',
  examples: [
    {
      tables: 'worker(badge_number), shift(id, approved_by_badge_number)',
      link: 'shift.approved_by_badge_number -> worker.badge_number',
    },
    { tables: 'letters(id_ltr), boxes(id_box, id_last_ltr)', link: 'boxes.id_last_ltr -> letters.id_ltr' },
    {
      tables: 'chart(account_code:s), branch(id, sales_account:s)',
      link: 'branch.sales_account -> chart.account_code',
    },
    { tables: 'letters(id_ltr), boxes(id_box, id_ltr_read)', link: 'boxes.id_ltr_read -> letters.id_ltr' },
    { tables: 'tkunde(kKunde), tbrief(kBrief, kWerbeKunde)', link: 'tbrief.kWerbeKunde -> tkunde.kKunde' },
  ],
  counterExamples: [{ tables: 'worker(id), shift(id, approval_id)', link: 'shift.approval_id -> worker.id' }],
  rank: 6,
  strength: 'partial',
  propose: (column, { nameIndex }) => [
    ...column.words.slice(1).flatMap((_, i) => {
      const words = column.words.slice(i + 1)
      const holders = nameIndex.keysNamed(normalizedName(words)).filter((key) => key.column !== column)
      return holders.length > MOST_HOLDERS_WITH_ROLE
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
    ...keysByStem(column, nameIndex),
    ...keysByLetter(column, nameIndex),
  ],
}
