// What was decided about a relation, by whom, and how it is to be written.
import type { Relation } from './relation.js'

/** The names a relation is written with. `relation` is the argument of `@relation("...")`, null when it needs none. */
export interface RelationNames {
  /** The field on the referencing model: `author`. */
  readonly field: string
  /** The field on the referenced model: `posts`. */
  readonly back: string
  readonly relation: string | null
}

/** A relation that is to be written. What is left out is chosen by the edit stage. */
export interface Choice extends Relation {
  readonly names?: Partial<RelationNames>
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  readonly map?: string | undefined
}

/** Who decided: the person asked, a policy such as `--yes`, or the decisions file. */
export type DecidedBy = 'user' | 'policy' | 'memory'

/** The answer for one relation. */
export interface Decision {
  /** See `relationId`. */
  readonly id: string
  readonly verdict: 'accept' | 'reject'
  readonly choice: Choice
  readonly by: DecidedBy
  readonly note?: string | undefined
}

/** The choices that are to be written. */
export const acceptedChoices = (
  decisions: readonly Pick<Decision, 'verdict' | 'choice'>[],
): readonly Choice[] => decisions.filter(({ verdict }) => verdict === 'accept').map(({ choice }) => choice)
