// Relations over several columns: a table that repeats every column of another table's composite key.

import { grouped } from '../grouped.js'
import type { ConventionAccount } from './convention-account.js'
import { compositeConventions } from './conventions/composite.js'
import { GENERIC_ENDS, ID_WORDS, SELF_ROLES } from './lexicon.js'
import { isTaken, type NameIndex } from './name-index.js'
import { startsWith } from './name-words.js'
import { type Form, saysReference } from './reading.js'
import { type Sign, sign, step } from './sign.js'
import { type Column, canRefer, hasIdWord, type Table } from './table.js'
import { normalizedName } from './vocabulary.js'

/** How a column repeats a column of the key: by the same name, by the table's name and it, or by a role and it. */
export type Repeat = 'same' | 'named' | 'role'

/** One column of the key and the column that repeats it. */
export interface Part {
  readonly from: Column
  readonly to: Column
  readonly repeat: Repeat
  /** The key's column is named after its own table: `teamId` of `Team`. */
  readonly own: boolean
}

/** A column set that may reference a composite key. */
export interface Composite {
  readonly table: Table
  readonly target: Table
  readonly kind: 'id' | 'unique'
  readonly parts: readonly [Part, ...Part[]]
  /** A column of the key is a key by itself: the composite one can only serve references, as of tenants. */
  readonly redundant: boolean
}

// Keys of more columns are facts that nothing references: up to 20 the collection has no more.
const LONGEST_KEY = 7
// A name in more tables than these anchors nothing, and would make time grow with the square of the schema. A tenth
// loses 30 true relations of the collection, ten times as many find none more.
const MOST_CHILDREN = 100

interface KeySet {
  readonly target: Table
  readonly kind: 'id' | 'unique'
  readonly columns: readonly Column[]
}

function keySets(table: Table): readonly KeySet[] {
  return table.model.keys.flatMap((key): readonly KeySet[] => {
    if (key.kind !== 'id' && key.kind !== 'unique') return []
    const columns = key.fields.flatMap((name) => table.columns.filter(({ field }) => field.name === name))
    const fits = !key.partial && columns.length === key.fields.length && columns.length > 1
    return fits && columns.length <= LONGEST_KEY ? [{ target: table, kind: key.kind, columns }] : []
  })
}

// A tenant is a row of another table, known by its id, code or name: a flag, a time or a rank beside a key is none.
const mayBeTenant = ({ field, readings }: Column): boolean =>
  canRefer(field) &&
  field.kind !== 'enum' &&
  (readings.length === 0 || readings.some(({ form }) => form !== 'bare'))

const canRepeat = (from: Column, to: Column): boolean =>
  from.field.type === to.field.type && from.field.arity !== 'list' && from.field.kind !== 'unsupported'

/** The names under which the table may stand before the key's column: its whole name, or the end of it. */
const prefixesOf = ({ words }: Table): readonly (readonly string[])[] => words.map((_, i) => words.slice(i))

/** A table's name without an end that says nothing of its rows: `so` of `so_header`. */
const withoutGenericEnd = ({ words }: Table): readonly string[] =>
  words.length > 1 && GENERIC_ENDS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words

const bearsWholeName = ({ table, readings }: Column): boolean =>
  readings.some((r) => r.form !== 'bare' && r.normalizedStem === normalizedName(table.words))

/**
 * Whether a column bears the end of its table's name, or the name without a general end: `account_no` of `gl_account`,
 * `so_no` of `so_header`. Where another table may be called so, it is that one's: `location_id` of `staff_locations`.
 */
function bearsPartOfName({ table, readings, normalizedName: name }: Column, nameIndex: NameIndex): boolean {
  const parts = new Set([withoutGenericEnd(table), ...prefixesOf(table)].map(normalizedName))
  const isOfAnother = (stem: string, form: Form): boolean =>
    nameIndex.named(stem).some((other) => other !== table) ||
    (saysReference(form) && nameIndex.endingIn(stem).some((hit) => hit.table !== table)) ||
    nameIndex.keysNamed(name).some((key) => key.primary && key.table !== table)
  return readings.some(
    ({ form, normalizedStem }) =>
      form !== 'bare' && parts.has(normalizedStem) && !isOfAnother(normalizedStem, form),
  )
}

