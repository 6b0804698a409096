// Everything that some columns could reference in Prisma's eyes: for the person who knows better than inference.
import { groupBy } from '../grouped.js'
import { type Candidate, namedCandidate, type Reference } from '../relation/candidate.js'
import { relationId } from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import {
  type Columns,
  type Field,
  fieldsOf,
  type LookUp,
  type Schema,
  uniqueKeysOf,
} from '../schema/schema.js'

const typesKey = (fields: readonly Field[]): string =>
  fields.map(({ type, arity }) => (arity === 'list' ? `${type}[]` : type)).join(',')

/** The unique keys of a schema by the types of their columns: made once, asked for every question. */
export type KeysByType = ReadonlyMap<string, readonly Columns[]>

export function keysByType(schema: Schema, find: LookUp): KeysByType {
  const keys = schema.models.flatMap((model) =>
    uniqueKeysOf(model).map(({ fields }): Columns => ({ model: model.name, fields })),
  )
  return groupBy(keys, (columns) => typesKey(fieldsOf(find, columns)))
}

/**
 * The targets that a reference could have: what inference thought of first, then every unique key of the same types.
 *
 * @param isPossible Whether a relation can be written beside those that stand.
 * @example
 * possibleTargets(find, keysByType(schema, find), reference, writable(schema, style)).map(({ id }) => id)
 */
export function possibleTargets(
  find: LookUp,
  keys: KeysByType,
  { from, candidates }: Reference,
  isPossible: (relation: Relation) => boolean,
): readonly Candidate[] {
  const known = new Set(candidates.map(({ id }) => id))
  const itself = relationId(find, from, from)
  const others = (keys.get(typesKey(fieldsOf(find, from))) ?? [])
    .map((to) => namedCandidate(find, { from, to }))
    .filter(({ id }) => id !== itself && !known.has(id))
  return [...candidates, ...others].filter(isPossible)
}
