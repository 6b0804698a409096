// The bare join tables of Prisma's implicit many-to-many relations: `_PostToTag` with the columns A and B. Without
// foreign keys a pull shows them as a model; two list fields say the same.

import { groupBy } from '../grouped.js'
import type { Warning } from '../relation/planned-relation.js'
import { listTables } from '../schema/relations.js'
import { columnsOf, isUniqueCriterion, type Model, type Schema } from '../schema/schema.js'
import type { Link } from './resolved-choice.js'

/** A join table to be written as two lists. */
export interface ManyToMany {
  /** The link of column A; its target is the model whose name comes first in the alphabet. */
  readonly a: Link
  readonly b: Link
  /** The relation name that the table's name stands for: `PostToTag`. */
  readonly relation: string
}

/** Whether a model is such a table: its columns are A and B, unique together, and its name starts with `_`. */
const isJoinTable = (model: Model): boolean => {
  const columns = columnsOf(model)
  const named = columns.map((column) => column.dbName).join()
  const both = columns.map((column) => column.name)
  return model.dbName.startsWith('_') && named === 'A,B' && isUniqueCriterion(model, both)
}

/** Prisma joins by the single-field `@id` of a visible model, and by nothing else. */
const joinsById = ({ to, choice }: Link): boolean =>
  to.kind === 'model' &&
  !to.ignored &&
  choice.to.fields.length === 1 &&
  to.keys.some((key) => key.kind === 'id' && key.fields.join() === choice.to.fields.join())

/** Leaves out the links of join tables that the schema already has as two lists. */
export function withoutDeclaredLists(schema: Schema, links: readonly Link[]): readonly Link[] {
  const declared = new Set(listTables(schema))
  return links.filter(({ from }) => !declared.has(from))
}

export interface SplitLinks {
  readonly links: readonly Link[]
  readonly lists: readonly ManyToMany[]
  readonly warnings: readonly Warning[]
}

/** Takes the links that two lists can stand for out of the others. A table that lists cannot express stays as it is. */
export function splitJoinTables(links: readonly Link[]): SplitLinks {
  const lists: ManyToMany[] = []
  const warnings: Warning[] = []
  for (const [model, own] of groupBy(links, (link) => link.from)) {
    const a = own.find(({ columns }) => columns[0]?.dbName === 'A')
    const b = own.find(({ columns }) => columns[0]?.dbName === 'B')
    if (!isJoinTable(model) || a === undefined || b === undefined) continue
    if (joinsById(a) && joinsById(b) && a.to.name <= b.to.name)
      lists.push({ a, b, relation: model.dbName.slice(1) })
    else
      warnings.push({
        code: 'not-as-lists',
        says: `${model.name} stays a model of its own: two lists cannot say what its columns reference.`,
      })
  }
  const taken = new Set(lists.flatMap(({ a, b }) => [a, b]))
  return { links: links.filter((link) => !taken.has(link)), lists, warnings }
}