const isOwn = (column: Column, nameIndex: NameIndex): boolean =>
  bearsWholeName(column) || bearsPartOfName(column, nameIndex)

// A column that bears the table's name is meant more surely than one that repeats the key's or puts a role in front.
const CLOSEST_FIRST: readonly Repeat[] = ['named', 'same', 'role']

/** `id` stands in every table: of itself it repeats nothing. */
const isJustId = ({ words }: Column): boolean => words.length === 1 && ID_WORDS.has(words[0] ?? '')

// A role has one word or two, as `selected` and `last visited`; with more of them the end of a name is there by chance.
const ROLE_LENGTHS: readonly number[] = [1, 2]

/** The words of a column without what all columns of its table begin with: `yard id` of `b_yard_id` in `b`. */
const plainWords = ({ words, table: { columnPrefix } }: Column): readonly string[] =>
  words.length > 1 && words[0] === columnPrefix ? words.slice(1) : words

const hasOwnPrefix = (column: Column): boolean => plainWords(column) !== column.words

/** Names that a column has where its table's own prefix counts for nothing; none where it has none. */
const plainNames = (column: Column): readonly string[] =>
  hasOwnPrefix(column) ? [normalizedName(plainWords(column))] : []

/**
 * How a column of a table with a column prefix repeats one of another: `c_yard_id` and `c_berth_id` the keys `b_yard_id`
 * and `berth_id` or `b_id`.
 */
function repeatWithoutPrefix(from: Column, to: Column): Repeat | undefined {
  if (!(hasOwnPrefix(from) || hasOwnPrefix(to)) || !hasIdWord(to)) return undefined
  const [mine, theirs] = [plainWords(from), plainWords(to)]
  if (hasOwnPrefix(to) && normalizedName(mine) === to.normalizedName) return 'named'
  if (theirs.length === 1 && ID_WORDS.has(theirs[0] ?? '')) return undefined
  if (normalizedName(mine) === normalizedName(theirs)) return 'same'
  return mine.length > theirs.length && normalizedName(mine.slice(-theirs.length)) === normalizedName(theirs)
    ? 'role'
    : undefined
}

/** `(area, id)` of `special_trips` is that of `trips`: both are keys, and the one table extends the other. */
const extendsKey = (from: Column, to: Column): boolean =>
  isJustId(from) &&
  isJustId(to) &&
  from.inPrimaryKey &&
  to.inPrimaryKey &&
  startsWith(from.table.words.toReversed(), to.table.words.toReversed())

/** How a column repeats a column of the key, if it does. */
function repeatOf(from: Column, to: Column): Repeat | undefined {
  if (!canRepeat(from, to)) return undefined
  if (extendsKey(from, to)) return 'same'
  if (prefixesOf(to.table).some((prefix) => normalizedName([...prefix, ...to.words]) === from.normalizedName))
    return 'named'
  if (isJustId(to)) return undefined
  if (from.normalizedName === to.normalizedName) return 'same'
  const roles = ROLE_LENGTHS.filter((at) => from.words.length > at + 1)
  return roles.some((at) => normalizedName(from.words.slice(at)) === to.normalizedName)
    ? 'role'
    : repeatWithoutPrefix(from, to)
}

/** Every column of the schema that repeats a column of a key, as often as it is found. */
const repeaters = (to: Column, nameIndex: NameIndex, roles: RoleIndex): readonly (readonly Column[])[] => [
  ...prefixesOf(to.table).map((prefix) => nameIndex.columnsNamed(normalizedName([...prefix, ...to.words]))),
  ...(isJustId(to)
    ? [
        nameIndex
          .endingIn(normalizedName(to.table.words))
          .flatMap(({ table }) => table.columns.filter((column) => extendsKey(column, to))),
      ]
    : [to.normalizedName, ...plainNames(to)].flatMap((name) => [
        nameIndex.columnsNamed(name),
        roles.get(name) ?? [],
      ])),
]

/**
 * Columns by the end of their name, without its first word or two: `selectedTeamId` under `teamId`, and `b_yard_id` under
 * `yard_id`.
 */
type RoleIndex = ReadonlyMap<string, readonly Column[]>

