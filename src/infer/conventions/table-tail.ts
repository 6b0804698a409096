import type { Convention, Proposal } from '../convention.js'
import { phrase } from '../name-words.js'

export const tableTail: Convention = {
  name: 'table-tail',
  title: "The end of the table's name: the rest is a prefix that most tables share, or a qualifier",
  examples: [
    { tables: 'tbl_city(id), tbl_area(id), people(id, city_id)', link: 'people.city_id -> tbl_city.id' },
    { tables: 'fmfields(id), fmcrops(id), fmyields(id, fieldid)', link: 'fmyields.fieldid -> fmfields.id' },
    { tables: 'garden_bed(id), sensor(id, bed_id)', link: 'sensor.bed_id -> garden_bed.id' },
  ],
  counterExamples: [{ tables: 'bed_frames(id), sensor(id, bed_id)', link: 'sensor.bed_id -> bed_frames.id' }],
  rank: 5,
  strength: 'partial',
  propose: (column, { nameIndex }) =>
    column.readings
      .filter((r) => r.form !== 'id-inside')
      .flatMap((reading) =>
        nameIndex.endingIn(reading.normalizedStem).map(
          ({ table, rest }): Proposal => ({
            table,
            convention: 'table-tail',
            form: reading.form,
            reading,
            matched: reading.stem.length,
            columnRest: reading.behind,
            tableRest: rest,
            traits: [],
            says: `${phrase(reading.stem)} ends the name of ${table.model.name}`,
          }),
        ),
      ),
}
