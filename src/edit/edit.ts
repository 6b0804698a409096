// Changes as data: what the edit stage plans and what is applied in one place.
import type { ModeChoice } from '../relation/answers.js'
import type { MissingIndex, PlannedRelation, Warning } from '../relation/planned-relation.js'

/** Text to insert at an offset of the original text. `removed` characters behind it go (0 but for consented repairs). */
export interface Edit {
  readonly path: string
  readonly at: number
  readonly removed: number
  readonly text: string
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
  readonly relationMode: ModeChoice
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
