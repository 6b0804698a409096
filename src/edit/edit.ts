// Changes as data: what the edit stage plans and what is applied in one place.
import type { RelationNames } from '../decide/decision.js'
import type { Cardinality } from '../infer/candidate.js'
import type { Columns } from '../schema/schema.js'

/** Text to insert at an offset of the original text. `removed` characters behind it go (0 but for consented repairs). */
export interface Edit {
  readonly path: string
  readonly at: number
  readonly removed: number
  readonly text: string
}

/** A relation as it will stand in the file. */
export interface PlannedRelation {
  readonly from: Columns
  readonly to: Columns
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

/** Something the person should know; `code` is stable, `says` one sentence. */
export interface Warning {
  readonly code: string
  readonly says: string
}

export interface EditPlan {
  readonly edits: readonly Edit[]
  readonly relations: readonly PlannedRelation[]
  readonly missingIndexes: readonly MissingIndex[]
  readonly warnings: readonly Warning[]
}

/** How the edit stage writes; the command line's flags of the same names. */
export interface EditStyle {
  readonly naming: 'natural' | 'prisma'
  readonly indexes: 'add' | 'report' | 'off'
  readonly manyToMany: 'explicit' | 'lists'
  /** Re-align neighbouring lines when the file was formatted before. */
  readonly format: boolean
  readonly includeIgnored: boolean
  readonly relationMode: 'prisma' | 'foreignKeys' | 'keep'
}

/** What is written when nobody says otherwise, on the command line and in the library. */
export const DEFAULT_STYLE: EditStyle = {
  naming: 'natural',
  indexes: 'report',
  manyToMany: 'explicit',
  format: true,
  includeIgnored: false,
  relationMode: 'keep',
}
