// What was decided before, held against the schema as it is now.

import { DEFAULT_STYLE, type EditStyle } from '../edit/edit.js'
import { type Obstacle, obstacles } from '../edit/resolve.js'
import { spelledRelation } from '../print/words.js'
import { cardinalityOf } from '../relation/candidate.js'
import type { Choice, Decision } from '../relation/decision.js'
import type { Drift } from '../relation/drift.js'
import {
  byColumnSet,
  databaseLookUp,
  type NamedRelation,
  parseRelationId,
  relationKey,
  tableName,
} from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import { declaredJoinTables, declaredRelations, relatedColumns } from '../schema/relations.js'
import { type Columns, lookUp, type Model, type Schema } from '../schema/schema.js'
import { similarity } from '../text/similarity.js'
import type { DecisionsFile, RememberedRelation } from './decisions-file.js'
import {
  changedShape,
  columnsFrom,
  type Mismatch,
  type SchemaFacts,
  type Sides,
  sidesOf,
} from './mismatch.js'

/** A relation that was accepted and cannot be written for now, say because its model is marked `@@ignore`. */
export interface Resting {
  readonly id: string
  readonly choice: Choice
  /** Why, in one sentence. */
  readonly says: string
}

/** What memory has to say about a schema. */
export interface Recollection {
  /** The accepted relations that the schema lacks, and every rejection. */
  readonly decisions: readonly Decision[]
  readonly drift: readonly Drift[]
  /** They stay in the file, and nobody is asked about their columns. */
  readonly resting: readonly Resting[]
}

