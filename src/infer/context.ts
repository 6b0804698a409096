// Everything that is learned of a schema before a single column is judged.

import { grouped } from '../grouped.js'
import type { Schema } from '../schema/schema.js'
import { compositesOf } from './composite.js'
import type { Answers, ConventionAccount, Outlook } from './convention.js'
import { habitsOf } from './habits.js'
import { houseOf } from './name-index.js'

/** What a schema is looked at with. */
export interface OutlookOptions {
  readonly includeIgnored?: boolean
  readonly aliases?: Readonly<Record<string, string>>
  readonly answers?: Answers
  /** Instead of all conventions of several columns. */
  readonly compositeConventions?: readonly ConventionAccount[]
}

/** Looks at a schema as a whole. Linear in the number of its columns. */
export function outlookOf(schema: Schema, options: OutlookOptions = {}): Outlook {
  const house = houseOf(schema, options.includeIgnored, options.aliases)
  const answers = options.answers ?? {}
  const composites = compositesOf(house, options.compositeConventions)
  const nameOf = (model: string, field: string) => `${model}.${field}`
  const byColumn = grouped(
    composites.flatMap((composite) =>
      composite.parts.map(({ from }) => [nameOf(from.table.model.name, from.field.name), composite] as const),
    ),
  )
  return {
    house,
    answers,
    composites,
    habits: habitsOf(house, answers.person),
    compositesWith: ({ table, field }) => byColumn.get(nameOf(table.model.name, field.name)) ?? [],
  }
}
