// What a run decided, into the decisions file.
import { cardinalityOf, type InducedRule } from '../relation/candidate.js'
import { columnSetKey, parseRelationId } from '../relation/identity.js'
import { isNamed, type RelationOutcome, type Result } from '../relation/result.js'
import { type Columns, type LookUp, lookUp } from '../schema/schema.js'
import type { DecisionsFile, RememberedRelation } from './decisions-file.js'
import { typesOf } from './mismatch.js'

/** What the columns are like now, for telling later what changed. */
export function shapeOf(find: LookUp, from: Columns): Pick<RememberedRelation, 'type' | 'cardinality'> {
  const model = find.model(from.model)
  const fields = from.fields.flatMap((name) => find.field(from.model, name) ?? [])
  return model === undefined ? {} : { type: typesOf(fields), cardinality: cardinalityOf(model, from.fields) }
}

/** One key for the referencing columns of an id in any order; whatever is no id stands for itself. */
const columnsPart = (id: string): string => {
  const from = parseRelationId(id)?.from
  return from === undefined ? id : columnSetKey({ model: from.table, fields: from.columns })
}

/** The names to remember: those that were written; what memory itself decided keeps the names that somebody chose. */
function namesOfEntry(
  outcome: RelationOutcome,
  before: RememberedRelation | undefined,
): Pick<RememberedRelation, 'field' | 'back' | 'relation'> {
  const old = { field: before?.field, back: before?.back, relation: before?.relation }
  // What could not be written this time was given no names.
  if (!isNamed(outcome)) return old
  if (outcome.by !== 'memory') return outcome.names
  const { field, back, relation } = outcome.names
  return { field: old.field ?? field, back: old.back ?? back, relation: old.relation ?? relation }
}

/** Who an entry says decided; what comes from memory stays with whoever it was. */
const byOf = (outcome: RelationOutcome, before: RememberedRelation | undefined): RememberedRelation['by'] =>
  outcome.by === 'memory' ? before?.by : outcome.by === 'policy' ? 'policy' : 'person'

function entryOf(
  outcome: RelationOutcome,
  before: RememberedRelation | undefined,
  isSuccessor: boolean,
  find: LookUp,
): RememberedRelation {
  if (outcome.decision === 'rejected')
    return { verdict: 'reject', by: byOf(outcome, before), note: outcome.note ?? before?.note }
  // An action of its own that was not written again, say SetNull on what is required now, no longer stands.
  const old = isNamed(outcome) && !isSuccessor ? undefined : before
  const { onDelete = old?.onDelete, onUpdate = old?.onUpdate, map = old?.map } = outcome
  return {
    verdict: 'accept',
    ...namesOfEntry(outcome, before),
    onDelete,
    onUpdate,
    map,
    ...shapeOf(find, outcome.candidate.from),
    by: byOf(outcome, before),
    note: before?.note,
  }
}

/**
 * Adds what a run decided to the decisions file. What the run did not touch stays as it is; a new decision takes the place
 * of older ones about the same columns and of the one that it was suggested for.
 *
 * @example
 * printDecisions(remember(file, result))
 */
export function remember(
  file: DecisionsFile,
  { schema, relations, drift }: Pick<Result, 'schema' | 'relations' | 'drift'>,
): DecisionsFile {
  const find = lookUp(schema)
  const decided = relations.filter(({ decision }) => decision !== 'undecided')
  const successors = new Map(
    drift.flatMap(({ id, suggestion }) => (suggestion === null ? [] : [[suggestion, id] as const])),
  )
  const entries = decided.map((outcome) => {
    const { id } = outcome.candidate
    const own = file.relations[id]
    // What somebody wrote and what does not fit for now is not for a policy to overwrite.
    if (own !== undefined && outcome.by === 'policy') return [id, own] as const
    const before = own ?? file.relations[successors.get(id) ?? id]
    return [id, entryOf(outcome, before, own === undefined, find)] as const
  })
  // What memory decided is merely brought up to date; what a person decides anew makes the old answers void.
  const anew = decided.filter(({ by }) => by !== 'memory').map(({ candidate }) => candidate.id)
  const byPerson = decided.filter(({ by }) => by === 'user').map(({ candidate }) => candidate.id)
  const settled = new Set(byPerson.map(columnsPart))
  const replaced = new Set(anew.map((id) => successors.get(id)))
  const kept = Object.entries(file.relations).filter(
    ([id]) => !settled.has(columnsPart(id)) && !replaced.has(id),
  )
  return { ...file, relations: Object.fromEntries([...kept, ...entries]) }
}

/** Adds rules that were confirmed; one that stands there already is not added again. */
export function withRules(
  file: DecisionsFile,
  rules: readonly Pick<InducedRule, 'from' | 'to'>[],
): DecisionsFile {
  const known = new Set(file.rules.map(({ from, to }) => `${from} ${to}`))
  const added = rules.filter(({ from, to }) => !known.has(`${from} ${to}`))
  return added.length === 0
    ? file
    : { ...file, rules: [...file.rules, ...added.map(({ from, to }) => ({ from, to }))] }
}
