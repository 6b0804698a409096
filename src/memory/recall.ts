// What was decided before, held against the schema as it is now.

import { cardinalityOf } from '../relation/candidate.js'
import type { Choice, Decision } from '../relation/decision.js'
import type { Drift } from '../relation/drift.js'
import {
  columnSetKey,
  databaseLookUp,
  parseRelationId,
  relationKey,
  tableName,
} from '../relation/identity.js'
import { declaredJoinTables, declaredRelations, relatedColumns } from '../schema/relations.js'
import { type Columns, lookUp, type Model, type Schema } from '../schema/schema.js'
import type { DecisionsFile, RememberedRelation } from './decisions-file.js'
import { changedShape, columnsFrom, type Misfit, type Sides, type Surroundings, sidesOf } from './mismatch.js'

/** What memory has to say about a schema. */
export interface Recollection {
  /** The accepted relations that the schema lacks, and every rejection. */
  readonly decisions: readonly Decision[]
  readonly drift: readonly Drift[]
}

function choiceOf(entry: RememberedRelation, from: Columns, to: Columns): Choice {
  const { field, back, relation, onDelete, onUpdate, map } = entry
  return {
    from,
    to,
    names: {
      ...(field === undefined ? {} : { field }),
      ...(back === undefined ? {} : { back }),
      ...(relation === undefined ? {} : { relation }),
    },
    onDelete,
    onUpdate,
    map,
  }
}

/** The names that fields have, and those that remembered relations take as they come back. */
type UsedNames = ReadonlyMap<string, Set<string>>

const usedNames = (schema: Schema): UsedNames =>
  new Map(schema.models.map((model) => [model.name, new Set(model.fields.map((field) => field.name))]))

/** Takes the names of a relation, or says which of them is no longer free. */
function takeNames(used: UsedNames, entry: RememberedRelation, from: Model, to: Model): string | undefined {
  const wanted = [
    { model: from, name: entry.field },
    { model: to, name: entry.back },
  ].flatMap(({ model, name }) => (name === undefined ? [] : [{ model, name }]))
  const lost = wanted.find(({ model, name }) => used.get(model.name)?.has(name))
  if (lost !== undefined) {
    const holder = lost.model.fields.find((field) => field.name === lost.name)
    const by = holder === undefined || holder.kind === 'model' ? 'another relation' : 'a column'
    return `The name ${lost.name} is taken by ${by} of ${lost.model.name} now.`
  }
  for (const { model, name } of wanted) used.get(model.name)?.add(name)
  return undefined
}

/** Which columns already belong to a relation that is declared or remembered. */
function takenColumns(schema: Schema, file: DecisionsFile): Surroundings['isTaken'] {
  const remembered = Object.keys(file.relations).flatMap((id) => {
    const parsed = parseRelationId(id)
    return parsed?.from.columns.map((column) => `${parsed.from.table}.${column}`) ?? []
  })
  const [names, dbNames] = [relatedColumns(schema), new Set(remembered)]
  return (model, field) =>
    names.has(`${model.name}.${field.name}`) || dbNames.has(`${tableName(model)}.${field.dbName}`)
}

interface Recalling extends Surroundings {
  /** What the schema declares, by `relationKey` and by `columnSetKey`. */
  readonly links: ReadonlySet<string>
  readonly targets: ReadonlyMap<string, string>
  /** The join tables that it declares as two lists. */
  readonly joinTables: ReadonlySet<Model>
  readonly used: UsedNames
}

const lost = (
  id: string,
  says: string,
  suggestion: string | null = null,
  successor?: Choice | undefined,
): Recollection => ({ decisions: [], drift: [{ id, says, suggestion, restored: false, successor }] })

const nothing: Recollection = { decisions: [], drift: [] }

function recallAccepted(
  around: Recalling,
  id: string,
  entry: RememberedRelation,
  sides: Sides,
): Recollection {
  const [from, to] = [columnsFrom(sides.from), columnsFrom(sides.to)]
  if (around.links.has(relationKey({ from, to })) || around.joinTables.has(sides.from.model)) return nothing
  const target = around.targets.get(columnSetKey(from))
  if (target !== undefined) return lost(id, `${id}: in the schema these columns lead to ${target} now.`)
  const taken = takeNames(around.used, entry, sides.from.model, sides.to.model)
  if (taken !== undefined) return lost(id, taken)
  const says = changedShape(entry, sides.from, cardinalityOf(sides.from.model, from.fields))
  return {
    decisions: [{ id, verdict: 'accept', choice: choiceOf(entry, from, to), by: 'memory', note: entry.note }],
    drift: says === undefined ? [] : [{ id, says, suggestion: null, restored: true }],
  }
}

/** What probably takes the place of a lost relation, if it could be written as it is. */
function successorOf(around: Recalling, id: string, entry: RememberedRelation): Choice | undefined {
  const parsed = parseRelationId(id)
  const sides = parsed && sidesOf(around, id, entry, parsed)
  return sides === undefined || sides.misfit !== undefined
    ? undefined
    : choiceOf(entry, columnsFrom(sides.from), columnsFrom(sides.to))
}

function recallLost(around: Recalling, id: string, entry: RememberedRelation, { says, suggestion }: Misfit) {
  return lost(id, says, suggestion, suggestion === null ? undefined : successorOf(around, suggestion, entry))
}

function recallOne(around: Recalling, id: string, entry: RememberedRelation): Recollection {
  const parsed = parseRelationId(id)
  if (parsed === undefined) return lost(id, `${id} is no relation id.`)
  const sides = sidesOf(around, id, entry, parsed)
  if (entry.verdict === 'accept')
    return sides.misfit
      ? recallLost(around, id, entry, sides.misfit)
      : recallAccepted(around, id, entry, sides)
  // A rejection whose columns are gone has nothing left to keep away.
  if (sides.misfit) return nothing
  const choice = { from: columnsFrom(sides.from), to: columnsFrom(sides.to) }
  return { decisions: [{ id, verdict: 'reject', choice, by: 'memory', note: entry.note }], drift: [] }
}

/**
 * Holds the decisions file against a schema. Accepted relations that the schema lacks come back as decisions, those that
 * it already declares are left alone, those that no longer fit are reported; none of them stands in another's way.
 *
 * @example
 * recall(schema, parseDecisions(text, path)).decisions.map((decision) => decision.id)
 */
export function recall(schema: Schema, file: DecisionsFile): Recollection {
  const declared = declaredRelations(schema)
  const around: Recalling = {
    schema,
    find: lookUp(schema),
    database: databaseLookUp(schema),
    isTaken: takenColumns(schema, file),
    links: new Set(declared.map(relationKey)),
    targets: new Map(declared.map(({ from, to }) => [columnSetKey(from), to.model])),
    joinTables: new Set(declaredJoinTables(schema)),
    used: usedNames(schema),
  }
  const recalled = Object.entries(file.relations).map(([id, entry]) => recallOne(around, id, entry))
  return {
    decisions: recalled.flatMap(({ decisions }) => decisions),
    drift: recalled.flatMap(({ drift }) => drift),
  }
}
