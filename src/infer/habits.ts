// The habits of a schema, counted over its easy columns: how its authors name keys, what they index, who is a person.

import { grouped } from '../grouped.js'
import { GENERIC_ENDS, PERSON_TABLES, STRONG_ROLES } from './lexicon.js'
import type { NameIndex } from './name-index.js'
import { ownershipOf } from './ownership.js'
import { type Form, saysReference } from './reading.js'
import { roleKindOf } from './role-kind.js'
import { type Column, canRefer, hasIdWord, type KeyColumn, type Table } from './table.js'

/** A table whose rows a role may name. */
export interface RoleTable {
  readonly table: Table
  /** How likely its name says persons, 0 to 1; 0 for a table that is only referenced a lot. */
  readonly rank: number
  /** Its place among the role tables, 0 for the first. */
  readonly place: number
}

/** A share with what it was counted over: `share` is drawn towards one half (or `towards`) when little was seen. */
export interface Share {
  readonly of: number
  readonly share: number
}

export interface Habits {
  /** The columns whose meaning is beyond doubt. */
  readonly sure: readonly Sure[]
  /** How many sure references point to a table. */
  readonly references: (table: Table) => number
  readonly roleTables: readonly RoleTable[]
  readonly personRank: (table: Table) => number
  /** Columns with an id word whose stem is exactly one table: how many, and of all columns with an id word. */
  readonly exact: Share
  /** Of all columns that are named wholly after a table, those that say so in this form. */
  readonly inForm: (form: Form) => Share
  /** Of the columns with an id word, those called like the primary key of another table and after that table. */
  readonly likeKey: Share
  /** Of the sure references, those that lead an index. */
  readonly indexed: Share
  /** Of the sure references, those whose native type is that of the key. */
  readonly sameNativeType: Share
  /** Of all columns that are named after a table, those without an id word and with the type of its key. */
  readonly bare: Share
  /** Of the columns that say who wrote the row, those that lead an index; and those with the type of a person's key. */
  readonly auditIndexed: Share
  readonly auditTyped: Share
  /** Of the tables, those whose primary key is called just `id`. */
  readonly plainIds: Share
  /** How most columns are spelled: `userId`, or `user_id` and the like. */
  readonly spelling: 'camel' | 'plain'
  /** Of the tables, those whose primary key is a number. */
  readonly numberIds: Share
  /** Whether some index of the schema is no key. */
  readonly hasIndexes: boolean
  /** Of the columns of this name, those that lead an index. */
  readonly sameNameIndexed: (column: Column) => Share
}

function share(hits: number, of: number, towards = 0.5, weight = 2): Share {
  return { of, share: (hits + towards * weight) / (of + weight) }
}

/** A column with an id word, and the key of the one table that it names. */
export interface Sure {
  readonly column: Column
  readonly key: KeyColumn
}

/** The columns whose meaning is beyond doubt: an id word, exactly one table of that name, its key of the same type. */
function sureReferences(nameIndex: NameIndex): readonly Sure[] {
  return nameIndex.tables.flatMap((table) =>
    table.columns.flatMap((column): readonly Sure[] => {
      if (column.isPrimaryKey || !canRefer(column.field)) return []
      for (const reading of column.readings) {
        if (!saysReference(reading.form) || reading.form === 'id-inside') continue
        const tables = nameIndex.called(reading.key)
        const key = tables.length === 1 ? tables[0]?.primaryKey : undefined
        if (key !== undefined && key.table !== table && key.column.field.type === column.field.type)
          return [{ column, key }]
      }
      return []
    }),
  )
}

/** The columns with an id word whose stem is no table's name, but the end of exactly one. */
function nearlySure(nameIndex: NameIndex): readonly Sure[] {
  return nameIndex.tables.flatMap((table) =>
    table.columns.flatMap((column): readonly Sure[] => {
      if (column.isPrimaryKey || !canRefer(column.field)) return []
      for (const reading of column.readings) {
        const { key } = reading
        if (!saysReference(reading.form) || nameIndex.called(key).length > 0) continue
        const ends = nameIndex.endingIn(key)
        const target = ends.length === 1 ? ends[0]?.table.primaryKey : undefined
        if (target !== undefined && target.table !== table && target.column.field.type === column.field.type)
          return [{ column, key: target }]
      }
      return []
    }),
  )
}

const HIGHEST_RANK = 1.3

/** How likely a single word names persons, 0 to 1. */
const personWord = (word: string): number =>
  PERSON_TABLES.get(word) ?? (word.endsWith('user') ? 0.75 : STRONG_ROLES.has(word) ? 0.4 : 0)

const SECRETS = new Set(['password', 'passwd', 'pwd', 'senha', 'contrasena'])
const CONTACTS = new Set(['email', 'mail', 'username', 'login', 'firstname'])

/** Whether the columns are those of somebody who can log in. */
const hasLogin = (table: Table): boolean =>
  table.columns.some((column) => column.words.some((word) => SECRETS.has(word))) &&
  table.columns.some((column) => column.words.some((word) => CONTACTS.has(word)))

const hasContact = (table: Table): boolean =>
  table.columns.some((column) => CONTACTS.has(column.words.join('')))

function personRank(table: Table): number {
  const { words } = table
  const end = personWord(words.at(-1) ?? '')
  const generic =
    words.length > 1 && GENERIC_ENDS.has(words.at(-1) ?? '') ? personWord(words.at(-2) ?? '') : 0
  // `users` rather than `admin_users`, but that rather than `members`.
  const named = Math.max(0, Math.max(end, generic) - 0.2 * Math.min(2, words.length - 1))
  const looks = hasLogin(table) ? 0.3 : hasContact(table) ? 0.1 : 0
  return named + looks >= 0.3 ? Math.min(HIGHEST_RANK, named + looks) : 0
}