const roleIndexOf = (nameIndex: NameIndex): RoleIndex =>
  grouped(
    nameIndex.tables.flatMap((table) =>
      table.columns.flatMap((column) => {
        const roles = ROLE_LENGTHS.filter((at) => column.words.length > at + 1).map((at) =>
          normalizedName(column.words.slice(at)),
        )
        return [...new Set([...roles, ...plainNames(column)])].map((name) => [name, column] as const)
      }),
    ),
  )

/** The best of some columns of a table that repeats a column of the key. */
function partOf(from: readonly Column[], to: Column, nameIndex: NameIndex): Part | undefined {
  const found = from.flatMap((column): readonly Part[] => {
    const repeat = repeatOf(column, to)
    return repeat === undefined
      ? []
      : [
          {
            from: column,
            to,
            repeat,
            // `job_no` of `repair_jobs` and of `service_jobs` is either's own.
            own:
              bearsWholeName(to) || (bearsPartOfName(to, nameIndex) && !bearsPartOfName(column, nameIndex)),
          },
        ]
  })
  // Beside `team_id` the key of `guest_teams` is repeated by `guest_team_id`.
  const whole = normalizedName([...to.table.words, ...to.words])
  return found.toSorted(
    (a, b) =>
      CLOSEST_FIRST.indexOf(a.repeat) - CLOSEST_FIRST.indexOf(b.repeat) ||
      Number(b.from.normalizedName === whole) - Number(a.from.normalizedName === whole),
  )[0]
}

const isKey = (column: Column, { target }: KeySet): boolean =>
  target.keys.some((key) => key.column === column)

const isRedundant = (set: KeySet): boolean => set.columns.some((column) => isKey(column, set))

/** What a column has in front of the name of the key's column that it repeats: `debit` of `debit_line_no`. */
function roleBefore(from: Column, to: Column): string | undefined {
  if (repeatOf(from, to) !== 'role') return undefined
  const at = from.words.length - to.words.length
  return at > 0 && normalizedName(from.words.slice(at)) === to.normalizedName
    ? normalizedName(from.words.slice(0, at))
    : undefined
}

/** The columns of a table that repeat all those of a key, each of them the best one. */
function partsIn(columns: readonly Column[], set: KeySet, nameIndex: NameIndex): readonly Part[] {
  const parts: Part[] = []
  for (const to of set.columns) {
    const part = partOf(
      columns.filter((column) => !parts.some(({ from }) => from === column)),
      to,
      nameIndex,
    )
    if (part === undefined) return []
    parts.push(part)
  }
  return parts
}

/**
 * A row of the target for each role that a table has for it: `(debit_journal_id, debit_line_no)` and `(credit_journal_id,
 * credit_line_no)`, or `(area_id, home_team_id)` and `(area_id, guest_team_id)`.
 */
function partsOfRoles(table: Table, set: KeySet, nameIndex: NameIndex): readonly (readonly Part[])[] {
  if (!set.columns.every(mayBeTenant)) return []
  const inRoles = grouped(
    set.columns.flatMap((to) =>
      table.columns.flatMap((from) => {
        const role = roleBefore(from, to)
        return role === undefined ? [] : [[role, from] as const]
      }),
    ),
  )
  return [...inRoles.values()].map((own) => {
    const repeated = set.columns.filter((to) => own.some((from) => roleBefore(from, to) !== undefined))
    // A role in front of the tenant alone means no other row.
    if (
      repeated.length < set.columns.length &&
      !repeated.some((to) => isOwn(to, nameIndex) || isKey(to, set))
    )
      return []
    const plain = table.columns.filter((from) =>
      set.columns.some((to) => !repeated.includes(to) && repeatOf(from, to) === 'same'),
    )
    return partsIn([...own, ...plain], set, nameIndex)
  })
}

function compositesFrom(table: Table, set: KeySet, nameIndex: NameIndex): readonly Composite[] {
  const redundant = isRedundant(set)
  if (redundant && !set.columns.every((column) => isKey(column, set) || mayBeTenant(column))) return []
  const best = partsIn(table.columns, set, nameIndex)
  if (best.length === 0) return []
  const ofRoles = partsOfRoles(table, set, nameIndex)
  const isMixed = ofRoles.length > 0 && best.some(({ repeat }) => repeat === 'role')
  const all = ofRoles.some((parts) => parts.length > 0) && isMixed ? ofRoles : [best, ...ofRoles]
  const different = new Map(all.map((parts) => [setKey(parts.map(({ from }) => from)), parts]))
  return [...different.values()].flatMap(([first, ...others]): readonly Composite[] =>
    first === undefined
      ? []
      : [{ table, target: set.target, kind: set.kind, parts: [first, ...others], redundant }],
  )
}

