import type { Convention, Proposal } from '../convention.js'
import { GENERIC_ENDS } from '../lexicon.js'
import { phrase } from '../name-words.js'

export const tableHead: Convention = {
  name: 'table-head',
  title: "The beginning of the table's name: the rest is a general word such as info or master",
  examples: [
    {
      tables: 'member_info(id), visits(id, member_id)',
      link: 'visits.member_id -> member_info.id',
    },
    { tables: 'ProductMaster(id), Stock(id, productId)', link: 'Stock.productId -> ProductMaster.id' },
  ],
  counterExamples: [{ tables: 'garden_bed(id), sensor(id, bed_id)', link: 'sensor.bed_id -> garden_bed.id' }],
  rank: 4,
  strength: 'partial',
  propose: (column, { nameIndex }) =>
    column.readings
      .filter((r) => r.form !== 'id-inside')
      .flatMap((reading) =>
        nameIndex.beginningWith(reading.normalizedStem).map(
          ({ table, rest }): Proposal => ({
            table,
            convention: 'table-head',
            form: reading.form,
            reading,
            matched: reading.stem.length,
            columnRest: reading.behind,
            tableRest: rest,
            traits: rest.every((word) => GENERIC_ENDS.has(word)) ? ['generic-rest'] : [],
            says: `${phrase(reading.stem)} begins the name of ${table.model.name}`,
          }),
        ),
      ),
}
