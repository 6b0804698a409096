import { type Convention, type Proposal, phrase } from '../convention.js'
import type { House } from '../house.js'
import type { Column } from '../table.js'

// More leading words than these are never left out.
const LONGEST_FAMILY = 6

function inFamily({ table: own, readings }: Column, house: House): readonly Proposal[] {
  return readings
    .filter((reading) => reading.form !== 'id-inside')
    .flatMap((reading) =>
      own.starts.slice(0, LONGEST_FAMILY).flatMap((start, i) =>
        house.named(start + reading.key).map(
          (table): Proposal => ({
            table,
            convention: 'family',
            form: reading.form,
            reading,
            matched: reading.stem.length,
            columnRest: reading.behind,
            tableRest: own.words.slice(0, i + 1),
            traits: i + 1 === own.words.length ? ['whole-own-name'] : [],
            says: `${phrase(reading.stem)} is ${table.model.name}, of the same family as ${own.model.name}`,
          }),
        ),
      ),
    )
}

export const family: Convention = {
  name: 'family',
  title: "The end of a table's name whose beginning the referencing table shares",
  examples: [
    {
      tables: 'sales_order(id), sales_invoice(id, order_id)',
      link: 'sales_invoice.order_id -> sales_order.id',
    },
    { tables: 'ForumThread(id), ForumPost(id, threadId)', link: 'ForumPost.threadId -> ForumThread.id' },
    { tables: 'wp_users(id), wp_posts(id, user_id)', link: 'wp_posts.user_id -> wp_users.id' },
  ],
  counterExamples: [
    { tables: 'sales_order(id), stock_move(id, order_id)', link: 'stock_move.order_id -> sales_order.id' },
  ],
  propose: (column, { house }) => inFamily(column, house),
}
