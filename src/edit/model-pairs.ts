// Two models and the relations between them: as soon as there are two, each needs a name.
import type { Warning } from '../relation/planned-relation.js'
import { declaredManyToMany, declaredRelations, oneSidedFields } from '../schema/relations.js'
import type { Model, Schema } from '../schema/schema.js'
import type { ImplicitManyToMany } from './many-to-many.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** An unordered pair of models. */
export const modelPairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** What counts the relations of a pair, the declared and the new ones together. */
export type CountRelations = (a: Model, b: Model) => number

/** Counts once, answers often. */
export function countRelations(
  schema: Schema,
  relations: readonly ResolvedChoice[],
  lists: readonly ImplicitManyToMany[],
): CountRelations {
  const counts = new Map<string, number>()
  const pairs = [
    ...declaredRelations(schema).map(({ from, to }) => modelPairKey(from.model, to.model)),
    ...declaredManyToMany(schema).map(({ models }) => modelPairKey(...models)),
    ...oneSidedFields(schema).map(({ model, field }) => modelPairKey(model, field.type)),
    ...relations.map(({ from, to }) => modelPairKey(from.name, to.name)),
    ...lists.map(({ a, b }) => modelPairKey(a.to.name, b.to.name)),
  ]
  for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return (a, b) => counts.get(modelPairKey(a.name, b.name)) ?? 0
}

/** A field that was left halfway may have meant the very relation that is written now. */
export function oneSidedFieldWarnings(
  schema: Schema,
  relations: readonly ResolvedChoice[],
): readonly Warning[] {
  const written = new Set(relations.map(({ from, to }) => modelPairKey(from.name, to.name)))
  return oneSidedFields(schema)
    .filter(({ model, field }) => written.has(modelPairKey(model, field.type)))
    .map(({ model, field }) => ({
      code: 'loose-end',
      says: `${model}.${field.name} has no other side. If a new relation is what it meant, take it out.`,
    }))
}
