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
  type NamedColumns,
  type NamedRelation,
  parseRelationId,
  relationKey,
  tableName,
} from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import { declaredImplicitJoinTables, declaredRelations, relatedColumns } from '../schema/relations.js'
import { type Columns, lookUp, type Model, type Schema } from '../schema/schema.js'
import { similarity } from '../text/similarity.js'
import type { DecisionsFile, RememberedRelation } from './decisions-file.js'
import {
  actionMismatch,
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

/** How a remembered relation is to be written. */
export function choiceOf(entry: RememberedRelation, { from, to }: Relation): Choice {
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
  /** The implicit join tables that the schema declares as two lists. */
  readonly implicitJoinTables: ReadonlySet<Model>
  readonly used: UsedNames
  readonly obstacleTo: (relation: Relation) => Obstacle | undefined
}

/** Only what hides a model or column lets a relation rest: all else is a mismatch. */
const HIDING: ReadonlySet<string> = new Set(['view', 'ignored-model', 'ignored-field', 'model-like-type'])

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
  if (facts.implicitJoinTables.has(sides.from.model)) return nothing
  if (declared.some((other) => relationKey(other) === key)) return nothing
  // Two relations on the same columns are fine where both were accepted.
  const stranger = declared.find((other) => !facts.accepted.has(relationKey(other)))
  if (stranger !== undefined)
    return lostFor(id, `In the schema these columns lead to ${stranger.to.model} now.`)
  const choice = choiceOf(entry, relation)
  const obstacle = facts.obstacleTo(relation)
  if (obstacle !== undefined)
    return HIDING.has(obstacle.code)
      ? {
          ...nothing,
          resting: [
            { id, choice, says: `${spelledRelation(relation)} is not written while ${obstacle.because}.` },
          ],
        }
      : lostFor(id, `It cannot be written: ${obstacle.because}.`)
  const refused = actionMismatch(entry, sides.from)
  if (refused !== undefined) return lostFor(id, refused)
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

/** A lost relation with what may have taken its place, as far as that was not given to another. */
interface Loss {
  readonly one: Entry
  readonly mismatch: Mismatch
}

/** How alike a lost relation and its suggestion are, from 0 to 1; -1 without a suggestion. */
const likenessOf = ({ one: { parsed }, mismatch: { suggestion } }: Loss): number => {
  const now = suggestion === null ? undefined : parseRelationId(suggestion)
  if (now === undefined) return -1
  const names = ({ from, to }: NamedRelation) => [from.table, to.table, ...from.columns, ...to.columns]
  const then = names(parsed)
  // As alike as the least alike of the names: a long name that stayed the same says nothing.
  return Math.min(...names(now).map((name, i) => similarity(then[i] ?? '', name)))
}

const byLikeness = (a: Loss, b: Loss): number =>
  likenessOf(b) - likenessOf(a) || (a.one.id < b.one.id ? -1 : 1)

/** What was given so far: ids, and new columns with the lost ones that they stand for. */
interface Given {
  readonly ids: Set<string>
  readonly columns: Map<string, string>
}

const namesOfColumns = ({ table, columns }: NamedColumns): readonly string[] =>
  columns.map((column) => `${table}.${column}`)

/** How a relation is lost when what was given to others is left to them. */
function lossBeside(facts: SchemaFacts, one: Entry, given: Given): Loss | undefined {
  const own = namesOfColumns(one.parsed.from).join()
  const isTaken: SchemaFacts['isTaken'] = (model, field) => {
    const holder = given.columns.get(`${tableName(model)}.${field.dbName}`)
    // Two relations on one lost column go on together.
    return (holder !== undefined && holder !== own) || facts.isTaken(model, field)
  }
  const isKnown = (id: string): boolean => given.ids.has(id) || facts.isKnown(id)
  const { mismatch } = sidesOf({ ...facts, isTaken, isKnown }, one.id, one.entry, one.parsed)
  return mismatch && { one, mismatch }
}

function give(given: Given, { one, mismatch: { suggestion } }: Loss): void {
  const now = suggestion === null ? undefined : parseRelationId(suggestion)
  if (suggestion === null || now === undefined) return
  given.ids.add(suggestion)
  for (const name of namesOfColumns(now.from)) given.columns.set(name, namesOfColumns(one.parsed.from).join())
}

/**
 * The mismatches of lost relations, so that nothing takes the place of two: what is most alike has it, and the others get
 * their next best or none.
 */
function mismatchesOf(facts: SchemaFacts, entries: readonly Entry[]): ReadonlyMap<Entry, Mismatch> {
  const given: Given = { ids: new Set(), columns: new Map() }
  const found = new Map<Entry, Mismatch>()
  const lostOnes = entries.filter(({ entry, sides }) => entry.verdict === 'accept' && sides.mismatch)
  const open = lostOnes.flatMap((one) => lossBeside(facts, one, given) ?? []).sort(byLikeness)
  for (let best = open.shift(); best !== undefined; best = open.shift()) {
    const now = lossBeside(facts, best.one, given) ?? best
    if (now.mismatch.suggestion === best.mismatch.suggestion) {
      found.set(best.one, best.mismatch)
      give(given, best)
    } else {
      open.push(now)
      open.sort(byLikeness)
    }
  }
  return found
}

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
    isKnown: (id) => Object.hasOwn(file.relations, id),
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
  const recalling: Recalling = {
    ...facts,
    declaredOn: byColumnSet<Relation>(declaredRelations(schema), ({ from }) => from),
    accepted: new Set(fitting.map(relationKey)),
    implicitJoinTables: new Set(declaredImplicitJoinTables(schema)),
    used: usedNames(schema),
    obstacleTo: obstacles(schema, style),
  }
  const mismatches = mismatchesOf(facts, entries)
  const known = new Map(entries.map((one) => [one.id, one]))
  const recalled = parsedEntries.map(({ id }) => {
    const one = known.get(id)
    return one === undefined
      ? lostFor(id, 'This is no relation id.')
      : recallOne(recalling, one, mismatches.get(one))
  })
  return {
    decisions: recalled.flatMap(({ decisions }) => decisions),
    drift: recalled.flatMap(({ drift }) => drift),
    resting: recalled.flatMap(({ resting }) => resting),
  }
}
