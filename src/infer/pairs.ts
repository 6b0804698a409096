// Which keys a column may reference at all: what the conventions propose, kept to the keys whose type fits.
import { type Pair, rankOf, type Standing, strengthOf } from './clue.js'
import { isGenerated } from './clues/key.js'
import { type Outlook, type Proposal, saysReference } from './convention.js'
import { conventions } from './conventions/index.js'
import { listTable } from './conventions/list-table.js'
import { type Column, canRefer, isListTable, type KeyColumn } from './house.js'

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
      key.column.words.join(' ') === column.words.join(' ') ||
      ((!primaryFits || !saysReference(proposal.form)) && sameType(key.column, column)),
  )
}

interface Choice {
  readonly key: KeyColumn
  readonly proposal: Proposal
}

function standingOf(choice: Choice, all: readonly Choice[], misfits: readonly Misfit[]): Standing {
  const rank = rankOf(choice.proposal)
  const others = all.filter((other) => other.key.table !== choice.key.table)
  const ranks = others.map((other) => rankOf(other.proposal))
  return {
    better: ranks.filter((r) => r > rank).length,
    equal: ranks.filter((r) => r === rank).length,
    bestRival: ranks.reduce((best, r) => Math.max(best, r), 0),
    blocked: misfits.some(
      (misfit) => rankOf(misfit.proposal) > rank && strengthOf(misfit.proposal) === 'exact',
    ),
  }
}

/** Everything a column may reference, of the conventions that see a key the first one's view of it. */
export function prospectsOf(column: Column, outlook: Outlook): Prospects {
  const chosen = new Map<KeyColumn, Choice>()
  const misfits = new Map<string, Misfit>()
  const asked = isListTable(column.table) ? [listTable] : conventions
  for (const convention of asked) {
    for (const proposal of convention.propose(column, outlook)) {
      const keys = keysFor(proposal, column).filter((key) => key.column !== column)
      const fitting = keys.filter((key) => sameType(key.column, column))
      for (const key of fitting) {
        const before = chosen.get(key)
        if (before === undefined || rankOf(proposal) > rankOf(before.proposal))
          chosen.set(key, { key, proposal })
      }
      const { name } = proposal.table.model
      if (fitting.length === 0 && proposal.table !== column.table && !misfits.has(name))
        misfits.set(name, { proposal, key: keys[0] })
    }
  }
  const all = [...chosen.values()]
  const impossible = [...misfits.values()]
  return {
    column,
    misfits: impossible,
    pairs: all.map((choice) => ({ column, ...choice, standing: standingOf(choice, all, impossible) })),
  }
}
