// A relation as it will stand in the file, and what is worth knowing about writing it.
import type { Columns } from '../schema/schema.js'
import type { Cardinality } from './candidate.js'
import type { RelationNames } from './decision.js'
import type { Relation } from './relation.js'

/** A relation as it will stand in the file. */
export interface PlannedRelation extends Relation {
  readonly cardinality: Cardinality
  readonly optional: boolean
  readonly names: RelationNames
  /** The two lines, without indentation and alignment: `author User @relation(...)`, `posts Post[]`. */
  readonly lines: { readonly field: string; readonly back: string }
}

/** Relation scalars that no index leads, with the statement that would create one. */
export interface MissingIndex {
  readonly columns: Columns
  /** `@@index([authorId])` */
  readonly attribute: string
  /** The DDL for the schema's provider. */
  readonly statement: string
}

/** A line of the schema as it stands, counted from 1. */
export interface SchemaLine {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** Something the person should know; `code` is stable, `says` one sentence. */
export interface Warning {
  readonly code: string
  readonly says: string
  /** The lines that it speaks of, for people. */
  readonly lines?: readonly SchemaLine[]
}
