// What inference of one schema works with, made once and handed to whatever looks at a column.

import type { Columns, LookUp } from '../schema/schema.js'
import type { Clue } from './clue.js'
import type { Context, Convention } from './convention.js'
import type { ProjectConventions } from './project-rules.js'
import type { Refusal } from './refusal.js'
import type { Weigher, Weights } from './score.js'

/** What inference of one schema works with. */
export interface Setup {
  readonly find: LookUp
  readonly context: Context
  readonly weights: Weights
  readonly weighPairs: Weigher
  readonly own: ProjectConventions
  /** Whether the project leaves columns out, whatever they reference. */
  readonly isIgnored: (columns: Columns) => boolean
  readonly conventions: readonly Convention[]
  readonly clues: readonly Clue[]
  readonly refusals: readonly Refusal[]
}
