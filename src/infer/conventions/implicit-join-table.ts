import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { type Column, isImplicitJoinTable, type Table } from '../table.js'
import type { ImplicitJoinTableTrait, NameMatch } from '../trait.js'
import { normalizedName } from '../vocabulary.js'

/** A table that half of the name may mean. */
interface HalfMatch {
  readonly table: Table
  readonly match: NameMatch
}

/** The tables that these words may name: exactly, else by the end, else by the beginning of their names. */
function halfMatches(words: readonly string[], nameIndex: NameIndex): readonly HalfMatch[] {
  if (words.length === 0) return []
  const name = normalizedName(words)
  const exact = nameIndex.named(name).map((table): HalfMatch => ({ table, match: 'exact' }))
  if (exact.length > 0) return exact
  const ends = nameIndex.endingIn(name).map(({ table }): HalfMatch => ({ table, match: 'end' }))
  const beginnings = nameIndex
    .beginningWith(name)
    .map(({ table }): HalfMatch => ({ table, match: 'beginning' }))
  return [...ends, ...beginnings]
}

/** The name of a relation, cut in two. */
interface Cut {
  readonly start: readonly HalfMatch[]
  readonly end: readonly HalfMatch[]
  /** Whether the name says `To` between them. */
  readonly to: boolean
}

const LINKS = new Set(['to', 'on', 'and', 'in', 'of', 'by'])

const quality = (cut: Cut): number =>
  4 * Number(cut.start[0]?.match === 'exact') +
  4 * Number(cut.end[0]?.match === 'exact') +
  2 * Number(cut.to) +
  Number(cut.start.length > 0) +
  Number(cut.end.length > 0)

/** The best way to cut a relation's name in two names of tables. */
function bestCut(table: Table, nameIndex: NameIndex): Cut | undefined {
  const name = table.model.dbName.slice(1)
  const words = nameIndex.vocabulary.split(name)
  const spelled = words.map((_, i): Cut => {
    const link = LINKS.has(words[i + 1] ?? '')
    return {
      start: halfMatches(words.slice(0, i + 1), nameIndex),
      end: halfMatches(words.slice(link ? i + 2 : i + 1), nameIndex),
      to: words[i + 1] === 'to',
    }
  })
  const lower = name.toLowerCase()
  const glued = [...lower.matchAll(/to/g)].map(
    ({ index }): Cut => ({
      start: nameIndex
        .named(normalizedName([lower.slice(0, index)]))
        .map((t): HalfMatch => ({ table: t, match: 'exact' })),
      end: nameIndex
        .named(normalizedName([lower.slice(index + 2)]))
        .map((t): HalfMatch => ({ table: t, match: 'exact' })),
      to: true,
    }),
  )
  // Of equals the first: a relation is oftener named after its first model and the field there.
  return [...spelled, ...glued].reduce<Cut | undefined>(
    (best, cut) => (best === undefined || quality(cut) > quality(best) ? cut : best),
    undefined,
  )
}

// Prisma puts the model whose name comes first in the alphabet into column A.
const inOrder = (a: Table, b: Table): boolean => a.model.name <= b.model.name

/** A table that the column may reference. */
interface TableGuess {
  readonly table: Table
  readonly traits: readonly ImplicitJoinTableTrait[]
}

/** How both halves match, the two in the order of the alphabet: `beginning-exact` however they stand. */
const matchOf = (a: HalfMatch, b: HalfMatch) =>
  a.match < b.match ? (`${a.match}-${b.match}` as const) : (`${b.match}-${a.match}` as const)

/** Both halves name tables: the alphabet says which is A. */
function bothNamed(cut: Cut, first: boolean): readonly TableGuess[] {
  return cut.start.flatMap((a) =>
    cut.end.map((b): TableGuess => {
      const [x, y] = inOrder(a.table, b.table) ? [a, b] : [b, a]
      const match = matchOf(a, b)
      const link = cut.to ? 'to' : 'no-to'
      const turned = cut.to && x !== a ? (['not-in-order'] as const) : []
      const many = cut.start.length * cut.end.length > 1 ? (['several-readings'] as const) : []
      return { table: (first ? x : y).table, traits: [match, `${match}-${link}`, ...turned, ...many] }
    }),
  )
}

/** One half names a table: it may be either column; the other is perhaps the same table, or one that many reference. */
function oneNamed(
  known: readonly HalfMatch[],
  side: 'start' | 'end',
  first: boolean,
  others: readonly Table[],
): readonly TableGuess[] {
  const named = known.map(
    ({ table, match }): TableGuess => ({
      table,
      traits: [`only-${side}`, `only-${side}-${match}`, `only-${side}-${match}-${first ? 'a' : 'b'}`],
    }),
  )
  const rest = others.map((table): TableGuess => {
    const possible = known.some((k) => (first ? inOrder(table, k.table) : inOrder(k.table, table)))
    return { table, traits: ['other-side', possible ? 'order-possible' : 'order-wrong'] }
  })
  return [...named, ...rest]
}

function tableGuesses(column: Column, nameIndex: NameIndex, hubs: readonly Table[]): readonly TableGuess[] {
  const first = column.field.dbName === 'A'
  const cut = bestCut(column.table, nameIndex)
  if (cut === undefined) return []
  const { start, end } = cut
  if (start.length > 0 && end.length > 0)
    return [
      ...bothNamed(cut, first),
      ...hubs.slice(0, 2).map((table): TableGuess => ({ table, traits: ['other-side', 'both-sides-named'] })),
    ]
  if (start.length > 0) return oneNamed(start, 'start', first, hubs)
  if (end.length > 0) return oneNamed(end, 'end', first, hubs)
  return hubs.map((table) => ({ table, traits: ['other-side', 'nothing-named'] }))
}

export const implicitJoinTable: Convention = {
  name: 'implicit-join-table',
  title: 'The columns A and B of the join table that Prisma makes for two lists',
  examples: [
    { tables: 'Post(id), Tag(id), _PostToTag(A, B)', link: '_PostToTag.B -> Tag.id' },
    { tables: 'Basket(id), Coupon(id), _Basket_coupons(A, B)', link: '_Basket_coupons.A -> Basket.id' },
  ],
  counterExamples: [{ tables: 'Post(id), Tag(id), grades(A, B)', link: 'grades.B -> Tag.id' }],
  rank: 8,
  strength: ({ traits }) => (traits.includes('exact-exact') ? 'exact' : 'partial'),
  propose: (column, { nameIndex, habits }) => {
    if (!isImplicitJoinTable(column.table)) return []
    const seen = new Set<Table>([column.table])
    const { dbName } = column.table.model
    return tableGuesses(
      column,
      nameIndex,
      habits.roleTables.map(({ table }) => table),
    ).flatMap(({ table, traits }): readonly Proposal[] => {
      if (seen.has(table)) return []
      seen.add(table)
      return [
        {
          table,
          convention: 'implicit-join-table',
          form: 'bare',
          reading: undefined,
          matched: 1,
          columnRest: [],
          tableRest: [],
          traits,
          says: `${dbName} joins ${table.model.name}`,
        },
      ]
    })
  },
}
