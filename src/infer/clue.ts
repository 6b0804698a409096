// What a clue is: one kind of evidence for or against a pair, as signs with weights and as words for a person.
import type { Outlook, Proposal } from './convention.js'
import type { Column, KeyColumn } from './table.js'

/** How a pair stands among the others of its column. */
export interface Standing {
  /** How many pairs of the same column are named better. */
  readonly better: number
  /** How many are named as well. */
  readonly equal: number
  /** The best rank of another pair; see `rankOf`. */
  readonly bestRival: number
  /** A better named target that a relation cannot reference. */
  readonly blocked: boolean
}

/** A column and a key that it may reference. */
export interface Pair {
  readonly column: Column
  readonly key: KeyColumn
  readonly proposal: Proposal
  readonly strength: Strength
  readonly standing: Standing
}

/** A fact about a pair. The table of weights says how many log-odds one unit of it is worth. */
export interface Sign {
  readonly name: string
  readonly value: number
}

export interface Clue {
  /** Its signs are called `name:...`. */
  readonly name: string
  readonly signs: (pair: Pair, outlook: Outlook) => readonly Sign[]
  /** Its signs are those of the column, whatever key of the same strength is meant: they are weighed once a column. */
  readonly ofColumn?: true
  /** Whether it can say nothing about any pair of a schema. */
  readonly isIdle?: (outlook: Outlook) => boolean
  /** Pairs of one schema with the same text have the same signs: they are weighed once. Undefined: unlike all others. */
  readonly alike?: (pair: Pair, outlook: Outlook) => string | undefined
  /** The reason in a few plain words; undefined when there is nothing to say. */
  readonly says: (pair: Pair, outlook: Outlook) => string | undefined
}

/** A sign that is simply there. */
export const sign = (name: string, value = 1): Sign => ({ name, value })

/** Which of these steps a number has reached, for signs that are not linear: `step(7, [1, 3, 10])` is 2. */
export const step = (n: number, steps: readonly number[]): number => steps.filter((s) => n >= s).length

/** How complete the match of the names is: `exact` leaves no word over, `role` matches no word at all. */
export type Strength = 'exact' | 'bare' | 'partial' | 'role'

const EXACT = new Set(['table-name', 'key-in-front', 'natural-key', 'numbered', 'position'])
const ROLE = new Set(['role', 'self', 'abbreviation'])

export function strengthOf(proposal: Proposal): Strength {
  if (proposal.convention === 'bare-name') return 'bare'
  if (EXACT.has(proposal.convention)) return 'exact'
  if (proposal.convention === 'same-key') return proposal.traits.includes('owner-whole') ? 'exact' : 'partial'
  if (proposal.convention === 'list-table')
    return proposal.traits.includes('exact-exact') ? 'exact' : 'partial'
  return ROLE.has(proposal.convention) ? 'role' : 'partial'
}

const RANKS: Readonly<Record<string, number>> = {
  position: 10,
  'table-name': 10,
  'key-in-front': 10,
  'same-key': 9,
  'natural-key': 9,
  'bare-name': 9,
  numbered: 9,
  'shared-primary-key': 6,
  family: 8,
  'list-table': 8,
  'role-and-entity': 7,
  'entity-and-role': 6,
  'role-and-key': 6,
  'table-tail': 5,
  'role-and-tail': 4,
  'table-head': 4,
  opposites: 4,
  self: 3,
  abbreviation: 3,
  role: 2,
}

/** What the owner of a key's name adds to its rank. */
const OWNERSHIP: readonly (readonly [string, number])[] = [
  ['owner-whole', 1],
  ['owner-end', -1],
  ['owner-start', -3],
  ['owner-inside', -2],
  ['owner-none', -4],
]

/** The order of conventions when several tables claim one column; the higher the better. */
export function rankOf(proposal: Proposal): number {
  const rank = RANKS[proposal.convention] ?? 0
  const { tableRest, columnRest } = proposal
  // The longer the beginning that a table shares with its family the closer it is; elsewhere left-over words part them.
  const rest = proposal.convention === 'family' ? -0.1 * tableRest.length : 0.2 * tableRest.length
  const owns = OWNERSHIP.find(([trait]) => proposal.traits.includes(trait))
  return rank - Math.min(0.9, rest + 0.1 * columnRest.length) + (owns?.[1] ?? 0)
}
