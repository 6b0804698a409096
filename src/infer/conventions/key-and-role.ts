import type { Context, Convention, Proposal } from '../convention.js'
import { phrase } from '../name-words.js'
import type { Column } from '../table.js'

function keysInFront(column: Column, { nameIndex, keyOwners }: Context): readonly Proposal[] {
  // `kWineLabel` beside `kWine` is the key of the labels.
  if (column.isPrimaryKey) return []
  const found = keyOwners.ownerInFront(column)
  if (found === undefined) return []
  const { owner, rest } = found
  // `ticket_company` in `tickets(ticket, ...)`: there the key is what all columns begin with.
  if (owner.table === column.table && owner.column.words[0] === column.table.columnPrefix) return []
  const role = nameIndex.vocabulary.split(rest)
  return [
    {
      table: owner.table,
      key: owner,
      convention: 'key-and-role',
      form: 'id-inside',
      reading: column.readings[0],
      matched: owner.column.words.length,
      columnRest: role,
      tableRest: [],
      traits: [],
      says: `${owner.column.field.name} is the primary key of ${owner.table.model.name}, ${phrase(role)} its role`,
    },
  ]
}

export const keyAndRole: Convention = {
  name: 'key-and-role',
  title: 'A role behind the name of a primary key',
  examples: [
    {
      tables: 'hikePerson(hikePersonID), hikeTour(hikeTourID, hikePersonIDGuide)',
      link: 'hikeTour.hikePersonIDGuide -> hikePerson.hikePersonID',
    },
    {
      tables: 'berth(berth_no), ferry(ferry_no, berth_no_winter)',
      link: 'ferry.berth_no_winter -> berth.berth_no',
    },
  ],
  counterExamples: [
    { tables: 'twine(kWine), twinelabel(kWineLabel)', link: 'twinelabel.kWineLabel -> twine.kWine' },
    {
      tables: 'hikePerson(hikePersonID), hikeTour(hikeTourID, hikePersonIDEA2)',
      link: 'hikeTour.hikePersonIDEA2 -> hikeTour.hikeTourID',
    },
    { tables: 'berth(berth_no), ferry(ferry_no, berth_notes)', link: 'ferry.berth_notes -> berth.berth_no' },
  ],
  rank: 8,
  strength: 'partial',
  propose: keysInFront,
}
