// What was decided about a relation, by whom, and how it is to be written.
import type { Columns } from '../schema/schema.js'

/** The names a relation is written with. `relation` is the argument of `@relation("...")`, null when it needs none. */
export interface RelationNames {
  /** The field on the referencing model: `author`. */
  readonly field: string
  /** The field on the referenced model: `posts`. */
  readonly back: string
  readonly relation: string | null
}

/** A relation that is to be written. What is left out is chosen by the edit stage. */
export interface Choice {
  readonly from: Columns
  readonly to: Columns
  readonly names?: Partial<RelationNames>
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  readonly map?: string | undefined
}

/** Who decided: the person asked, a policy such as `--yes`, or the decisions file. */
export type DecidedBy = 'user' | 'policy' | 'memory'

/** The answer for one column set. */
export interface Decision {
  /** See `relationId`. */
  readonly id: string
  readonly verdict: 'accept' | 'reject'
  readonly choice: Choice
  readonly by: DecidedBy
  readonly note?: string | undefined
}
