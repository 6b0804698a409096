// Everything that is learned of a schema before a single column is judged.

import { grouped } from '../grouped.js'
import type { SchemaAnswers } from '../relation/answers.js'
import type { Schema } from '../schema/schema.js'
import { compositesOf } from './composite-search.js'
import type { Context } from './convention.js'
import type { ConventionAccount } from './convention-account.js'
import { habitsOf } from './habits.js'
import { keyOwnersOf } from './key-owners.js'
import { nameIndexOf } from './name-index.js'

/** What a schema is looked at with. */
export interface ContextOptions {
  readonly includeIgnored?: boolean
  readonly aliases?: Readonly<Record<string, string>>
  readonly answers?: SchemaAnswers
  /** Instead of all conventions of several columns. */
  readonly compositeConventions?: readonly ConventionAccount[]
}

/** Looks at a schema as a whole. Linear in the number of its columns. */
export function contextOf(schema: Schema, options: ContextOptions = {}): Context {
  const nameIndex = nameIndexOf(schema, options.includeIgnored, options.aliases)
  const answers = options.answers ?? {}
  const composites = compositesOf(nameIndex, options.compositeConventions)
  const nameOf = (model: string, field: string) => `${model}.${field}`
  const byColumn = grouped(
    composites.flatMap((composite) =>
      composite.parts.map(({ from }) => [nameOf(from.table.model.name, from.field.name), composite] as const),
    ),
  )
  return {
    nameIndex,
    answers,
    composites,
    keyOwners: keyOwnersOf(nameIndex),
    habits: habitsOf(nameIndex, answers.person),
    compositesWith: ({ table, field }) => byColumn.get(nameOf(table.model.name, field.name)) ?? [],
  }
}
