// What the page shows, as data: no markup, and nothing that the page would have to find out by itself.
import type { DecisionsFile } from '../memory/decisions-file.js'
import { spelledColumns, spelledEvidence } from '../print/words.js'
import type { Evidence } from '../relation/candidate.js'
import type { RelationNames } from '../relation/decision.js'
import { relationId, relationIdKey } from '../relation/identity.js'
import { isNamed, type RelationOutcome, type Result } from '../relation/result.js'
import {
  type DeclaredRelation,
  declaredImplicitJoinTables,
  declaredManyToMany,
  declaredRelations,
} from '../schema/relations.js'
import { type Columns, columnsOf, type Field, lookUp, type Model } from '../schema/schema.js'

/**
 * What a relation is to a reader: written by this tool, there before it, sure enough to be written by a run that writes, to
 * be decided, or refused.
 */
export type PageState = 'restored' | 'existing' | 'proposed' | 'open' | 'rejected'

/** One relation, or one column set whose best target is open. */
export interface PageRelation {
  readonly id: string
  readonly from: Columns
  readonly to: Columns
  readonly state: PageState
  /** Who decided, and what somebody noted about it. */
  readonly told: string
  /** Undefined where the schema declares it: nobody had to guess. */
  readonly confidence: number | undefined
  readonly isOneToOne: boolean
  readonly isOptional: boolean
  readonly names: Pick<RelationNames, 'field' | 'back'>
  readonly why: string
  readonly evidence: readonly Pick<Evidence, 'says' | 'weight'>[]
  readonly alternatives: readonly { readonly to: Columns; readonly confidence: number }[]
  /** Whether an answer may say yes, or no. */
  readonly takesYes: boolean
  readonly takesNo: boolean
}

export interface PageColumn {
  readonly name: string
  readonly type: string
  /** `id`, `unique`, `index`, or empty. */
  readonly key: string
}

export interface PageModel {
  readonly name: string
  /** Its name in the database. */
  readonly table: string
  readonly isView: boolean
  /** Whether two lists of the schema stand for it: nothing is missing there. */
  readonly isImplicit: boolean
  readonly columns: readonly PageColumn[]
}

export interface PageData {
  readonly files: readonly string[]
  readonly models: readonly PageModel[]
  readonly relations: readonly PageRelation[]
  readonly unresolved: readonly {
    readonly from: Columns
    readonly reason: string
    readonly says: string
    readonly nearest: string
  }[]
  readonly missingIndexes: readonly {
    readonly columns: Columns
    readonly attribute: string
    readonly statement: string
  }[]
  readonly notes: readonly string[]
}

/** What the result of a run does not say about the run. */
export interface PageSettings {
  /** Whether what was accepted is written, or was only looked at. */
  readonly writes: boolean
  /** Whether a no can be remembered. */
  readonly remembers: boolean
  /** The decisions that were remembered before the run. */
  readonly remembered: DecisionsFile['relations']
}

const plainColumns = ({ model, fields }: Columns): Columns => ({ model, fields })

const NOBODY_YET = 'nobody decided yet'
const TOLD = {
  accepted: {
    user: 'accepted by a person',
    policy: 'accepted by its confidence',
    memory: 'accepted earlier',
  },
  rejected: { user: 'rejected by a person', policy: 'rejected', memory: 'rejected earlier' },
} as const

function outcomeTold({ decision, by, note }: RelationOutcome, state: PageState): string {
  if (decision === 'undecided' || by === null) return NOBODY_YET
  if (state === 'proposed')
    return `would be accepted by ${by === 'user' ? 'an answer' : 'its confidence'}; not written`
  return note === undefined ? TOLD[decision][by] : `${TOLD[decision][by]}: ${note}`
}

/** What became of an outcome, as a reader sees it. */
export function pageStateOf({ decision, by }: RelationOutcome, writes: boolean): PageState {
  if (decision === 'undecided') return 'open'
  if (decision === 'rejected') return 'rejected'
  // A dry run accepts and writes nothing: what memory has not accepted still waits for an answer.
  return writes || by === 'memory' ? 'restored' : 'proposed'
}