/** Whether a column says that it means another row of its own table: `parent_id`, or `parent_account_no` for `account_no`. */
function meansParent({ words, readings: [first] }: Column, key: Column): boolean {
  const [role = '', ...rest] = words
  return (
    (SELF_ROLES.has(role) && normalizedName(rest) === key.normalizedName) ||
    (first !== undefined &&
      saysReference(first.form) &&
      first.stem.length === 1 &&
      SELF_ROLES.has(first.stem[0] ?? ''))
  )
}

/** A row of the same tenant in the same table: `(tenant_id, parent_id)` of a table with the key `(tenant_id, node_id)`. */
function compositeToSelf(set: KeySet, nameIndex: NameIndex): readonly Composite[] {
  const { target, kind, columns } = set
  const [key, ...otherKeys] = columns.filter((column) => isJustId(column) || isOwn(column, nameIndex))
  if (key === undefined || otherKeys.length > 0) return []
  const parent = target.columns.find((column) => meansParent(column, key))
  if (parent === undefined) return []
  if (columns.includes(parent) || !canRepeat(parent, key)) return []
  if (!columns.every((column) => column === key || mayBeTenant(column))) return []
  const [first, ...others] = columns.map((to): Part => {
    const own = to === key
    return { from: own ? parent : to, to, repeat: own ? 'role' : 'same', own }
  })
  return first === undefined
    ? []
    : [{ table: target, target, kind, parts: [first, ...others], redundant: isRedundant(set) }]
}

function compositesTo(set: KeySet, nameIndex: NameIndex, roles: RoleIndex): readonly Composite[] {
  const found = set.columns.map((column) => repeaters(column, nameIndex, roles))
  const sizes = found.map((lists) => lists.reduce((sum, list) => sum + list.length, 0))
  const least = Math.min(...sizes)
  if (least > MOST_CHILDREN) return []
  const rarest = found[sizes.indexOf(least)] ?? []
  const children = new Set(rarest.flat().map(({ table }) => table))
  return [...children]
    .filter((table) => table !== set.target)
    .flatMap((table) => compositesFrom(table, set, nameIndex))
}

const setKeyOf = (fields: readonly string[]): string => [...fields].sort().join(',')
const setKey = (columns: readonly Column[]): string => setKeyOf(columns.map(({ field }) => field.name))

/** What ties the columns to this table: one bears its name, or the key's column does by itself; or nothing does. */
export function anchorOf({ parts }: Composite): 'named' | 'own' | 'none' {
  if (parts.some(({ repeat }) => repeat === 'named')) return 'named'
  return parts.some(({ own }) => own) ? 'own' : 'none'
}

/** A key of the table that begins with just these columns. */
const leadingKey = ({ table, parts }: Composite) => {
  const mine = setKey(parts.map(({ from }) => from))
  return table.model.keys.find((key) => setKeyOf(key.fields.slice(0, parts.length)) === mine)
}

// As many columns in common with the table that a name begins with are no chance: chosen by hand.
const SURE_COLUMNS = 3

/** Two tables often have two columns in common by chance; a key, a name or an index must say that it is more. */
const isMoreThanChance = (composite: Composite): boolean =>
  composite.kind === 'id' ||
  (composite.parts.length >= SURE_COLUMNS && startsWith(composite.table.words, composite.target.words)) ||
  (composite.redundant && anchorOf(composite) !== 'none') ||
  leadingKey(composite)?.kind === 'index'

/** Whether two of the columns say together which row of which table is meant: such a pair means rows of many tables. */
const isPolymorphic = ({ parts }: Composite): boolean =>
  parts.some(
    ({ from: { discriminator } }) =>
      discriminator !== undefined && parts.some(({ from }) => from.field === discriminator),
  )

/** The name of the convention that a composite follows. */
export const conventionOf = ({ redundant }: Composite): string => (redundant ? 'tenant-key' : 'composite-key')

