// Everything that some columns could reference in Prisma's eyes: for the person who knows better than inference.
import { groupBy } from '../grouped.js'
import { type Candidate, cardinalityOf, isOptional, type Reference, relationId } from '../infer/candidate.js'
import type { Drift } from '../report/result.js'
import { type Columns, type Field, type LookUp, type Schema, uniqueKeysOf } from '../schema/schema.js'
import type { Choice } from './decision.js'
import { columnSetKey } from './identity.js'

const fieldsOf = (find: LookUp, { model, fields }: Columns): readonly Field[] =>
  fields.flatMap((name) => find.field(model, name) ?? [])

const typesKey = (fields: readonly Field[]): string =>
  fields.map(({ type, arity }) => (arity === 'list' ? `${type}[]` : type)).join(',')

/** A candidate for what a person names without inference having thought of it. */
export function namedCandidate(find: LookUp, from: Columns, to: Columns): Candidate {
  const model = find.model(from.model)
  return {
    id: relationId(find, from, to),
    from,
    to,
    cardinality: model === undefined ? 'many-to-one' : cardinalityOf(model, from.fields),
    optional: isOptional(fieldsOf(find, from)),
    confidence: 1,
    convention: 'decision',
    evidence: [{ source: 'decision', says: 'decided by a person', weight: 0 }],
  }
}

/** References with what probably takes the place of lost relations first among them, and how that is written. */
export interface WithSuccessors {
  readonly references: readonly Reference[]
  /** By id. */
  readonly successors: ReadonlyMap<string, Choice>
}

/** Puts the likely successors of lost relations before the other candidates of their columns, and before all others. */
export function withSuccessors(
  find: LookUp,
  references: readonly Reference[],
  drift: readonly Drift[],
): WithSuccessors {
  const byColumns = new Map(references.map((reference) => [columnSetKey(reference.from), reference]))
  const successors = new Map<string, Choice>()
  const put: Reference[] = []
  for (const { suggestion, successor, says } of drift) {
    if (suggestion === null || successor === undefined || successors.has(suggestion)) continue
    const { from, to } = successor
    const key = columnSetKey(from)
    const rivals = byColumns.get(key)?.candidates.filter(({ id }) => id !== suggestion) ?? []
    const evidence = [{ source: 'decision', says: says.replace(/\.$/, ''), weight: 0 }]
    // Nothing was inferred about it, so it may never be accepted unseen.
    put.push({
      from,
      candidates: [{ ...namedCandidate(find, from, to), confidence: 0, evidence }, ...rivals],
    })
    byColumns.delete(key)
    successors.set(suggestion, successor)
  }
  const others = references.filter((reference) => byColumns.has(columnSetKey(reference.from)))
  return { references: [...put, ...others], successors }
}

/** The unique keys of a schema by the types of their columns: made once, asked for every question. */
export type KeysByType = ReadonlyMap<string, readonly Columns[]>

export function keysByType(schema: Schema, find: LookUp): KeysByType {
  const keys = schema.models
    .filter((model) => !model.ignored)
    .flatMap((model) => uniqueKeysOf(model).map(({ fields }): Columns => ({ model: model.name, fields })))
  return groupBy(keys, (columns) => typesKey(fieldsOf(find, columns)))
}

/**
 * The targets that a reference could have: what inference thought of first, then every unique key of the same types.
 *
 * @example
 * possibleTargets(find, keysByType(schema, find), reference).map(({ id }) => id)
 */
export function possibleTargets(
  find: LookUp,
  keys: KeysByType,
  { from, candidates }: Reference,
): readonly Candidate[] {
  const known = new Set(candidates.map(({ id }) => id))
  const itself = relationId(find, from, from)
  const others = (keys.get(typesKey(fieldsOf(find, from))) ?? [])
    .map((to) => namedCandidate(find, from, to))
    .filter(({ id }) => id !== itself && !known.has(id))
  return [...candidates, ...others]
}
