// Finds the composites of a schema: for each composite key the tables that repeat it, and in each of them the columns that
// do, one set for each role.

import { grouped } from '../grouped.js'
import {
  canRepeat,
  isJustId,
  type Repeat,
  type RoleIndex,
  repeaters,
  repeatOf,
  roleBefore,
  roleIndexOf,
} from './column-repeat.js'
import {
  anchorOf,
  bearsPartOfName,
  bearsWholeName,
  type Composite,
  conventionOf,
  isOwn,
  leadingKey,
  type Part,
  setKey,
} from './composite.js'
import type { ConventionAccount } from './convention-account.js'
import { compositeConventions } from './conventions/composite.js'
import { SELF_ROLES } from './lexicon.js'
import { isTaken, type NameIndex } from './name-index.js'
import { startsWith } from './name-words.js'
import { saysReference } from './reading.js'
import { type Column, canRefer, type Table } from './table.js'
import { normalizedName } from './vocabulary.js'

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

// A column that bears the table's name is meant more surely than one that repeats the key's or puts a role in front.
const CLOSEST_FIRST: readonly Repeat[] = ['named', 'same', 'role']

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