function choiceOf(entry: RememberedRelation, { from, to }: Relation): Choice {
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
function takenColumns(schema: Schema, file: DecisionsFile): SchemaFacts['isTaken'] {
  const remembered = Object.keys(file.relations).flatMap((id) => {
    const parsed = parseRelationId(id)
    return parsed?.from.columns.map((column) => `${parsed.from.table}.${column}`) ?? []
  })
  const [names, dbNames] = [relatedColumns(schema), new Set(remembered)]
  return (model, field) =>
    names.has(`${model.name}.${field.name}`) || dbNames.has(`${tableName(model)}.${field.dbName}`)
}

/** One remembered relation beside what became of its columns. */
interface Entry {
  readonly id: string
  readonly entry: RememberedRelation
  readonly parsed: NamedRelation
  readonly sides: Sides | { readonly mismatch: Mismatch }
}

const relationOf = ({ from, to }: Sides): Relation => ({ from: columnsFrom(from), to: columnsFrom(to) })

interface Recalling extends SchemaFacts {
  /** The declared relations of a column set. */
  readonly declaredOn: (columns: Columns) => readonly Relation[]
  /** The keys of all relations that were accepted and still fit: several may have the same columns. */
  readonly accepted: ReadonlySet<string>
  /** The join tables that the schema declares as two lists. */
  readonly joinTables: ReadonlySet<Model>
  readonly used: UsedNames
  readonly obstacleTo: (relation: Relation) => Obstacle | undefined
}

const nothing: Recollection = { decisions: [], drift: [], resting: [] }

const lost = (drift: Omit<Drift, 'restored'>): Recollection => ({
  ...nothing,
  drift: [{ ...drift, restored: false }],
})

const lostFor = (id: string, says: string): Recollection => lost({ id, says, suggestion: null })

function recallAccepted(facts: Recalling, { id, entry }: Entry, sides: Sides): Recollection {
  const relation = relationOf(sides)
  const declared = facts.declaredOn(relation.from)
  const key = relationKey(relation)
  if (facts.joinTables.has(sides.from.model)) return nothing
  if (declared.some((other) => relationKey(other) === key)) return nothing
  // Two relations on the same columns are fine where both were accepted.
  const stranger = declared.find((other) => !facts.accepted.has(relationKey(other)))
  if (stranger !== undefined)
    return lostFor(id, `${id}: in the schema these columns lead to ${stranger.to.model} now.`)
  const choice = choiceOf(entry, relation)
  const obstacle = facts.obstacleTo(relation)
  if (obstacle !== undefined)
    return {
      ...nothing,
      resting: [{ id, choice, says: `${spelledRelation(relation)} rests: ${obstacle.because}.` }],
    }
  const taken = takeNames(facts.used, entry, sides.from.model, sides.to.model)
  if (taken !== undefined) return lostFor(id, taken)
  const says = changedShape(entry, sides.from, cardinalityOf(sides.from.model, relation.from.fields))
  return {
    ...nothing,
    decisions: [{ id, verdict: 'accept', choice, by: 'memory', note: entry.note }],
    drift: says === undefined ? [] : [{ id, says, suggestion: null, restored: true }],
  }
}

/** What probably takes the place of a lost relation, if it could be written as it is. */
function successorOf(facts: SchemaFacts, suggestion: string, entry: RememberedRelation): Choice | undefined {
  const parsed = parseRelationId(suggestion)
  const sides = parsed && sidesOf(facts, suggestion, entry, parsed)
  return sides === undefined || sides.mismatch !== undefined ? undefined : choiceOf(entry, relationOf(sides))
}

function recallOne(facts: Recalling, one: Entry, mismatch: Mismatch | undefined): Recollection {
  const { id, entry, sides } = one
  if (entry.verdict === 'accept') {
    if (sides.mismatch === undefined) return recallAccepted(facts, one, sides)
    const { says, suggestion } = mismatch ?? sides.mismatch
    const successor = suggestion === null ? undefined : successorOf(facts, suggestion, entry)
    return lost({ id, says, suggestion, successor })
  }
  // A rejection whose columns are gone has nothing left to keep away.
  if (sides.mismatch) return nothing
  const choice = relationOf(sides)
  return { ...nothing, decisions: [{ id, verdict: 'reject', choice, by: 'memory', note: entry.note }] }
}

/** How alike the columns of a lost relation and of its suggested successor are. */
function likeness({ parsed, sides }: Entry): number {
  const suggestion = sides.mismatch?.suggestion ?? null
  const now = suggestion === null ? undefined : parseRelationId(suggestion)
  return now === undefined ? 0 : similarity(parsed.from.columns.join(), now.from.columns.join())
}

/**
 * The mismatches of lost relations, so that no column takes the place of two: the most alike has it, and the others are
 * looked at again without it.
 */
function mismatchesOf(facts: SchemaFacts, entries: readonly Entry[]): ReadonlyMap<Entry, Mismatch> {
  const claimed = new Set<string>()
  const isTaken: SchemaFacts['isTaken'] = (model, field) =>
    claimed.has(`${tableName(model)}.${field.dbName}`) || facts.isTaken(model, field)
  const lostOnes = entries.filter(({ entry, sides }) => entry.verdict === 'accept' && sides.mismatch)
  return new Map(
    lostOnes
      .toSorted((a, b) => likeness(b) - likeness(a))
      .flatMap((one) => {
        const { mismatch } = sidesOf({ ...facts, isTaken }, one.id, one.entry, one.parsed)
        const now = parseRelationId(mismatch?.suggestion ?? '')?.from
        for (const column of now?.columns ?? []) claimed.add(`${now?.table}.${column}`)
        return mismatch === undefined ? [] : [[one, mismatch] as const]
      }),
  )
}

/** Only what hides a model or column lets a relation rest: all else is a mismatch. */
const HIDING: ReadonlySet<string> = new Set(['view', 'ignored-model', 'ignored-field', 'model-like-type'])

/**
 * Holds the decisions file against a schema. Accepted relations that the schema lacks come back as decisions, those that
 * it already declares are left alone, those that no longer fit are reported; none of them stands in another's way.
 *
 * @param style Whether relations of ignored models are written.
 * @example
 * recall(schema, parseDecisions(text, path)).decisions.map((decision) => decision.id)
 */
export function recall(
  schema: Schema,
  file: DecisionsFile,
  style: Pick<EditStyle, 'includeIgnored'> = DEFAULT_STYLE,
): Recollection {
  const facts: SchemaFacts = {
    schema,
    find: lookUp(schema),
    database: databaseLookUp(schema),
    isTaken: takenColumns(schema, file),
  }
  const parsedEntries = Object.entries(file.relations).map(([id, entry]) => {
    const parsed = parseRelationId(id)
    return { id, entry, parsed, sides: parsed && sidesOf(facts, id, entry, parsed) }
  })
  const entries = parsedEntries.flatMap(({ id, entry, parsed, sides }): readonly Entry[] =>
    parsed === undefined || sides === undefined ? [] : [{ id, entry, parsed, sides }],
  )
  const fitting = entries.flatMap(({ entry, sides }) =>
    entry.verdict === 'accept' && sides.mismatch === undefined ? [relationOf(sides)] : [],
  )
  const obstacleTo = obstacles(schema, style)
  const recalling: Recalling = {
    ...facts,
    declaredOn: byColumnSet<Relation>(declaredRelations(schema), ({ from }) => from),
    accepted: new Set(fitting.map(relationKey)),
    joinTables: new Set(declaredJoinTables(schema)),
    used: usedNames(schema),
    obstacleTo: (relation) => {
      const found = obstacleTo(relation)
      return found !== undefined && HIDING.has(found.code) ? found : undefined
    },
  }
  const mismatches = mismatchesOf(facts, entries)
  const known = new Map(entries.map((one) => [one.id, one]))
  const recalled = parsedEntries.map(({ id }) => {
    const one = known.get(id)
    return one === undefined
      ? lostFor(id, `${id} is no relation id.`)
      : recallOne(recalling, one, mismatches.get(one))
  })
  return {
    decisions: recalled.flatMap(({ decisions }) => decisions),
    drift: recalled.flatMap(({ drift }) => drift),
    resting: recalled.flatMap(({ resting }) => resting),
  }
}
