// The run's start without what somebody rejects of what was accepted before: neither in the files nor in the memory.

import type { Repair } from '../edit/repair.js'
import { withdrawal } from '../edit/withdrawal.js'
import { RestoreError } from '../errors.js'
import type { RememberedRelation } from '../memory/decisions-file.js'
import { choiceOf } from '../memory/recall.js'
import type { Decision } from '../relation/decision.js'
import {
  columnsNamed,
  databaseLookUp,
  isIdOf,
  parseRelationId,
  relationIdKey,
  relationKey,
} from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import { coversRelation, type Selection, selected } from '../relation/selection.js'
import { read } from '../schema/read.js'
import { type DeclaredRelation, declaredImplicitJoinTables, declaredRelations } from '../schema/relations.js'
import { type LookUp, lookUp, type Schema } from '../schema/schema.js'
import type { RunInput } from './examine.js'
import { takenOut } from './repaired.js'

/** What a run starts from once that is taken back. */
export interface Withdrawn {
  readonly source: RunInput
  /** The rejections of what was accepted. */
  readonly decisions: readonly Decision[]
  /** The ids and globs that meant some of it. */
  readonly understood: ReadonlySet<string>
}

/** A relation that was accepted, and whose columns are there. */
interface Accepted {
  readonly id: string
  readonly entry: RememberedRelation
  readonly relation: Relation
}

function rememberedIn(schema: Schema, { decisions: { relations } }: RunInput): readonly Accepted[] {
  const database = databaseLookUp(schema)
  return Object.entries(relations).flatMap(([id, entry]): readonly Accepted[] => {
    const parsed = parseRelationId(id)
    if (entry.verdict !== 'accept' || parsed === undefined) return []
    const [from, to] = [columnsNamed(database, parsed.from), columnsNamed(database, parsed.to)]
    return from === undefined || to === undefined ? [] : [{ id, entry, relation: { from, to } }]
  })
}

interface Standing {
  readonly schema: Schema
  readonly find: LookUp
  readonly source: RunInput
  readonly accepted: readonly Accepted[]
  readonly declared: readonly DeclaredRelation[]
  readonly isSelected: (relation: Relation) => boolean
}

const byHand = (message: string, { field, back, from, to }: DeclaredRelation): RestoreError => {
  const other = back === undefined ? '' : ` and ${to.model}.${back.name}`
  return new RestoreError(
    'usage',
    message,
    `Take ${from.model}.${field.name}${other} out by hand, then reject it. Nothing was changed.`,
  )
}

/** What an id or a glob means of what was accepted. What somebody declared by hand is not for us to take out. */
function meantBefore({ find, source, accepted, declared, isSelected }: Standing, name: string) {
  const isMeant = isIdOf(find, name)
  const exact = accepted.filter(({ relation }) => isMeant(relation))
  if (exact.length > 0) return exact
  const key = relationIdKey(name)
  if (
    Object.entries(source.decisions.relations).some(
      ([id, { verdict }]) => verdict === 'accept' && relationIdKey(id) === key,
    )
  )
    throw new RestoreError(
      'usage',
      `${name} was accepted, and no longer fits the schema.`,
      'What is gone for good: delete its line in the decisions file. Nothing was changed.',
    )
  const own = declared.find(isMeant)
  if (own !== undefined)
    throw byHand(`${name} stands in the schema, and was not written from a decision.`, own)
  const covers = coversRelation(find, [name])
  return accepted.filter(({ relation }) => covers(relation) && isSelected(relation))
}

/** What taking out the fields of an accepted relation means; nothing where the schema lacks them anyway. */
function fieldsTaken(
  { schema, find, declared }: Standing,
  { id, entry, relation }: Accepted,
): readonly Repair[] {
  if (declaredImplicitJoinTables(schema).some(({ name }) => name === relation.from.model))
    throw new RestoreError(
      'usage',
      `${id} is written as two lists.`,
      'Take both lists out by hand, then reject it. Nothing was changed.',
    )
  const key = relationKey(relation)
  const own = declared.find((one) => relationKey(one) === key)
  if (own === undefined) return []
  if (entry.by === 'schema') throw byHand(`${id} was declared by hand.`, own)
  const found = withdrawal(schema, find, choiceOf(entry, relation), own, `${id} was rejected`)
  if (found === undefined) throw byHand(`${id} no longer stands as it was written.`, own)
  return [found]
}

/**
 * Takes back what was accepted before and is rejected now. What the names mean of open relations is not looked at.
 *
 * @param names Ids and globs.
 * @param format Whether a formatted file is to stay formatted.
 * @throws RestoreError `usage` where fields stand in the schema that are not, or no longer, as they were written.
 * @example
 * withdrawn(source, ['Post(authorId)->User(id)'], DEFAULT_POLICY, true).source.repairs
 */
export function withdrawn(
  source: RunInput,
  names: readonly string[],
  selection: Selection,
  format: boolean,
): Withdrawn {
  if (names.length === 0) return { source, decisions: [], understood: new Set() }
  const schema = read(source.files)
  const find = lookUp(schema)
  const standing: Standing = {
    schema,
    find,
    source,
    accepted: rememberedIn(schema, source),
    declared: declaredRelations(schema),
    isSelected: selected(find, selection),
  }
  const meant = names.map((name) => ({ name, accepted: meantBefore(standing, name) }))
  const gone = new Map(meant.flatMap(({ accepted }) => accepted.map((one) => [one.id, one] as const)))
  const repairs = [...gone.values()].flatMap((one) => fieldsTaken(standing, one))
  const { decisions } = source
  const kept = Object.entries(decisions.relations).filter(([id]) => !gone.has(id))
  return {
    source: {
      files: repairs.length === 0 ? source.files : takenOut(source.files, repairs, format),
      decisions: { ...decisions, relations: Object.fromEntries(kept) },
      repairs: [...(source.repairs ?? []), ...repairs],
    },
    decisions: [...gone.values()].map(({ id, relation }) => ({
      id,
      verdict: 'reject',
      choice: relation,
      by: 'user',
    })),
    understood: new Set(meant.flatMap(({ name, accepted }) => (accepted.length > 0 ? [name] : []))),
  }
}