function inferredRelation(outcome: RelationOutcome, { writes, remembers }: PageSettings): PageRelation {
  const { candidate, alternatives, names } = outcome
  const { id, from, to, confidence, evidence, cardinality, optional } = candidate
  const state = pageStateOf(outcome, writes)
  return {
    id,
    from: plainColumns(from),
    to: plainColumns(to),
    state,
    told: outcomeTold(outcome, state),
    confidence,
    isOneToOne: cardinality === 'one-to-one',
    isOptional: optional,
    names: { field: names.field, back: names.back },
    why: spelledEvidence(evidence),
    evidence: evidence
      .filter(({ says }) => says !== '')
      .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .map(({ says, weight }) => ({ says, weight })),
    alternatives: alternatives.map((other) => ({ to: plainColumns(other.to), confidence: other.confidence })),
    takesYes: (state === 'open' || state === 'proposed') && isNamed(outcome),
    takesNo: remembers && state !== 'rejected' && isNamed(outcome),
  }
}

/** What all relations that stand in the schema have in common. */
const standing = {
  confidence: undefined,
  why: '',
  evidence: [],
  alternatives: [],
  takesYes: false,
} as const

function declaredBefore(
  { from, to, field, back }: DeclaredRelation,
  id: string,
  wasRestored: boolean,
  { remembers }: PageSettings,
): PageRelation {
  return {
    ...standing,
    id,
    from: plainColumns(from),
    to: plainColumns(to),
    state: wasRestored ? 'restored' : 'existing',
    told: wasRestored ? 'accepted earlier; stands in the schema' : 'declared in the schema',
    isOneToOne: back !== undefined && back.arity !== 'list',
    isOptional: field.arity === 'optional',
    names: { field: field.name, back: back?.name ?? '' },
    takesNo: wasRestored && remembers,
  }
}

function strongestKey(model: Model, field: Field): string {
  const kinds = model.keys.filter(({ fields }) => fields.includes(field.name)).map(({ kind }) => kind)
  return (['id', 'unique', 'index'] as const).find((kind) => kinds.includes(kind)) ?? ''
}

const ARITY_MARKS = { one: '', optional: '?', list: '[]' } as const

const pageModel = (model: Model, implicit: ReadonlySet<string>): PageModel => ({
  name: model.name,
  table: model.dbName,
  isView: model.kind === 'view',
  isImplicit: implicit.has(model.name),
  columns: columnsOf(model).map((field) => ({
    name: field.name,
    type: `${field.type}${ARITY_MARKS[field.arity]}`,
    key: strongestKey(model, field),
  })),
})

/** The result of a run as the page takes it. */
export function pageData(result: Result, settings: PageSettings): PageData {
  const { schema } = result
  const find = lookUp(schema)
  const inferred = result.relations.map((outcome) => inferredRelation(outcome, settings))
  const known = new Set(
    inferred.filter(({ state }) => state !== 'rejected').map(({ id }) => relationIdKey(id)),
  )
  const restoredBefore = new Set(
    Object.entries(settings.remembered)
      .filter(([, { verdict, by }]) => verdict === 'accept' && by !== 'schema')
      .map(([id]) => relationIdKey(id)),
  )
  const declared = declaredRelations(schema)
    .map((relation) => ({ relation, id: relationId(find, relation.from, relation.to) }))
    .filter(({ id }) => !known.has(relationIdKey(id)))
    .map(({ relation, id }) => declaredBefore(relation, id, restoredBefore.has(relationIdKey(id)), settings))
  const lists = declaredManyToMany(schema).map(
    ({ models: [a, b], relation }): PageRelation => ({
      ...standing,
      id: `${a}<->${b} ${relation}`,
      from: { model: a, fields: [] },
      to: { model: b, fields: [] },
      state: 'existing',
      told: 'declared in the schema as two lists',
      isOneToOne: false,
      isOptional: true,
      names: { field: relation, back: '' },
      takesNo: false,
    }),
  )
  const implicit = new Set(declaredImplicitJoinTables(schema).map(({ name }) => name))
  return {
    files: schema.files.map(({ path }) => path),
    models: schema.models.map((model) => pageModel(model, implicit)),
    relations: [...inferred, ...declared, ...lists],
    unresolved: result.unresolved.map(({ from, reason, says, guesses }) => ({
      from: plainColumns(from),
      reason,
      says,
      nearest: guesses.map(({ to }) => spelledColumns(to)).join(', '),
    })),
    missingIndexes: result.missingIndexes.map(({ columns, attribute, statement }) => ({
      columns: plainColumns(columns),
      attribute,
      statement,
    })),
    notes: [
      ...result.drift.map(
        ({ id, says, suggestion, restored }) =>
          `${id}: ${says} ${restored ? 'Restored in its new shape.' : 'Not restored.'}${
            suggestion === null ? '' : ` Likely now: ${suggestion}`
          }`,
      ),
      ...result.warnings.map(({ says }) => says),
    ],
  }
}
