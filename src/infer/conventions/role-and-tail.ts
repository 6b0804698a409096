import { type Convention, type Proposal, phrase } from '../convention.js'
import { nameKey } from '../words.js'

export const roleAndTail: Convention = {
  name: 'role-and-tail',
  title: "A role in front of the end of the table's name",
  examples: [
    {
      tables: 'res_partner(id), invoice(id, billing_partner_id)',
      link: 'invoice.billing_partner_id -> res_partner.id',
    },
  ],
  counterExamples: [
    {
      tables: 'partner(id), invoice(id, billing_partner_id)',
      link: 'invoice.billing_partner_id -> partner.id',
    },
  ],
  propose: (column, { house }) =>
    column.readings
      .filter((r) => r.form !== 'id-inside')
      .flatMap((reading) =>
        reading.stem.slice(1).flatMap((_, i) => {
          const entity = reading.stem.slice(i + 1)
          const role = reading.stem.slice(0, i + 1)
          return house.endingIn(nameKey(entity)).map(
            ({ table, rest }): Proposal => ({
              table,
              convention: 'role-and-tail',
              form: reading.form,
              reading,
              matched: entity.length,
              columnRest: [...role, ...reading.behind],
              tableRest: rest,
              traits: [],
              says: `${phrase(entity)} ends the name of ${table.model.name}, ${phrase(role)} its role`,
            }),
          )
        }),
      ),
}
