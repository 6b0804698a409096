import type { Context, Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { type RoleKind, roleKindOf } from '../role-kind.js'
import { type Column, isImplicitJoinTable, type Table } from '../table.js'
import type { ImplicitJoinTableTrait, NameMatch } from '../trait.js'
import { comparable, normalizedName } from '../vocabulary.js'

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
  /** Whether words of the name belong to neither. */
  readonly wordsOver: boolean
  /** How many words name tables. */
  readonly matched: number
  /** The words behind the first half, in the singular. */
  readonly behind: readonly string[]
}

const LINKS = new Set(['to', 'on', 'and', 'in', 'of', 'by'])

// The longer name decides between equals.
const PER_WORD = 0.01

const quality = (cut: Cut): number =>
  4 * Number(cut.start[0]?.match === 'exact') +
  4 * Number(cut.end[0]?.match === 'exact') +
  2 * Number(cut.to) +
  Number(cut.start.length > 0) +
  Number(cut.end.length > 0) -
  Number(cut.wordsOver) +
  PER_WORD * cut.matched

/** Every way to take the first words of a name for one table, and words behind them for another. */
function cutsOf(words: readonly string[], nameIndex: NameIndex): readonly Cut[] {
  return words.flatMap((_, i): readonly Cut[] => {
    const startWords = words.slice(0, i + 1)
    const start = halfMatches(startWords, nameIndex)
    const link = LINKS.has(words[i + 1] ?? '')
    const first = link ? i + 2 : i + 1
    const to = words[i + 1] === 'to'
    const matchedAtStart = start.length > 0 ? startWords.length : 0
    const whole = words.slice(first)
    const behind = whole.map(comparable)
    const end = halfMatches(whole, nameIndex)
    const plain: Cut = {
      start,
      end,
      to,
      wordsOver: false,
      matched: matchedAtStart + (end.length > 0 ? whole.length : 0),
      behind,
    }
    // Words that belong to neither half are believed where both are named whole: `member_tag_subscriptions`.
    if (start[0]?.match !== 'exact' || end[0]?.match === 'exact') return [plain]
    const inside = whole.flatMap((_, from) =>
      whole.slice(from).map((_, more): Cut => {
        const part = whole.slice(from, from + more + 1)
        const exact = nameIndex
          .named(normalizedName(part))
          .map((table): HalfMatch => ({ table, match: 'exact' }))
        return {
          start,
          end: exact,
          to: to && from === 0,
          wordsOver: true,
          matched: matchedAtStart + (exact.length > 0 ? part.length : 0),
          behind,
        }
      }),
    )
    return [plain, ...inside.filter((cut) => cut.end.length > 0)]
  })
}

/** The best way to cut a relation's name in two names of tables. */
function bestCut(table: Table, nameIndex: NameIndex): Cut | undefined {
  const name = table.model.dbName.slice(1)
  const lower = name.toLowerCase()
  const glued = [...lower.matchAll(/to/g)].map(({ index }): Cut => {
    const exact = (word: string) =>
      nameIndex.named(normalizedName([word])).map((t): HalfMatch => ({ table: t, match: 'exact' }))
    const start = exact(lower.slice(0, index))
    const end = exact(lower.slice(index + 2))
    return { start, end, to: true, wordsOver: false, matched: 0, behind: [] }
  })
  // Of equals the first: a relation is oftener named after its first model and the field there.
  return [...cutsOf(nameIndex.vocabulary.split(name), nameIndex), ...glued].reduce<Cut | undefined>(
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
      const over = cut.wordsOver ? (['words-over'] as const) : []
      return {
        table: (first ? x : y).table,
        traits: [match, `${match}-${link}`, ...turned, ...many, ...over],
      }
    }),
  )
}

