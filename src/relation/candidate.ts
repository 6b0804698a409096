// What inference finds: candidates with their evidence, and the columns that stay unresolved.
import {
  type Columns,
  type Field,
  fieldsOf,
  type LookUp,
  type Model,
  uniqueKeysOf,
} from '../schema/schema.js'
import { relationId } from './identity.js'
import type { Relation } from './relation.js'

/** One reason for or against a candidate. `weight` is in log-odds; `says` is a plain sentence part. */
export interface Evidence {
  /** The clue, convention or probe it comes from: `name`, `index`, `type`, ... */
  readonly source: string
  readonly says: string
  readonly weight: number
}

export type Cardinality = 'many-to-one' | 'one-to-one'

/** A possible relation: these columns may reference that unique criterion. */
export interface Candidate extends Relation {
  /** `Post(authorId)->User(id)` in database names; see `relationId`. */
  readonly id: string
  readonly cardinality: Cardinality
  /** Whether any of the referencing columns is optional. */
  readonly optional: boolean
  /** The probability, 0 to 1, that this relation exists. */
  readonly confidence: number
  /** The name of the convention that proposed it. */
  readonly convention: string
  /** The ways of naming that it is an example of: what is learned of one candidate holds for all that share some. */
  readonly ways?: readonly string[]
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

/** A rule that many columns of the schema follow: `*.k<t>` to `t<t>.k<t>`. */
export interface InducedRule {
  /** As in the rules of the decisions file. */
  readonly from: string
  readonly to: string
  /** The ids of the candidates that follow it. */
  readonly relations: readonly string[]
  /** Columns that it speaks of and finds no key for. */
  readonly unexplained: readonly Columns[]
}

/** The outcome of inference over one schema. */
export interface Inference {
  readonly references: readonly Reference[]
  /** What would be proposed for the columns that declared relations use: what those teach is seen there. */
  readonly declared: readonly Reference[]
  readonly unresolved: readonly Unresolved[]
  readonly questions: readonly SchemaQuestion[]
  /** The columns for which a rule of the project, `*.boat_ref -> boats.name`, finds no key. */
  readonly ruleMisses: readonly { readonly rule: string; readonly from: Columns }[]
  /** The rules that the schema's own names seem to follow, those that hold for most columns first. */
  readonly rules: readonly InducedRule[]
}

/** A relation is one-to-one exactly when the referencing columns, in this order, are a unique criterion themselves. */
export function cardinalityOf(model: Model, fields: readonly string[]): Cardinality {
  const unique = uniqueKeysOf(model).some(
    (key) => key.fields.length === fields.length && key.fields.every((field, i) => field === fields[i]),
  )
  return unique ? 'one-to-one' : 'many-to-one'
}

/** A relation must be optional as soon as one of its columns is. */
export const isOptional = (columns: readonly Field[]): boolean =>
  columns.some((field) => field.arity === 'optional')

/** A candidate for what a person names without inference having thought of it. */
export function namedCandidate(find: LookUp, { from, to }: Relation): Candidate {
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
