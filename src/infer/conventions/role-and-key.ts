import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import { holderTraits } from '../ownership.js'
import { type Reading, saysReference } from '../reading.js'
import type { Column, KeyColumn } from '../table.js'
import type { RoleAndKeyTrait } from '../trait.js'
import { normalizedName } from '../vocabulary.js'

// A key's name that more tables share, with a role before it, tells none of them apart. With 20 eight true relations of
// the collection come first no more; with 2 none does.
const MOST_HOLDERS_WITH_ROLE = 6

/** A name cut in two: a role, and what is in the name of a key. */
interface NameCut {
  readonly entity: readonly string[]
  readonly role: readonly string[]
}

/** The keys whose name is meant by part of a column's. */
function proposalsFor(
  column: Column,
  keys: readonly KeyColumn[],
  { entity, role }: NameCut,
  rest: Pick<Proposal, 'form' | 'reading' | 'says'> & { readonly trait?: RoleAndKeyTrait },
): readonly Proposal[] {
  const holders = keys.filter((key) => key.column !== column)
  if (holders.length > MOST_HOLDERS_WITH_ROLE) return []
  const { form, reading, says, trait } = rest
  const traits = holderTraits(holders)
  return holders.map((key, i) => ({
    table: key.table,
    key,
    convention: 'role-and-key',
    form,
    reading,
    matched: entity.length,
    columnRest: role,
    tableRest: [],
    traits: [...(traits[i] ?? []), ...(trait === undefined ? [] : [trait])],
    says: `${phrase(entity)} ${says} of ${key.table.model.name}`,
  }))
}

/** Every way to take the first words for a role, the shortest role first. */
const rolesBefore = (words: readonly string[]): readonly NameCut[] =>
  words.slice(1).map((_, i) => ({ role: words.slice(0, i + 1), entity: words.slice(i + 1) }))

/** A stem cut in two, with where the stem of a key stands in it. */
interface StemCut extends NameCut {
  readonly trait: RoleAndKeyTrait
}

/** Where the stem of a key may stand in a column's: with an id word at either end, without one only at the end. */
function stemCutsOf({ stem, form }: Reading): readonly StemCut[] {
  const trait = form === 'bare' ? 'bare-stem-behind-role' : 'stem-behind-role'
  const behind = rolesBefore(stem).map((cut): StemCut => ({ ...cut, trait }))
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

const IN_THE_NAME = 'is in the name of the key'

/**
 * Keys whose stem stands in the column's, with or without a role: `id_msg` of `id_last_msg` and of `id_msg_updated`,
 * `account_code` of `sales_account`.
 */
function keysByStem(column: Column, { keysOfStem }: NameIndex): readonly Proposal[] {
  return column.readings
    .filter(({ form }) => form === 'bare' || (saysReference(form) && form !== 'id-inside'))
    .filter(({ form, normalizedStem }) => form === 'bare' || keysOfStem(normalizedStem).length === 0)
    .flatMap((reading) =>
      stemCutsOf(reading).flatMap(({ trait, ...cut }) =>
        proposalsFor(column, keysOfStem(normalizedName(cut.entity)), cut, {
          form: reading.form,
          reading,
          says: IN_THE_NAME,
          trait,
        }),
      ),
    )
}

/** Keys that begin with the column's own letter, with a role behind that: `kKunde` of `kWerbeKunde`. */
function keysByLetter(column: Column, { keysNamed }: NameIndex): readonly Proposal[] {
  const [letter = '', ...named] = column.words
  const [reading] = column.readings
  if (letter.length !== 1) return []
  return rolesBefore(named).flatMap((cut) =>
    proposalsFor(column, keysNamed(normalizedName([letter, ...cut.entity])), cut, {
      form: reading?.form ?? 'bare',
      reading,
      says: IN_THE_NAME,
      trait: 'stem-behind-role',
    }),
  )
}

/** Keys whose whole name ends the column's. */
function keysByName(column: Column, { keysNamed }: NameIndex): readonly Proposal[] {
  const [reading] = column.readings
  return rolesBefore(column.words).flatMap((cut) =>
    proposalsFor(column, keysNamed(normalizedName(cut.entity)), cut, {
      form: reading?.form ?? 'id',
      reading,
      says: 'is the key',
    }),
  )
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
    ...keysByName(column, nameIndex),
    ...keysByStem(column, nameIndex),
    ...keysByLetter(column, nameIndex),
  ],
}
