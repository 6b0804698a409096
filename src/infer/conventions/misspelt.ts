import type { Convention, Proposal } from '../convention.js'
import { SELF_ROLES, THINGS } from '../lexicon.js'
import type { NameHit, NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import { type Reading, saysReference } from '../reading.js'
import { roleKindOf } from '../role-kind.js'
import type { Correction, Slip } from '../spelling.js'
import type { Column } from '../table.js'
import { normalizedName } from '../vocabulary.js'

/** `visitor` beside a table of visits is spelled as it should be; `suplier` beside one of suppliers is not. */
function isKnownWord(word: string, slip: Slip): boolean {
  const kind = roleKindOf([word])
  if (kind === 'agent') return slip === 'ending'
  return kind !== 'none' || SELF_ROLES.has(word) || THINGS.has(word)
}

/** The tables that are called so, or, where there are none, those of which it is the better half. */
function tablesFor(entity: readonly string[], { called, endingIn }: NameIndex): readonly NameHit[] {
  const name = normalizedName(entity)
  const whole = called(name).map((table): NameHit => ({ table, rest: [] }))
  return whole.length > 0 ? whole : endingIn(name).filter(({ rest }) => rest.length <= entity.length)
}

/** What the stem means when its word at this place is another; the longest part of it that names a table. */
function corrected(
  reading: Reading,
  at: number,
  { word, slip }: Correction,
  nameIndex: NameIndex,
): readonly Proposal[] {
  const stem = reading.stem.with(at, word)
  for (let start = 0; start <= at; start++) {
    const entity = stem.slice(start)
    const tables = tablesFor(entity, nameIndex)
    if (tables.length > 0)
      return tables.map(
        ({ table, rest }): Proposal => ({
          table,
          convention: 'misspelt',
          form: reading.form,
          reading,
          matched: entity.length,
          columnRest: [...stem.slice(0, start), ...reading.behind],
          tableRest: rest,
          traits: [slip],
          says: `${phrase(reading.stem.slice(start))} may be meant for ${table.model.name}`,
        }),
      )
  }
  return []
}

const misspeltNames = ({ readings }: Column, nameIndex: NameIndex): readonly Proposal[] =>
  readings
    .filter(({ form }) => saysReference(form))
    .flatMap((reading) =>
      reading.stem.flatMap((word, at) =>
        nameIndex
          .correctionsOf(word)
          .flatMap((one) => (isKnownWord(word, one.slip) ? [] : corrected(reading, at, one, nameIndex))),
      ),
    )

export const misspelt: Convention = {
  name: 'misspelt',
  title:
    "The table with one slip: a letter too much, missing, other or two swapped, another language's ending",
  examples: [
    { tables: 'warehouses(id), pallets(id, warehuose_id)', link: 'pallets.warehuose_id -> warehouses.id' },
    { tables: 'suppliers(id), crates(id, suplier_id)', link: 'crates.suplier_id -> suppliers.id' },
    { tables: 'group(id), pupil(id, id_groupe)', link: 'pupil.id_groupe -> group.id' },
    {
      tables: 'plant_nursery(id), tree(id, first_nursry_id)',
      link: 'tree.first_nursry_id -> plant_nursery.id',
    },
  ],
  counterExamples: [
    {
      tables: 'contact(id), contract(id), visit(id, contract_id)',
      link: 'visit.contract_id -> contact.id',
    },
    { tables: 'visits(id), stamps(id, visitor_id)', link: 'stamps.visitor_id -> visits.id' },
  ],
  rank: 4.5,
  strength: 'partial',
  guesses: true,
  propose: (column, { nameIndex }) => misspeltNames(column, nameIndex),
}
