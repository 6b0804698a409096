import type { Convention, Proposal } from '../convention.js'
import { familyNamed } from '../family-names.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import { saysReference } from '../reading.js'
import type { Column } from '../table.js'

function inFamily({ table: own, readings }: Column, nameIndex: NameIndex): readonly Proposal[] {
  return readings
    .filter((reading) => reading.form !== 'id-inside')
    .flatMap((reading) =>
      familyNamed(reading.normalizedStem, own, nameIndex)
        .filter(({ hasGeneralEnd }) => !hasGeneralEnd || saysReference(reading.form))
        .map(
          ({ table, shared, hasGeneralEnd }): Proposal => ({
            table,
            convention: 'family',
            form: reading.form,
            reading,
            matched: reading.stem.length,
            columnRest: reading.behind,
            tableRest: own.words.slice(0, shared),
            traits: [
              ...(shared === own.words.length ? (['whole-own-name'] as const) : []),
              ...(hasGeneralEnd ? (['generic-rest'] as const) : []),
            ],
            says: `${phrase(reading.stem)} is ${table.model.name}, of the same family as ${own.model.name}`,
          }),
        ),
    )
}

export const family: Convention = {
  name: 'family',
  title: "The end of a table's name whose beginning the referencing table shares",
  examples: [
    {
      tables: 'garden_bed(id), garden_visit(id, bed_id)',
      link: 'garden_visit.bed_id -> garden_bed.id',
    },
    { tables: 'ForumThread(id), ForumPost(id, threadId)', link: 'ForumPost.threadId -> ForumThread.id' },
    { tables: 'zq_users(id), zq_posts(id, user_id)', link: 'zq_posts.user_id -> zq_users.id' },
    {
      tables: 'RiverBoatMaster(id), RiverTrip(id, boatId)',
      link: 'RiverTrip.boatId -> RiverBoatMaster.id',
    },
  ],
  counterExamples: [
    { tables: 'garden_bed(id), hotel_guest(id, bed_id)', link: 'hotel_guest.bed_id -> garden_bed.id' },
  ],
  rank: 8,
  strength: 'partial',
  propose: (column, { nameIndex }) => inFamily(column, nameIndex),
}