// What is left of the rank of a table that belongs one to one to another table of persons. At one half the right target
// comes first less often by .4 %.
const OF_A_PERSON = 0.7

// More would make every unknown word a question about the whole schema.
const MOST_PERSONS = 3
const MOST_HUBS = 2

function roleTablesOf(
  nameIndex: NameIndex,
  references: (table: Table) => number,
  personRank: (table: Table) => number,
): readonly RoleTable[] {
  const keyed = nameIndex.tables.filter((table) => table.keys.length > 0)
  const weigh = (table: Table) => personRank(table) + 0.12 * Math.log2(1 + references(table))
  const persons = keyed
    .filter((table) => personRank(table) > 0)
    .toSorted((a, b) => weigh(b) - weigh(a))
    .slice(0, MOST_PERSONS)
  const hubs = keyed
    .filter((table) => references(table) > 1 && !persons.includes(table))
    .toSorted((a, b) => references(b) - references(a))
    .slice(0, MOST_HUBS)
  return [...persons, ...hubs].map((table, place) => ({ table, rank: personRank(table), place }))
}

// Half of all columns have one word: so many with a capital inside are a habit.
const CAMEL = 0.15

const fitsPrimary = (column: Column, table: Table): boolean =>
  table.primaryKey?.column.field.type === column.field.type

const isCalledLikeKey = (column: Column, nameIndex: NameIndex): boolean =>
  nameIndex
    .keysNamed(column.key)
    .some((key) => key.table !== column.table && key.primary && ownershipOf(key) === 'whole')

/**
 * Counts the habits of a schema. Pure; linear in the number of columns.
 *
 * @param person The model that was said to hold the persons.
 */
export function habitsOf(nameIndex: NameIndex, person?: string): Habits {
  const sure = sureReferences(nameIndex)
  const counts = new Map<Table, number>()
  for (const { key } of [...sure, ...nearlySure(nameIndex)])
    counts.set(key.table, (counts.get(key.table) ?? 0) + 1)
  const references = (table: Table) => counts.get(table) ?? 0
  const ranks = new Map(nameIndex.tables.map((table) => [table, personRank(table)]))
  // A profile that belongs to one user is not whom an author is: the user is.
  for (const { column, key } of sure)
    if (column.isUnique && (ranks.get(key.table) ?? 0) > 0)
      ranks.set(column.table, OF_A_PERSON * (ranks.get(column.table) ?? 0))
  const rankOf = (table: Table) => (table.model.name === person ? HIGHEST_RANK : (ranks.get(table) ?? 0))
  const columns = nameIndex.tables
    .flatMap((table) => table.columns)
    .filter((column) => canRefer(column.field))
  const ids = columns.filter((column) => !column.isPrimaryKey && hasIdWord(column))
  const bare = columns.filter((column) => {
    const reading = column.readings.find((r) => r.form === 'bare')
    if (reading === undefined || column.isPrimaryKey) return false
    return nameIndex
      .called(reading.key)
      .some((table) => table !== column.table && table.primaryKey?.column.field.type === column.field.type)
  })
  const wholes = columns.flatMap((column) => {
    const named = column.readings.find(({ key }) =>
      nameIndex.called(key).some((table) => table !== column.table && fitsPrimary(column, table)),
    )
    return column.isPrimaryKey || named === undefined ? [] : [named.form]
  })
  const forms = grouped(wholes.map((form) => [form, form] as const))
  const roleTables = roleTablesOf(nameIndex, references, rankOf)
  const personType = roleTables[0]?.table.primaryKey?.column.field.type
  const audit = columns.filter((column) => roleKindOf(column.readings[0]?.stem ?? []) === 'audit')
  const leads = (column: Column) => column.index === 'alone' || column.index === 'first'
  const indexed = new Map<string, Share>()
  const primary = nameIndex.tables.filter((table) => table.primaryKey !== undefined)
  return {
    sure,
    references,
    roleTables,
    personRank: rankOf,
    exact: share(sure.length, ids.length),
    indexed: share(sure.filter(({ column }) => leads(column)).length, sure.length),
    inForm: (form) => share(forms.get(form)?.length ?? 0, wholes.length, 0.1),
    likeKey: share(ids.filter((column) => isCalledLikeKey(column, nameIndex)).length, ids.length, 0.1),
    sameNativeType: share(
      sure.filter(({ column, key }) => column.field.nativeType === key.column.field.nativeType).length,
      sure.length,
      0.9,
    ),
    bare: share(bare.length, bare.length + sure.length, 0.1),
    auditIndexed: share(audit.filter(leads).length, audit.length, 0.3),
    auditTyped: share(audit.filter((column) => column.field.type === personType).length, audit.length),
    spelling:
      columns.filter(({ field }) => /\p{Ll}\p{Lu}/u.test(field.name)).length > columns.length * CAMEL
        ? 'camel'
        : 'plain',
    numberIds: share(
      primary.filter((table) => table.primaryKey?.column.field.type !== 'String').length,
      primary.length,
    ),
    plainIds: share(
      primary.filter((table) => table.primaryKey?.column.words.length === 1).length,
      primary.length,
    ),
    hasIndexes: nameIndex.tables.some((table) => table.model.keys.some((key) => key.kind === 'index')),
    sameNameIndexed: ({ key }) => {
      const known = indexed.get(key)
      if (known !== undefined) return known
      const same = nameIndex.columnsNamed(key)
      const counted = share(same.filter(leads).length, same.length, 0.5, 1)
      indexed.set(key, counted)
      return counted
    },
  }
}
