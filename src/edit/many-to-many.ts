// Implicit join tables, which Prisma makes for many-to-many relations: `_PostToTag` with the columns A and B. Without
// foreign keys a pull shows them as a model; two list fields say the same.

import { groupBy } from '../grouped.js'
import type { Warning } from '../relation/planned-relation.js'
import { declaredImplicitJoinTables } from '../schema/relations.js'
import { columnsOf, isUniqueCriterion, type Model, type Schema } from '../schema/schema.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** An implicit join table to be written as two lists. */
export interface ImplicitManyToMany {
  /** The relation of column A; its target is the model whose name comes first in the alphabet. */
  readonly a: ResolvedChoice
  readonly b: ResolvedChoice
  /** The relation name that the table's name stands for: `PostToTag`. */
  readonly relation: string
}

/** Whether a model is such a table: its columns are A and B, unique together, and its name starts with `_`. */
const isImplicitJoinModel = (model: Model): boolean => {
  const columns = columnsOf(model)
  const named = columns.map((column) => column.dbName).join()
  const both = columns.map((column) => column.name)
  return model.dbName.startsWith('_') && named === 'A,B' && isUniqueCriterion(model, both)
}

/** Prisma joins by the single-field `@id` of a visible model, and by nothing else. */
const joinsById = ({ to, choice }: ResolvedChoice): boolean =>
  to.kind === 'model' &&
  !to.ignored &&
  choice.to.fields.length === 1 &&
  to.keys.some((key) => key.kind === 'id' && key.fields.join() === choice.to.fields.join())

/** Leaves out the relations of implicit join tables that the schema already has as two lists. */
export function withoutDeclaredLists(
  schema: Schema,
  relations: readonly ResolvedChoice[],
): readonly ResolvedChoice[] {
  const declared = new Set(declaredImplicitJoinTables(schema))
  return relations.filter(({ from }) => !declared.has(from))
}

export interface SplitLinks {
  readonly relations: readonly ResolvedChoice[]
  readonly lists: readonly ImplicitManyToMany[]
  readonly warnings: readonly Warning[]
}

/** Takes the relations that two lists can stand for out of the others. A table that lists cannot express stays as it is. */
export function splitImplicitJoinTables(relations: readonly ResolvedChoice[]): SplitLinks {
  const lists: ImplicitManyToMany[] = []
  const warnings: Warning[] = []
  for (const [model, own] of groupBy(relations, (relation) => relation.from)) {
    const a = own.find(({ columns }) => columns[0]?.dbName === 'A')
    const b = own.find(({ columns }) => columns[0]?.dbName === 'B')
    if (!isImplicitJoinModel(model) || a === undefined || b === undefined) continue
    if (joinsById(a) && joinsById(b) && a.to.name <= b.to.name)
      lists.push({ a, b, relation: model.dbName.slice(1) })
    else
      warnings.push({
        code: 'not-as-lists',
        says: `${model.name} stays a model of its own: two lists cannot say what its columns reference.`,
      })
  }
  const taken = new Set(lists.flatMap(({ a, b }) => [a, b]))
  return { relations: relations.filter((relation) => !taken.has(relation)), lists, warnings }
}
