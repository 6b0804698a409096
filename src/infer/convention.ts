// What a convention is: one way in which authors name a referencing column after what it references.

import type { SchemaAnswers } from '../relation/answers.js'
import type { Composite } from './composite.js'
import type { ConventionAccount } from './convention-account.js'
import type { Habits } from './habits.js'
import type { KeyOwners } from './key-owners.js'
import type { NameIndex } from './name-index.js'
import type { Form, Reading } from './reading.js'
import type { Column, KeyColumn, Table } from './table.js'
import type { Trait } from './trait.js'

/** The conventions of one column. The name begins those of its signs. */
export type ConventionName =
  | 'implicit-join-table'
  | 'position'
  | 'table-name'
  | 'key-in-front'
  | 'natural-key'
  | 'bare-name'
  | 'numbered'
  | 'same-key'
  | 'family'
  | 'shared-primary-key'
  | 'role-and-entity'
  | 'entity-and-role'
  | 'key-and-role'
  | 'role-and-key'
  | 'table-tail'
  | 'role-and-tail'
  | 'table-head'
  | 'opposites'
  | 'self'
  | 'abbreviation'
  | 'misspelt'
  | 'file-role'
  | 'shared-word'
  | 'role'

/** What a convention saw: the column named after this table, or after this key of it. */
export interface Proposal {
  readonly table: Table
  /** Only this key is meant; undefined: whichever key of the table fits. */
  readonly key?: KeyColumn
  readonly convention: ConventionName
  readonly form: Form
  readonly reading: Reading | undefined
  /** How many words of the column's name are words of the table's name. */
  readonly matched: number
  /** Words of the column that say nothing of the table: its role. */
  readonly columnRest: readonly string[]
  /** Words of the table's name that the column leaves out. */
  readonly tableRest: readonly string[]
  /** Short facts that only this convention knows; each has a weight of its own. */
  readonly traits: readonly Trait[]
  /** A plain sentence part for a person. */
  readonly says: string
}

/** What a convention looks at. */
export interface Context {
  readonly nameIndex: NameIndex
  readonly habits: Habits
  readonly keyOwners: KeyOwners
  readonly answers: SchemaAnswers
  readonly composites: readonly Composite[]
  /** The composite references that a column may be part of. */
  readonly compositesWith: (column: Column) => readonly Composite[]
}

/**
 * How complete the match of the names is: `exact` leaves no word over, `role` matches no word at all; `key` is the very
 * name of a number that is one table's primary key.
 */
export type Strength = 'key' | 'exact' | 'bare' | 'partial' | 'role'

export interface Convention extends ConventionAccount {
  readonly name: ConventionName
  /**
   * How well a target is named that it sees, against those that others see: 0 to 10. Set by hand: a whole name before
   * part of one, part of one before a role. Only the order counts, and for the clue of rivals the distance.
   */
  readonly rank: number
  readonly strength: Strength | ((proposal: Proposal) => Strength)
  /** It guesses from parts of names: it has no say where a table is plainly named. */
  readonly guesses?: true
  /** It is asked only where no other convention sees a key of the column's type. */
  readonly last?: true
  readonly propose: (column: Column, context: Context) => readonly Proposal[]
}
