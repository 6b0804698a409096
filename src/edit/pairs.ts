// Two models and the relations between them: as soon as there are two, each needs a name.
import type { Warning } from '../relation/planned-relation.js'
import { declaredLists, declaredRelations, looseEnds } from '../schema/relations.js'
import type { Model, Schema } from '../schema/schema.js'
import type { ManyToMany } from './join-table.js'
import type { Link } from './resolved-choice.js'

/** An unordered pair of models. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** What counts the relations of a pair, the declared and the new ones together. */
export type CountRelations = (a: Model, b: Model) => number

/** Counts once, answers often. */
export function countRelations(
  schema: Schema,
  links: readonly Link[],
  lists: readonly ManyToMany[],
): CountRelations {
  const counts = new Map<string, number>()
  const pairs = [
    ...declaredRelations(schema).map(({ from, to }) => pairOf(from.model, to.model)),
    ...declaredLists(schema).map(({ models }) => pairOf(...models)),
    ...looseEnds(schema).map(({ model, field }) => pairOf(model, field.type)),
    ...links.map(({ from, to }) => pairOf(from.name, to.name)),
    ...lists.map(({ a, b }) => pairOf(a.to.name, b.to.name)),
  ]
  for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return (a, b) => counts.get(pairOf(a.name, b.name)) ?? 0
}

/** A field that was left halfway may have meant the very relation that is written now. */
export function looseEndWarnings(schema: Schema, links: readonly Link[]): readonly Warning[] {
  const written = new Set(links.map(({ from, to }) => pairOf(from.name, to.name)))
  return looseEnds(schema)
    .filter(({ model, field }) => written.has(pairOf(model, field.type)))
    .map(({ model, field }) => ({
      code: 'loose-end',
      says: `${model}.${field.name} has no other side. If a new relation is what it meant, take it out.`,
    }))
}
