// Which keys a column may reference at all: what the conventions propose, kept to the keys whose type fits.
import { type Pair, rankOf, type Standing, strengthOf } from './clue.js'
import { isGenerated } from './clues/key.js'
import type { Outlook, Proposal } from './convention.js'
import { conventions } from './conventions/index.js'
import { listTable } from './conventions/list-table.js'
import { saysReference } from './reading.js'
import { type Column, canRefer, isListTable, type KeyColumn } from './table.js'

/** A proposal that no relation can follow. */
export interface Misfit {
  readonly proposal: Proposal
  /** The key whose type differs; undefined when no single column of the table is unique. */
  readonly key: KeyColumn | undefined
}

export interface Prospects {
  readonly column: Column
  /** At most one pair for a key. */
  readonly pairs: readonly Pair[]
  readonly misfits: readonly Misfit[]
}

/** Whether a column can be the referencing end of a relation that is not declared yet. */
export function isOpen(column: Column, { house }: Outlook): boolean {
  const { field, table } = column
  if (!canRefer(field) || house.taken.has(`${table.model.name}.${field.name}`)) return false
  return !(column.isPrimaryKey && isGenerated(field.default))
}

const sameType = (a: Column, b: Column): boolean => a.field.type === b.field.type

/** The keys of a table that a column may mean: the primary key, and unique ones that it names or that alone fit. */
function keysFor(proposal: Proposal, column: Column): readonly KeyColumn[] {
  if (proposal.key !== undefined) return [proposal.key]
  const { keys, primaryKey } = proposal.table
  const last = column.words.at(-1)
  const primaryFits = primaryKey !== undefined && sameType(primaryKey.column, column)
  return keys.filter(
    (key) =>
      key.primary ||
      key.column.words.at(-1) === last ||
      key.column.key === column.key ||
      ((!primaryFits || (proposal.matched > 0 && !saysReference(proposal.form))) &&
        sameType(key.column, column)),
  )
}

interface Choice {
  readonly key: KeyColumn
  readonly proposal: Proposal
  readonly rank: number
}

/** The best rank of a plainly named target that no relation can reference. */
const blockingRank = (misfits: readonly Misfit[]): number =>
  misfits.reduce(
    (best, { proposal }) => (strengthOf(proposal) === 'exact' ? Math.max(best, rankOf(proposal)) : best),
    0,
  )

function standingOf({ key, rank }: Choice, all: readonly Choice[], blocking: number): Standing {
  let better = 0
  let equal = 0
  let bestRival = 0
  for (const other of all) {
    if (other.key.table === key.table) continue
    if (other.rank > rank) better++
    if (other.rank === rank) equal++
    if (other.rank > bestRival) bestRival = other.rank
  }
  return { better, equal, bestRival, blocked: blocking > rank }
}

const GUESSING = new Set(['abbreviation', 'role-and-tail', 'entity-and-role'])

/** A guess that needs no whole name: not worth a thought where a table is plainly named. */
const isGuess = ({ convention, traits }: Proposal): boolean =>
  GUESSING.has(convention) ||
  traits.some((trait) => trait === 'role-none' || trait === 'role-attribute' || trait === 'no-self-word')

/** Says plainly what is meant: the whole name of a table, or `parent_id`. */
const isPlain = (proposal: Proposal): boolean =>
  saysReference(proposal.form) &&
  (strengthOf(proposal) === 'exact' || proposal.traits.includes('just-parent'))

/** Everything a column may reference, of the conventions that see a key the first one's view of it. */
export function prospectsOf(column: Column, outlook: Outlook): Prospects {
  const chosen = new Map<KeyColumn, Choice>()
  const misfits = new Map<string, Misfit>()
  let named = false
  const asked = isListTable(column.table) ? [listTable] : conventions
  for (const convention of asked) {
    for (const proposal of convention.propose(column, outlook)) {
      if (named && isGuess(proposal)) continue
      const keys = keysFor(proposal, column).filter((key) => key.column !== column)
      const fitting = keys.filter((key) => sameType(key.column, column))
      named ||= fitting.length > 0 && isPlain(proposal)
      const rank = rankOf(proposal)
      for (const key of fitting) {
        const before = chosen.get(key)
        if (before === undefined || rank > before.rank) chosen.set(key, { key, proposal, rank })
      }
      const { name } = proposal.table.model
      if (fitting.length === 0 && proposal.table !== column.table && !misfits.has(name))
        misfits.set(name, { proposal, key: keys[0] })
    }
  }
  const all = [...chosen.values()]
  const impossible = [...misfits.values()]
  const blocking = blockingRank(impossible)
  return {
    column,
    misfits: impossible,
    pairs: all.map((choice) => ({
      column,
      key: choice.key,
      proposal: choice.proposal,
      strength: strengthOf(choice.proposal),
      standing: standingOf(choice, all, blocking),
    })),
  }
}
