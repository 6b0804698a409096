// Candidates that names did not suggest: foreign keys of the database, columns that production joins, keys that a search
// singled out.

import {
  type Candidate,
  cardinalityOf,
  type Inference,
  isOptional,
  type Reference,
} from '../relation/candidate.js'
import { columnsId, relationId } from '../relation/identity.js'
import { declaredImplicitJoinTables, declaredRelations } from '../schema/relations.js'
import {
  type Columns,
  columnsOf,
  isUniqueCriterion,
  type LookUp,
  type Model,
  type Schema,
} from '../schema/schema.js'
import type { SchemaInDatabase } from './located.js'
import type { JoinTally } from './workload/tally.js'

/**
 * How probable a relation is that only the database suggests, before its evidence counts. A choice: low enough that a
 * join in a view alone stays below 0.9, high enough that a foreign key alone passes it.
 */
const PRIOR = 0.03

/** A candidate between two column sets, if Prisma could express it. */
export function candidateBetween(find: LookUp, from: Columns, to: Columns): Candidate | undefined {
  const [model, target] = [find.model(from.model), find.model(to.model)]
  if (model === undefined || target === undefined || model.kind === 'view' || target.kind === 'view')
    return undefined
  const fields = from.fields.flatMap((name) => find.field(from.model, name) ?? [])
  const fits = fields.every((field, i) => {
    const other = find.field(to.model, to.fields[i] ?? '')
    return field.kind === 'scalar' && field.type === other?.type && !field.ignored && !other.ignored
  })
  const id = relationId(find, from, to)
  if (!fits || columnsId(find, from) === columnsId(find, to) || !isUniqueCriterion(target, to.fields))
    return undefined
  return {
    id,
    from,
    to,
    cardinality: cardinalityOf(model, from.fields),
    optional: isOptional(fields),
    confidence: PRIOR,
    convention: 'database',
    evidence: [],
  }
}

/** The models and fields behind database names. */
function nameModels(
  all: readonly Model[],
): (schema: string | undefined, table: string, columns: readonly string[]) => Columns | undefined {
  const idOf = (schema: string | undefined, table: string): string => JSON.stringify([schema, table])
  const models = new Map(all.map((model) => [idOf(model.dbSchema, model.dbName), model]))
  return (schema, table, columns) => {
    const model = models.get(idOf(schema, table)) ?? models.get(idOf(undefined, table))
    const fields = columns.flatMap(
      (column) =>
        (model === undefined ? [] : columnsOf(model)).find(({ dbName }) => dbName === column)?.name ?? [],
    )
    return model === undefined || fields.length < columns.length ? undefined : { model: model.name, fields }
  }
}

/** A candidate for every foreign key of the database. */
export function proposeForeignKeys({
  schema,
  find,
  catalog,
  database,
}: SchemaInDatabase): readonly Candidate[] {
  const here = schema.models.filter(({ dbSchema }) => dbSchema === undefined || dbSchema === database?.name)
  const named = nameModels(here)
  return [...catalog.values()].flatMap((table) =>
    table.foreignKeys.flatMap((key) => {
      const from = named(database?.name, table.name, key.columns)
      const to = named(database?.name, key.table, key.referenced)
      return (from && to && candidateBetween(find, from, to)) ?? []
    }),
  )
}

/** A candidate for every joined pair of which one side alone is a key. */
export function proposeJoins(schema: Schema, find: LookUp, tally: JoinTally): readonly Candidate[] {
  const named = nameModels(schema.models)
  return [...tally.values()].flatMap(({ join: { left, right } }) => {
    const sides = [left, right].map(({ schema: place, table, column }) => named(place, table, [column]))
    const [a, b] = sides
    if (a === undefined || b === undefined) return []
    const both = [candidateBetween(find, a, b) ?? [], candidateBetween(find, b, a) ?? []].flat()
    return both.length === 1 ? both : []
  })
}

/** Inference with more candidates. Those it knows, and relations the schema has, are left alone. */
export function withProposals(
  schema: Schema,
  find: LookUp,
  inference: Inference,
  proposals: readonly Candidate[],
): Inference {
  const declared = new Set(declaredRelations(schema).map(({ from }) => columnsId(find, from)))
  const listed = new Set(declaredImplicitJoinTables(schema).map((model) => model.name))
  const references = new Map(
    inference.references.map((reference) => [columnsId(find, reference.from), reference]),
  )
  for (const candidate of proposals) {
    const key = columnsId(find, candidate.from)
    const known: Reference = references.get(key) ?? { from: candidate.from, candidates: [] }
    if (declared.has(key) || listed.has(candidate.from.model)) continue
    if (known.candidates.some(({ id }) => id === candidate.id)) continue
    references.set(key, { ...known, candidates: [...known.candidates, candidate] })
  }
  return {
    ...inference,
    references: [...references.values()],
    unresolved: inference.unresolved.filter(({ from }) => !references.has(columnsId(find, from))),
  }
}
