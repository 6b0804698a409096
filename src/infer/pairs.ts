// Which keys a column may reference at all: what the conventions propose, kept to the keys whose type fits.
import type { Pair, Standing } from './clue.js'
import { isGenerated } from './clues/key.js'
import type { Context, Convention, Proposal, Strength } from './convention.js'
import { conventions } from './conventions/index.js'
import { saysReference } from './reading.js'
import { type Column, canRefer, isImplicitJoinTable, type KeyColumn } from './table.js'

/** A proposal with how well it names its target. */
interface Claim {
  readonly proposal: Proposal
  readonly strength: Strength
  readonly rank: number
}

/** A proposal that no relation can follow. */
export interface Misfit extends Claim {
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
export function isOpen(column: Column, { nameIndex }: Context): boolean {
  const { field, table } = column
  if (!canRefer(field) || nameIndex.taken.has(`${table.model.name}.${field.name}`)) return false
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

interface Choice extends Claim {
  readonly key: KeyColumn
}

/** What the owner of a key's name adds to its rank. */
const OWNERSHIP: readonly (readonly [string, number])[] = [
  ['owner-whole', 1],
  ['owner-end', -1],
  ['owner-start', -3],
  ['owner-inside', -2],
  ['owner-none', -4],
]

/** The order of the tables that claim one column: the convention's rank, less what the names leave over. */
function rankOf({ name, rank }: Convention, { tableRest, columnRest, traits }: Proposal): number {
  // The longer the beginning that a table shares with its family the closer it is; elsewhere left-over words part them.
  const rest = name === 'family' ? -0.1 * tableRest.length : 0.2 * tableRest.length
  const owns = OWNERSHIP.find(([trait]) => traits.includes(trait))
  return rank - Math.min(0.9, rest + 0.1 * columnRest.length) + (owns?.[1] ?? 0)
}

const claimOf = (convention: Convention, proposal: Proposal): Claim => ({
  proposal,
  strength: typeof convention.strength === 'string' ? convention.strength : convention.strength(proposal),
  rank: rankOf(convention, proposal),
})

/** The best rank of a plainly named target that no relation can reference. */
const blockingRank = (misfits: readonly Misfit[]): number =>
  misfits.reduce((best, { strength, rank }) => (strength === 'exact' ? Math.max(best, rank) : best), 0)

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

/** A guess that needs no whole name: not worth a thought where a table is plainly named. */
const isGuess = ({ guesses }: Convention, { traits }: Proposal): boolean =>
  guesses === true ||
  traits.some((trait) => trait === 'role-none' || trait === 'role-attribute' || trait === 'no-self-word')

/** Says plainly what is meant: the whole name of a table, or `parent_id`. */
const isPlain = ({ proposal, strength }: Claim): boolean =>
  saysReference(proposal.form) && (strength === 'exact' || proposal.traits.includes('just-parent'))

/** The one convention that sees columns of list tables, which have no names of their own. */
const ofListTables = ({ name }: Convention): boolean => name === 'list-table'

/** Everything a column may reference; of the conventions that see a key, the view of the one that ranks highest. */
export function prospectsOf(
  column: Column,
  context: Context,
  known: readonly Convention[] = conventions,
): Prospects {
  const chosen = new Map<KeyColumn, Choice>()
  const misfits = new Map<string, Misfit>()
  let named = false
  const asked = isImplicitJoinTable(column.table) ? known.filter(ofListTables) : known
  for (const convention of asked) {
    for (const proposal of convention.propose(column, context)) {
      if (named && isGuess(convention, proposal)) continue
      const keys = keysFor(proposal, column).filter((key) => key.column !== column)
      const fitting = keys.filter((key) => sameType(key.column, column))
      const claim = claimOf(convention, proposal)
      named ||= fitting.length > 0 && isPlain(claim)
      for (const key of fitting) {
        const before = chosen.get(key)
        if (before === undefined || claim.rank > before.rank) chosen.set(key, { ...claim, key })
      }
      const { name } = proposal.table.model
      if (fitting.length === 0 && proposal.table !== column.table && !misfits.has(name))
        misfits.set(name, { ...claim, key: keys[0] })
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
      ...choice,
      standing: standingOf(choice, all, blocking),
    })),
  }
}
