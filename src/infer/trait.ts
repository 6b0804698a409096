// The short facts that conventions note on what they propose. Each is one sign with a weight of its own; a misspelled
// one would weigh nothing and be asked for in vain, so that none but these compile.
import type { HolderTrait } from './ownership.js'
import type { RoleKind } from './role-kind.js'
import type { Slip } from './spelling.js'

/** What the half of an implicit join table's name says of a table: its whole name, the end or the beginning of it. */
export type NameMatch = 'exact' | 'end' | 'beginning'

type HalfTrait<Side extends string> =
  | `only-${Side}`
  | `only-${Side}-${NameMatch}`
  | `only-${Side}-${NameMatch}-${'a' | 'b'}`

/** How an implicit join table is named after the tables that it joins. */
export type ImplicitJoinTableTrait =
  | `${NameMatch}-${NameMatch}`
  | `${NameMatch}-${NameMatch}-${'to' | 'no-to'}`
  | HalfTrait<'start' | 'end'>
  | 'not-in-order'
  | 'several-readings'
  | 'words-over'
  | 'other-side'
  | 'order-possible'
  | 'order-wrong'
  | 'person-of-role'
  | 'both-sides-named'
  | 'nothing-named'

/** Short for a word by its start or by some of its letters, of one table or of several. */
export type AbbreviationTrait =
  | 'start'
  | 'skeleton'
  | 'initials'
  | 'beginnings'
  | 'in-key'
  | 'of-whole-name'
  | 'several'
  | 'only-one'
  | 'two-letters'
  | 'longer'

/** The name of another key, perhaps with something in front. */
type SameKeyTrait =
  | HolderTrait
  | 'owns-the-name'
  | 'both-primary'
  | 'without-prefix'
  | 'f-in-front'
  | 'short-name'

/** Where the stem of a key stands beside a role. */
export type RoleAndKeyTrait = 'stem-behind-role' | 'stem-before-role' | 'bare-stem-behind-role' | 'bare-stem'

/** Whether a word means another row of the same table, and which one when the name has no other: `just-parent`. */
type SelfTrait = `just-${string}` | 'self-word' | 'self-word-inside' | 'no-self-word'

/** A short fact that only one convention knows. */
export type Trait =
  | ImplicitJoinTableTrait
  | AbbreviationTrait
  | SameKeyTrait
  | SelfTrait
  | RoleAndKeyTrait
  | Slip
  | 'to-hub'
  | 'counts'
  | 'whole-word'
  | 'begins-alike'
  | 'alone-in-name'
  | 'only-table-of-files'
  | `role-${RoleKind}`
  | 'spelled-otherwise'
  | 'in-other-order'
  | 'around-a-word'
  | 'end-of-table'
  | 'whole-own-name'
  | 'one-word-more'
  | 'more-words'
  | 'in-family'
  | 'own-child'
  | 'own-child-beside'
  | 'head'
  | 'generic-rest'
  | 'extends-beginning'
  | 'extends-end'
  | 'as-several-do'
