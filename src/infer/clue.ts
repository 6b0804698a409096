// What a clue is: one kind of evidence for or against a pair, as signs with weights and as words for a person.

import type { Context, Proposal, Strength } from './convention.js'
import type { Sign } from './sign.js'
import type { Column, KeyColumn } from './table.js'

/** How a pair stands among the others of its column. */
export interface Rivals {
  /** How many pairs of the same column are named better. */
  readonly better: number
  /** How many are named as well. */
  readonly equal: number
  /** The best rank of another pair. */
  readonly bestRank: number
  /** A better named target that a relation cannot reference. */
  readonly blocked: boolean
}

/** A column and a key that it may reference. */
export interface Pair {
  readonly column: Column
  readonly key: KeyColumn
  readonly proposal: Proposal
  readonly strength: Strength
  /** Its place among all that claim one column: the higher the better named. */
  readonly rank: number
  readonly rivals: Rivals
}

/** Something about a pair of which a schema has few kinds, so that many pairs agree in it. */
export type Fact = (pair: Pair) => unknown

/** The facts that several clues depend on. */
export const FACTS = {
  strength: ({ strength }) => strength,
  convention: ({ proposal }) => proposal.convention,
  form: ({ proposal }) => proposal.form,
  type: ({ column }) => column.field.type,
  isText: ({ column }) => column.field.type === 'String',
  nativeType: ({ column }) => column.field.nativeType,
  isPrimary: ({ key }) => key.primary,
  table: ({ column }) => column.table,
  target: ({ key }) => key.table,
} as const satisfies Readonly<Record<string, Fact>>

/** Signs that depend on nothing else but some facts and the schema: they are weighed once for all pairs that agree. */
export interface SharedSigns {
  readonly of: readonly Fact[]
  readonly signs: (pair: Pair, context: Context) => readonly Sign[]
}

export interface Clue {
  /** Its signs are called `name:...`. */
  readonly name: string
  readonly shared?: SharedSigns
  /** The signs that it has besides. */
  readonly signs?: (pair: Pair, context: Context) => readonly Sign[]
  /** Its signs are those of the column, whatever key of the same strength is meant: they are weighed once a column. */
  readonly ofColumn?: true
  /** It has no say where the column bears the very name of a table's key: there it is one whatever its index or default. */
  readonly unlessKeyName?: true
  /** Whether it can say nothing about any pair of a schema. */
  readonly isIdle?: (context: Context) => boolean
  /**
   * The reason in a few plain words; undefined when there is nothing to say.
   *
   * @param weight What its signs come to beside those of a typical pair, in log-odds. Fitted weights share what they
   *   explain, so that what speaks for a pair can weigh against it: such words would only confuse.
   */
  readonly says: (pair: Pair, context: Context, weight: number) => string | undefined
}
