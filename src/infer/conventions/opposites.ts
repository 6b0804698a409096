import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import type { Column } from '../table.js'
import { normalizedName } from '../vocabulary.js'

const PAIRS: readonly (readonly [string, string])[] = [
  ['parent', 'child'],
  ['from', 'to'],
  ['source', 'target'],
  ['source', 'destination'],
  ['src', 'dst'],
  ['origin', 'destination'],
  ['follower', 'following'],
  ['follower', 'followed'],
  ['follower', 'followee'],
  ['sender', 'receiver'],
  ['sender', 'recipient'],
  ['blocker', 'blocked'],
  ['ancestor', 'descendant'],
  ['old', 'new'],
  ['left', 'right'],
  ['first', 'second'],
  ['before', 'after'],
  ['predecessor', 'successor'],
  ['a', 'b'],
  ['main', 'related'],
  ['winner', 'loser'],
  ['home', 'away'],
]

const OPPOSITES: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(PAIRS.flat())].map((word) => [
    word,
    PAIRS.flatMap(([a, b]) => (a === word ? [b] : b === word ? [a] : [])),
  ]),
)

/** The same name with the opposite word stands in the same table. */
function hasOpposite(column: Column, stem: readonly string[]): boolean {
  return stem.some((word, at) =>
    (OPPOSITES.get(word) ?? []).some((opposite) => {
      const wanted = stem.map((w, i) => (i === at ? opposite : w)).join(' ')
      return column.table.columns.some((other) => other.readings.some((r) => r.stem.join(' ') === wanted))
    }),
  )
}

function linked(column: Column, nameIndex: NameIndex): readonly Proposal[] {
  const reading = column.readings.find((r) => hasOpposite(column, r.stem))
  if (reading === undefined) return []
  const { words } = column.table
  const starts = words.slice(1).map((_, i) => words.slice(0, words.length - 1 - i))
  const start = starts.find((part) => nameIndex.named(normalizedName(part)).length > 0)
  if (start === undefined) return []
  return nameIndex.named(normalizedName(start)).map((table) => ({
    table,
    convention: 'opposites',
    form: reading.form,
    reading,
    matched: start.length,
    columnRest: reading.stem,
    tableRest: [],
    traits: [start.length === words.length - 1 ? 'one-word-more' : 'more-words'],
    says: `${column.table.model.name} links rows of ${table.model.name}, one of them as ${phrase(reading.stem)}`,
  }))
}

export const opposites: Convention = {
  name: 'opposites',
  title: 'Two opposite roles in a table of links between the rows of another',
  examples: [
    {
      tables: 'companies(id), company_links(id, parent_id, child_id)',
      link: 'company_links.child_id -> companies.id',
    },
    { tables: 'nodes(id), node_edges(id, from, to)', link: 'node_edges.from -> nodes.id' },
  ],
  counterExamples: [
    {
      tables: 'companies(id), company_sites(id, parent_id)',
      link: 'company_sites.parent_id -> companies.id',
    },
  ],
  rank: 4,
  strength: 'partial',
  propose: (column, { nameIndex }) => linked(column, nameIndex),
}
