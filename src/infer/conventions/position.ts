import type { Context, Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import type { Column, Table } from '../table.js'
import { normalizedName } from '../vocabulary.js'

/** Whether a table counts its columns likewise: a sister, not something that is counted. */
const isSister = (table: Table, column: Column): boolean =>
  table.columns.some((other) => other.field.name === column.field.name)

/** The tables whose names stand in a table's name, from left to right, the longest first at every place. */
function tablesInside(column: Column, nameIndex: NameIndex): readonly Table[] {
  const { words } = column.table
  const found: Table[] = []
  let at = 0
  while (at < words.length) {
    const start = at
    const hits = Array.from({ length: words.length - start }, (_, i) => words.length - i).flatMap((end) =>
      nameIndex
        .named(normalizedName(words.slice(start, end)))
        .filter((table) => !isSister(table, column))
        .map((table) => ({ table, end })),
    )
    const [longest] = hits
    if (longest !== undefined) found.push(longest.table)
    at = longest?.end ?? start + 1
  }
  return found
}

function byPosition(column: Column, { nameIndex, keyOwners }: Context): readonly Proposal[] {
  const reading = column.readings.find((r) => r.number !== undefined)
  // A name that says what is counted needs no place: `personIDTutor2` is a person.
  if (reading === undefined || reading.behind.length > 0 || keyOwners.ownerInFront(column) !== undefined)
    return []
  const stem = reading.stem.join(' ')
  const numbers = column.table.columns.flatMap((other) =>
    other.readings
      .filter((r) => r.number !== undefined && r.stem.join(' ') === stem && r.form === reading.form)
      .map((r) => Number(r.number)),
  )
  const count = new Set(numbers).size
  if (count < 2) return []
  const place = Number(reading.number) - Math.min(...numbers)
  const inside = tablesInside(column, nameIndex)
  const table = inside.length === count ? inside[place] : undefined
  if (table === undefined) return []
  return [
    {
      table,
      convention: 'position',
      form: reading.form,
      reading,
      matched: 0,
      columnRest: reading.stem,
      tableRest: [],
      traits: [],
      says: `${table.model.name} is number ${place + 1} in the name of ${column.table.model.name}`,
    },
  ]
}

export const position: Convention = {
  name: 'position',
  title: "A number that counts the tables in the join table's own name",
  examples: [
    {
      tables: 'farm(id), crop(id), x_farm_crop(id, side0, side1)',
      link: 'x_farm_crop.side1 -> crop.id',
    },
    { tables: 'farm(id), x_farm_farm(id, side0, side1)', link: 'x_farm_farm.side0 -> farm.id' },
  ],
  counterExamples: [
    { tables: 'farm(id), crop(id, line1, line2)', link: 'crop.line1 -> farm.id' },
    {
      tables: 'man(man_id), farm(id), crop(id), farm_crop(id, man_id_side1, man_id_side2)',
      link: 'farm_crop.man_id_side1 -> farm.id',
    },
  ],
  rank: 10,
  strength: 'exact',
  propose: byPosition,
}
