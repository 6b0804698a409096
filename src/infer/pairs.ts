// Which keys a column may reference at all: what the conventions propose, kept to the keys whose type fits.
import type { Pair, Rivals } from './clue.js'
import type { Context, Convention, Proposal, Strength } from './convention.js'
import { conventions } from './conventions/index.js'
import { isGenerated } from './generated.js'
import { isTaken } from './name-index.js'
import type { Ownership } from './ownership.js'
import { saysReference } from './reading.js'
import { type Column, canRefer, isImplicitJoinTable, type KeyColumn } from './table.js'

/** A proposal with how well it names its target. */
interface RankedProposal {
  readonly proposal: Proposal
  readonly strength: Strength
  readonly rank: number
}

/** A proposal that no relation can follow. */
export interface BlockedProposal extends RankedProposal {
  /** The key whose type differs; undefined when no single column of the table is unique. */
  readonly key: KeyColumn | undefined
}

/** What a column may reference, and what it is named after although no relation can follow. */
export interface ColumnTargets {
  readonly column: Column
  /** At most one pair for a key. */
  readonly pairs: readonly Pair[]
  readonly blocked: readonly BlockedProposal[]
}

/** Whether a column can be the referencing end of a relation. */
export const canReference = ({ field, isPrimaryKey }: Column): boolean =>
  canRefer(field) && !(isPrimaryKey && isGenerated(field.default))

/** Whether a column can be the referencing end of a relation that is not declared yet. */
export const mayReference = (column: Column, { nameIndex }: Context): boolean =>
  canReference(column) && !isTaken(column, nameIndex)

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
      key.column.normalizedName === column.normalizedName ||
      ((!primaryFits || (proposal.matched > 0 && !saysReference(proposal.form))) &&
        sameType(key.column, column)),
  )
}

/** A key with the proposal that ranks it highest. */
interface RankedKey extends RankedProposal {
  readonly key: KeyColumn
}

/**
 * What the owner of a key's name adds to its rank. Set by hand: without them 32 of 24,156 true relations of the
 * collection come first no more. Whether "start" or "inside" ranks higher makes no difference there.
 */
const OWNERSHIP: readonly (readonly [`owner-${Ownership}`, number])[] = [
  ['owner-whole', 1],
  ['owner-end', -1],
  ['owner-start', -3],
  ['owner-inside', -2],
  ['owner-none', -4],
]

// What a word that the names leave over takes from the rank. Together always less than one, so that they part tables
// that one convention sees and never lift it over the next; so small a step is all that parting needs.
const TABLE_WORD = 0.2
const COLUMN_WORD = 0.1
const MOST_FOR_WORDS = 0.9
// The longer the beginning that a table shares with its family the closer it is: there a word adds to the rank. Otherwise
// 39 true relations of the collection come first no more.
const FAMILY_WORD = -0.1

/** The order of the tables that claim one column: the convention's rank, less what the names leave over. */
function rankOf({ name, rank }: Convention, { tableRest, columnRest, traits }: Proposal): number {
  const forTable = traits.some((trait) => trait === 'in-family' || trait === 'own-child')
    ? TABLE_WORD / tableRest.length
    : (name === 'family' ? FAMILY_WORD : TABLE_WORD) * tableRest.length
  const owns = traits.includes('owns-the-name')
    ? OWNERSHIP[0]
    : OWNERSHIP.find(([trait]) => traits.includes(trait))
  return rank - Math.min(MOST_FOR_WORDS, forTable + COLUMN_WORD * columnRest.length) + (owns?.[1] ?? 0)
}

const rankedProposal = (convention: Convention, proposal: Proposal): RankedProposal => ({
  proposal,
  strength: typeof convention.strength === 'string' ? convention.strength : convention.strength(proposal),
  rank: rankOf(convention, proposal),
})

/** The best rank of a plainly named target that no relation can reference. */
const blockingRank = (blocked: readonly BlockedProposal[]): number =>
  blocked.reduce((best, { strength, rank }) => (strength === 'exact' ? Math.max(best, rank) : best), 0)

function rivalsOf({ key, rank }: RankedKey, all: readonly RankedKey[], blocking: number): Rivals {
  let better = 0
  let equal = 0
  let bestRank = 0
  for (const other of all) {
    if (other.key.table === key.table) continue
    if (other.rank > rank) better++
    if (other.rank === rank) equal++
    if (other.rank > bestRank) bestRank = other.rank
  }
  return { better, equal, bestRank, blocked: blocking > rank }
}

/** A guess that needs no whole name: not worth a thought where a table is plainly named. */
const isGuess = ({ guesses }: Convention, { traits }: Proposal): boolean =>
  guesses === true ||
  traits.some((trait) => trait === 'role-none' || trait === 'role-attribute' || trait === 'no-self-word')

const namesParent = ({ convention, columnRest }: Proposal): boolean =>
  convention === 'self' && columnRest.length === 1 && columnRest[0] === 'parent'

/** Says plainly what is meant: the whole name of a table, or `parent_id`. */
const isUnmistakable = ({ proposal, strength }: RankedProposal): boolean =>
  strength === 'key' || (saysReference(proposal.form) && (strength === 'exact' || namesParent(proposal)))

/** The one convention that sees columns of implicit join tables, which have no names of their own. */
const ofImplicitJoinTables = ({ name }: Convention): boolean => name === 'implicit-join-table'

/** The key that the column is named after to the letter: of the conventions that see it, one tells of it. */
function ownerFor(column: Column, { keyOwners }: Context): KeyColumn | undefined {
  const owner = column.field.type === 'String' ? undefined : keyOwners.ownerOf(column)
  return owner?.table === column.table ? undefined : owner
}

/** Everything a column may reference; of the conventions that see a key, the view of the one that ranks highest. */
export function columnTargets(
  column: Column,
  context: Context,
  known: readonly Convention[] = conventions,
): ColumnTargets {
  const chosen = new Map<KeyColumn, RankedKey>()
  const blocked = new Map<string, BlockedProposal>()
  let named = false
  const owner = ownerFor(column, context)
  const asked = isImplicitJoinTable(column.table) ? known.filter(ofImplicitJoinTables) : known
  for (const convention of asked) {
    if (convention.last === true && chosen.size > 0) continue
    for (const proposal of convention.propose(column, context)) {
      if (named && isGuess(convention, proposal)) continue
      const keys = keysFor(proposal, column).filter((key) => key.column !== column)
      const fitting = keys.filter((key) => sameType(key.column, column))
      const ranked = rankedProposal(convention, proposal)
      named ||= fitting.length > 0 && isUnmistakable(ranked)
      for (const key of fitting) {
        if (key === owner && convention.name !== 'same-key') continue
        const before = chosen.get(key)
        if (before === undefined || ranked.rank > before.rank)
          chosen.set(key, { proposal, strength: ranked.strength, rank: ranked.rank, key })
      }
      const { name } = proposal.table.model
      if (fitting.length === 0 && proposal.table !== column.table && !blocked.has(name))
        blocked.set(name, { ...ranked, key: keys[0] })
    }
  }
  const all = [...chosen.values()]
  const unreachable = [...blocked.values()]
  const blocking = blockingRank(unreachable)
  return {
    column,
    blocked: unreachable,
    pairs: all.map((target) => ({
      column,
      key: target.key,
      proposal: target.proposal,
      strength: target.strength,
      rank: target.rank,
      rivals: rivalsOf(target, all, blocking),
    })),
  }
}
