import type { Convention, Proposal } from '../convention.js'
import { GENERIC_ENDS } from '../lexicon.js'
import type { NameIndex } from '../name-index.js'
import { phrase, startsWith } from '../name-words.js'
import { rolesInFront } from '../reading.js'
import { normalizedName } from '../vocabulary.js'

// An end that so many tables share says what kind of table it is, not whose. With 2 as many true relations of the
// collection come first, with 6 three fewer.
const GENERAL = 3

/** Whether a last word of table names means no particular thing: `master`, or one that several tables of the schema end in. */
const isGeneralEnd = (word: string, nameIndex: NameIndex): boolean =>
  GENERIC_ENDS.has(word) || nameIndex.tablesEnding(word) >= GENERAL

// With a role and a word left over, more tables than these are guesses. With 2 thirteen true relations of the collection come
// first no more, with 20 none more does.
const MOST_TABLES_WITH_ROLE = 6

export const roleAndTail: Convention = {
  name: 'role-and-tail',
  title: "A role in front of a part of the table's name",
  examples: [
    {
      tables: 'reg_partner(id), invoice(id, billing_partner_id)',
      link: 'invoice.billing_partner_id -> reg_partner.id',
    },
    {
      tables: 'GroupedNightRun(id), Step(id, groupedRunId)',
      link: 'Step.groupedRunId -> GroupedNightRun.id',
    },
  ],
  counterExamples: [
    {
      tables: 'partner(id), invoice(id, billing_partner_id)',
      link: 'invoice.billing_partner_id -> partner.id',
    },
  ],
  rank: 4,
  strength: 'partial',
  guesses: true,
  propose: (column, { nameIndex }) =>
    rolesInFront(column.readings).flatMap(({ reading, role, entity }) => {
      const heads = nameIndex
        .beginningWith(normalizedName(entity))
        .filter((hit) => hit.rest.length === 1 && isGeneralEnd(hit.rest[0] ?? '', nameIndex))
      return [...nameIndex.endingIn(normalizedName(entity)), ...heads].slice(0, MOST_TABLES_WITH_ROLE).map(
        ({ table, rest }): Proposal => ({
          table,
          convention: 'role-and-tail',
          form: reading.form,
          reading,
          matched: entity.length,
          columnRest: [...role, ...reading.behind],
          tableRest: rest,
          traits: [
            ...(table.words.at(-1) === rest[0] ? (['head'] as const) : []),
            // `groupedRunId` is less a role before `Run` than `GroupedNightRun` without the word between.
            ...(startsWith(rest, role) ? (['around-a-word'] as const) : []),
          ],
          says: `${phrase(entity)} is in the name of ${table.model.name}, ${phrase(role)} its role`,
        }),
      )
    }),
}