/** One half names a table: it may be either column; the other is perhaps the same table, or one that many reference. */
function oneNamed(
  known: readonly HalfMatch[],
  side: 'start' | 'end',
  first: boolean,
  others: readonly Table[],
  isPerson: (table: Table) => boolean,
): readonly TableGuess[] {
  const named = known.map(
    ({ table, match }): TableGuess => ({
      table,
      traits: [`only-${side}`, `only-${side}-${match}`, `only-${side}-${match}-${first ? 'a' : 'b'}`],
    }),
  )
  const isPossible = (table: Table) =>
    known.some((k) => (first ? inOrder(table, k.table) : inOrder(k.table, table)))
  const isCertain = known.every(({ match }) => match === 'exact')
  const rest = others.flatMap((table): readonly TableGuess[] =>
    isPossible(table)
      ? [
          {
            table,
            traits: [
              'other-side',
              'order-possible',
              ...(isPerson(table) ? (['person-of-role'] as const) : []),
            ],
          },
        ]
      : isCertain
        ? []
        : [{ table, traits: ['other-side', 'order-wrong'] }],
  )
  return [...named, ...rest]
}

/** Whether both halves are whole names and nothing is left over: then no other table is meant. */
const isCertainCut = ({ start, end, wordsOver }: Cut): boolean =>
  !wordsOver && start[0]?.match === 'exact' && end[0]?.match === 'exact'

const PERSONS: ReadonlySet<RoleKind> = new Set<RoleKind>(['audit', 'by', 'strong', 'weak', 'agent'])

function tableGuesses(column: Column, context: Context): readonly TableGuess[] {
  const { nameIndex, habits } = context
  const hubs = likelyTables(context)
  const first = column.field.dbName === 'A'
  const cut = bestCut(column.table, nameIndex)
  if (cut === undefined) return []
  const { start, end } = cut
  if (start.length > 0 && end.length > 0) {
    const others = isCertainCut(cut) ? [] : hubs.slice(0, 2)
    return [
      ...bothNamed(cut, first),
      ...others.map((table): TableGuess => ({ table, traits: ['other-side', 'both-sides-named'] })),
    ]
  }
  // `CardWatchers` joins cards and persons.
  const isRole = start.length > 0 && PERSONS.has(roleKindOf(cut.behind))
  const isPerson = (table: Table): boolean => isRole && habits.personRank(table) > 0
  if (start.length > 0) return oneNamed(start, 'start', first, hubs, isPerson)
  if (end.length > 0) return oneNamed(end, 'end', first, hubs, isPerson)
  return hubs.map((table) => ({ table, traits: ['other-side', 'nothing-named'] }))
}

// What no word tells is one of those that most columns reference, if any. Chosen by hand.
const MOST_OTHERS = 6

/** The tables that a half without a word may mean: the likeliest persons, then those that are referenced most. */
function likelyTables({ nameIndex, habits }: Context): readonly Table[] {
  const roles = habits.roleTables.map(({ table }) => table)
  const hubs = nameIndex.tables
    .filter((table) => habits.references(table) > 0 && !roles.includes(table))
    .toSorted((a, b) => habits.references(b) - habits.references(a))
  return [...roles, ...hubs].slice(0, MOST_OTHERS)
}

export const implicitJoinTable: Convention = {
  name: 'implicit-join-table',
  title: 'The columns A and B of the join table that Prisma makes for two lists',
  examples: [
    { tables: 'Post(id), Tag(id), _PostToTag(A, B)', link: '_PostToTag.B -> Tag.id' },
    { tables: 'Basket(id), Coupon(id), _Basket_coupons(A, B)', link: '_Basket_coupons.A -> Basket.id' },
    { tables: 'Hiker(id), Trail(id), _hiker_trail_wishes(A, B)', link: '_hiker_trail_wishes.B -> Trail.id' },
  ],
  counterExamples: [{ tables: 'Post(id), Tag(id), grades(A, B)', link: 'grades.B -> Tag.id' }],
  rank: 8,
  strength: ({ traits }) => (traits.includes('exact-exact') ? 'exact' : 'partial'),
  propose: (column, context) => {
    if (!isImplicitJoinTable(column.table)) return []
    const seen = new Set<Table>([column.table])
    const { dbName } = column.table.model
    return tableGuesses(column, context).flatMap(({ table, traits }): readonly Proposal[] => {
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
