import { type Convention, type Proposal, phrase } from '../convention.js'

export const tableTail: Convention = {
  name: 'table-tail',
  title: "The end of the table's name: the rest is a prefix of the house or a qualifier",
  examples: [
    { tables: 'tbl_city(id), tbl_area(id), people(id, city_id)', link: 'people.city_id -> tbl_city.id' },
    { tables: 'sales_order(id), shipment(id, order_id)', link: 'shipment.order_id -> sales_order.id' },
  ],
  counterExamples: [
    { tables: 'order_lines(id), shipment(id, order_id)', link: 'shipment.order_id -> order_lines.id' },
  ],
  propose: (column, { house }) =>
    column.readings
      .filter((r) => r.form !== 'id-inside')
      .flatMap((reading) =>
        house.endingIn(reading.key).map(
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
