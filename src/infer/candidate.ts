// What inference finds: candidates with their evidence, and the columns that stay unresolved.
import type { Columns, Field, LookUp, Model } from '../schema/schema.js'

/** One reason for or against a candidate. `weight` is in log-odds; `says` is a plain sentence part. */
export interface Evidence {
  /** The clue, convention or probe it comes from: `name`, `index`, `type`, ... */
  readonly source: string
  readonly says: string
  readonly weight: number
}

export type Cardinality = 'many-to-one' | 'one-to-one'

/** A possible relation: these columns may reference that unique criterion. */
export interface Candidate {
  /** `Post(authorId)->User(id)` in database names; see `relationId`. */
  readonly id: string
  readonly from: Columns
  /** A unique criterion of its model, its fields in the order of `from.fields`. */
  readonly to: Columns
  readonly cardinality: Cardinality
  /** Whether any of the referencing columns is optional. */
  readonly optional: boolean
  /** The probability, 0 to 1, that this relation exists. */
  readonly confidence: number
  /** The name of the convention that proposed it. */
  readonly convention: string
  readonly evidence: readonly Evidence[]
}

/** Columns that look like a reference, with everything they could mean: the best candidate first, at least one. */
export interface Reference {
  readonly from: Columns
  readonly candidates: readonly Candidate[]
}

/** Why a column that looks like a reference gets no candidate. */
export type UnresolvedReason = 'polymorphic' | 'external' | 'type-differs' | 'not-unique' | 'no-target'

/** A column that looks like a reference but is not offered as a relation. */
export interface Unresolved {
  readonly from: Columns
  readonly reason: UnresolvedReason
  /** The reason in a plain sentence: `looks like users.id, but Int and BigInt differ`. */
  readonly says: string
  /** The nearest targets, the best first; may be empty. */
  readonly guesses: readonly { readonly to: Columns; readonly confidence: number }[]
}

/** A question about the whole schema whose answer bears on many relations at once. */
export interface SchemaQuestion {
  readonly name: 'person' | 'audit' | 'bare-names' | 'relation-mode'
  /** The question, with the schema's own names in it. */
  readonly says: string
  /** The possible answers: model names, modes, or `yes` and `no`. */
  readonly choices: readonly string[]
  /** The answer that the schema's own evidence suggests. */
  readonly default: string
  /** The ids of the relations that hang on it. */
  readonly relations: readonly string[]
}

/** The outcome of inference over one schema. */
export interface Inference {
  readonly references: readonly Reference[]
  readonly unresolved: readonly Unresolved[]
  readonly questions: readonly SchemaQuestion[]
}

/** The name of a model's table, with its schema where it has one: what ids are made of. */
export const tableName = (model: Model): string =>
  model.dbSchema === undefined ? model.dbName : `${model.dbSchema}.${model.dbName}`

/**
 * The name of a column set in database names, so that it stays the same when somebody renames a model or field.
 *
 * @example
 * columnsId(find, { model: 'Post', fields: ['authorId'] }) // 'Post(authorId)'
 */
export function columnsId(find: LookUp, columns: Columns): string {
  const model = find.model(columns.model)
  const table = model === undefined ? columns.model : tableName(model)
  const names = columns.fields.map((name) => find.field(columns.model, name)?.dbName ?? name)
  return `${table}(${names.join(',')})`
}

/** The identity of a relation in reports and in the decisions file: `Post(authorId)->User(id)`. */
export const relationId = (find: LookUp, from: Columns, to: Columns): string =>
  `${columnsId(find, from)}->${columnsId(find, to)}`

/** A relation is one-to-one exactly when the referencing columns, in this order, are a unique criterion themselves. */
export function cardinalityOf(model: Model, fields: readonly string[]): Cardinality {
  const unique = model.keys.some(
    (key) =>
      (key.kind === 'id' || key.kind === 'unique') &&
      !key.partial &&
      key.fields.length === fields.length &&
      key.fields.every((field, i) => field === fields[i]),
  )
  return unique ? 'one-to-one' : 'many-to-one'
}

/** A relation must be optional as soon as one of its columns is. */
export const isOptional = (columns: readonly Field[]): boolean =>
  columns.some((field) => field.arity === 'optional')