/** Every column set that repeats a composite key of another table. Linear but for names that very many tables share. */
export function compositesOf(
  nameIndex: NameIndex,
  conventions: readonly ConventionAccount[] = compositeConventions,
): readonly Composite[] {
  const roles = roleIndexOf(nameIndex)
  const asked = new Set(conventions.map(({ name }) => name))
  return (
    nameIndex.tables
      .flatMap(keySets)
      .flatMap((set) => [...compositesTo(set, nameIndex, roles), ...compositeToSelf(set, nameIndex)])
      .filter(
        (composite) =>
          asked.has(conventionOf(composite)) && isMoreThanChance(composite) && !isPolymorphic(composite),
      )
      // One of a tenant's columns may well have a relation of its own.
      .filter(({ parts }) => parts.some(({ from }) => !isTaken(from, nameIndex)))
  )
}

// The fit has too few longer keys to tell them apart.
const MOST_COUNTED_COLUMNS = 4

/** What says for or against a composite relation; `rivals` have the same columns. */
export function compositeSigns(
  composite: Composite,
  rivals: readonly Composite[],
  nameIndex: NameIndex,
  references: (table: Table) => number,
): readonly Sign[] {
  const { table, target, parts, kind, redundant } = composite
  const anchor = anchorOf(composite)
  const key = redundant ? 'redundant' : kind
  const indexed = leadingKey(composite)
  const elsewhere = parts.filter(
    ({ to, repeat }) => repeat === 'same' && namesAnother(to, target, nameIndex),
  ).length
  const known = references(target)
  const others = rivals.filter((rival) => rival.target !== target)
  const anchors = rivals.filter((rival) => anchorOf(rival) !== 'none').length
  return [
    sign('composite:any'),
    sign(`composite:${key}`),
    sign(`composite:${anchor}`),
    sign(`composite:${key}-${anchor}`),
    ...(anchor === 'own' && !parts.some(({ to }) => bearsWholeName(to))
      ? [sign('composite:own-in-part')]
      : []),
    sign(`composite:columns-${Math.min(MOST_COUNTED_COLUMNS, parts.length)}`),
    ...(parts.every(({ repeat }) => repeat === 'same') ? [sign(`composite:all-same-${anchor}`)] : []),
    ...(parts.some(({ repeat }) => repeat === 'role') ? [sign('composite:role')] : []),
    ...(indexed === undefined
      ? []
      : [sign('composite:leads-a-key'), sign(`composite:leads-${indexed.kind}`)]),
    ...(indexed !== undefined && indexed.kind !== 'index' && indexed.fields.length === parts.length
      ? [sign('composite:one-to-one')]
      : []),
    ...(startsWith(table.words, withoutGenericEnd(target)) ? [sign('composite:child')] : []),
    ...(startsWith(target.words, table.words) ? [sign('composite:parent')] : []),
    sign(`composite:parts-named-elsewhere-${elsewhere === parts.length ? 'all' : step(elsewhere, [1, 2])}`),
    ...(rivals.length > 1 ? [sign('composite:rivals', Math.log(rivals.length))] : []),
    ...(anchor === 'none' && anchors > 0 ? [sign('composite:rival-is-anchored')] : []),
    ...(table === target ? [sign('composite:own-table')] : []),
    // A row whose key may be empty is seldom referenced by it.
    ...(parts.some(({ to }) => to.field.arity === 'optional') ? [sign('composite:key-may-be-empty')] : []),
    sign(`composite:references-${step(known, [1, 3, 10])}`),
    ...(others.length > 0 && others.every((rival) => references(rival.target) < known)
      ? [sign('composite:most-referenced')]
      : []),
    ...(target.words.length === 1 ? [sign('composite:one-word-target')] : []),
  ]
}

/** Whether a column is named after another table than the one whose key it is part of, or after the key of one. */
const namesAnother = (column: Column, target: Table, nameIndex: NameIndex): boolean =>
  nameIndex.keysNamed(column.normalizedName).some((key) => key.primary && key.table !== target) ||
  column.readings.some(
    (r) => r.form !== 'bare' && nameIndex.named(r.normalizedStem).some((table) => table !== target),
  )

/** Composites with the same columns, which rival for them. */
export const rivalSets = (composites: readonly Composite[]): readonly (readonly Composite[])[] => [
  ...grouped(
    composites.map((c) => [`${c.table.model.name}(${setKey(c.parts.map(({ from }) => from))})`, c] as const),
  ).values(),
]
