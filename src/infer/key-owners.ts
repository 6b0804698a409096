// Whose the name of a primary key is: where a column bears it, this says which table is meant.
import { grouped } from '../grouped.js'
import { sharedPart } from '../text/shared-part.js'
import { lettersOf } from '../text/words.js'
import { isGenerated } from './generated.js'
import { isTellingName, type NameIndex } from './name-index.js'
import { startsWith } from './name-words.js'
import { saysReference } from './reading.js'
import type { Column, KeyColumn } from './table.js'
import { normalizedName } from './vocabulary.js'

/**
 * How a primary key stands among those of its name: the only one, that of the table the name is taken from, one of
 * several of which none is, one beside the owner, or itself a reference: `user_id` as the key of `user_settings`.
 */
export type HolderStanding = 'only' | 'owner' | 'unclear' | 'beside-owner' | 'reference'

/** The primary keys that many tables could not have: by name, and how each of them stands. */
export interface KeyOwners {
  readonly standingOf: (key: KeyColumn) => HolderStanding | undefined
  /** How much of the key's name and of its table's name are the same, 0 to 1. */
  readonly likeness: (key: KeyColumn) => number
  /** The primary key that alone has the column's name, or this part of it, and its type. */
  readonly ownerOf: (column: Column, name?: string) => KeyColumn | undefined
  /** The owner whose whole name begins the column's, the longest of them, and what stands behind it. */
  readonly ownerInFront: (column: Column) => KeyInFront | undefined
  /** How many columns of other tables bear the name of an owner and have its type. */
  readonly borne: number
}

/** A key whose name begins that of a column. */
export interface KeyInFront {
  readonly owner: KeyColumn
  readonly rest: string
}

/** The share of both names that is one piece of them: `kArtikel` is more like `tartikel` than `tartikelext`. */
function likenessOfNames({ table, column }: KeyColumn): number {
  const names = [table.words, [table.prefix ?? '', ...table.words]].map(normalizedName)
  const own = column.normalizedName
  return Math.max(...names.map((name) => (2 * sharedPart(name, own).length) / (name.length + own.length)))
}

// Shorter beginnings of a word begin too many others.
const LEAST_BEGINNING = 3

/** Whether the key is short for the table that its own table extends: `docid` of `documentcontents` beside `documents`. */
function isOfFirstTable({ table, column }: KeyColumn, { tables }: NameIndex): boolean {
  const own = table.starts.at(-1) ?? ''
  return column.readings.some(
    ({ form, normalizedStem: short }) =>
      saysReference(form) &&
      short.length >= LEAST_BEGINNING &&
      own.startsWith(short) &&
      tables.some(({ starts, primaryKey: other }) => {
        const whole = starts.at(-1) ?? ''
        return (
          other !== undefined &&
          whole !== own &&
          whole !== short &&
          own.startsWith(whole) &&
          whole.startsWith(short) &&
          other.column.normalizedName !== column.normalizedName &&
          other.column.field.type === column.field.type
        )
      }),
  )
}

/**
 * Whether the key is named after another table, whose own key has another name. What is declared does not count here: else
 * the relations that one run writes would move what the next one infers.
 */
function isReference(key: KeyColumn, nameIndex: NameIndex): boolean {
  const { table, column } = key
  if (isOfFirstTable(key, nameIndex)) return true
  return column.readings.some(({ normalizedStem }) =>
    nameIndex
      .named(normalizedStem)
      .some(
        (other) =>
          other !== table &&
          other.primaryKey !== undefined &&
          other.primaryKey.column.normalizedName !== column.normalizedName &&
          other.primaryKey.column.field.type === column.field.type,
      ),
  )
}

// A value that the key makes itself comes from nowhere else: of two tables with one key it speaks for the owner. Chosen
// by hand: as much as a fifth of the name.
const OWN_VALUES = 0.2

/** Where a part of a name may end that is a name itself, the longest first: before a capital, a digit or a separator. */
const beginningsOf = (name: string): readonly number[] =>
  [...name.matchAll(/(?<=.)(?=[\p{Lu}_]|(?<=\P{N})\p{N})/gu)].map(({ index }) => index).toReversed()

// Less in common is a word that several tables share: `status_id` of `email_status` and `order_status`. Chosen by hand.
const LEAST_LIKENESS = 0.7

/** The key of the table that all others extend, or that the name is taken from, or that alone makes its values itself. */
function ownerAmong(keys: readonly KeyColumn[], claim: (key: KeyColumn) => number): KeyColumn | undefined {
  const [first, ...others] = keys
  const base = others.reduce((a, b) => (a && b.table.words.length < a.table.words.length ? b : a), first)
  if (base && keys.every(({ table }) => startsWith(table.words, base.table.words))) return base
  const best = Math.max(...keys.map(claim))
  const [likest, ...asLike] = keys.filter((key) => claim(key) === best)
  if (best >= LEAST_LIKENESS && asLike.length === 0) return likest
  const generated = keys.filter(({ column }) => isGenerated(column.field.default))
  return generated.length === 1 ? generated[0] : undefined
}

/** Looks at the primary keys of a schema once. */
export function keyOwnersOf(nameIndex: NameIndex): KeyOwners {
  const keys = nameIndex.tables.flatMap(({ primaryKey }) =>
    primaryKey !== undefined && isTellingName(primaryKey.column.words) ? [primaryKey] : [],
  )
  const likeness = new Map(keys.map((key) => [key, likenessOfNames(key)]))
  const claim = (key: KeyColumn) =>
    (likeness.get(key) ?? 0) + (isGenerated(key.column.field.default) ? OWN_VALUES : 0)
  const standings = new Map<KeyColumn, HolderStanding>()
  const owners = new Map<string, KeyColumn>()
  for (const [name, holders] of grouped(keys.map((key) => [key.column.normalizedName, key] as const))) {
    const free = holders.filter((key) => !isReference(key, nameIndex))
    const owner = free.length > 1 ? ownerAmong(free, claim) : free[0]
    for (const key of holders)
      standings.set(
        key,
        !free.includes(key)
          ? 'reference'
          : holders.length === 1
            ? 'only'
            : owner === undefined
              ? 'unclear'
              : key === owner
                ? 'owner'
                : 'beside-owner',
      )
    if (owner !== undefined) owners.set(name, owner)
  }
  const ownerOf = (column: Column, name = column.normalizedName): KeyColumn | undefined => {
    const owner = owners.get(name)
    return owner?.column.field.type === column.field.type ? owner : undefined
  }
  const spelled = new Map([...owners.values()].map((owner) => [lettersOf(owner.column.field.name), owner]))
  const borne = [...owners].reduce(
    (sum, [name, owner]) =>
      sum +
      nameIndex
        .columnsNamed(name)
        .filter(({ table, field }) => table !== owner.table && field.type === owner.column.field.type).length,
    0,
  )
  return {
    standingOf: (key) => standings.get(key),
    ownerInFront: ({ field: { name, type } }) =>
      beginningsOf(name).flatMap((at): readonly KeyInFront[] => {
        const owner = spelled.get(lettersOf(name.slice(0, at)))
        return owner?.column.field.type === type ? [{ owner, rest: name.slice(at) }] : []
      })[0],
    likeness: (key) => likeness.get(key) ?? 0,
    ownerOf,
    borne,
  }
}
