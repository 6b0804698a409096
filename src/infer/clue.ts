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

/** Facts about a pair of which a schema has few, so that many pairs agree in them. */
export const FACTS = {
  strength: ({ strength }: Pair) => strength,
  convention: ({ proposal }: Pair) => proposal.convention,
  form: ({ proposal }: Pair) => proposal.form,
  type: ({ column }: Pair) => column.field.type,
  nativeType: ({ column }: Pair) => column.field.nativeType,
  key: ({ key }: Pair) => key,
  target: ({ key }: Pair) => key.table,
} as const satisfies Readonly<Record<string, (pair: Pair) => unknown>>

export type Fact = keyof typeof FACTS

export interface Clue {
  /** Its signs are called `name:...`. */
  readonly name: string
  readonly signs: (pair: Pair, context: Context) => readonly Sign[]
  /** Its signs are those of the column, whatever key of the same strength is meant: they are weighed once a column. */
  readonly ofColumn?: true
  /** Its signs depend on nothing else but these facts and the schema: they are weighed once for all pairs that agree. */
  readonly of?: readonly Fact[]
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
