// The habits of a schema, counted over its easy columns: how its authors name keys, what they index, who is a person.

import { grouped } from '../grouped.js'
import { type Counts, countsBy } from './counter.js'
import { isGenerated } from './generated.js'
import type { NameIndex } from './name-index.js'
import { ownershipOf } from './ownership.js'
import { personRankOf, type RoleTable, roleTablesOf } from './persons.js'
import type { Form } from './reading.js'
import { roleKindOf } from './role-kind.js'
import { type Share, share } from './share.js'
import { referenceCount, type Sure, sureReferences } from './sure-references.js'
import { type Column, canRefer, hasIdWord, type Table } from './table.js'

export interface Habits {
  /** The columns whose meaning is beyond doubt. */
  readonly sure: readonly Sure[]
  /** How many sure references point to a table. */
  readonly references: (table: Table) => number
  /** Whether a column is how many rows of a table there are. */
  readonly counts: Counts
  readonly roleTables: readonly RoleTable[]
  readonly personRank: (table: Table) => number
  /** Columns with an id word whose stem is exactly one table: how many, and of all columns with an id word. */
  readonly exact: Share
  /** Of all columns that are named wholly after a table, those that say so in this form. */
  readonly inForm: (form: Form) => Share
  /** Of the columns with an id word, those with the name of another table's primary key, which names that table. */
  readonly sameKeyName: Share
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
  /** Of the tables, those whose primary key makes its own values. */
  readonly generatedKeys: Share
  /** How most columns are spelled: `userId`, or `user_id` and the like. */
  readonly spelling: 'camel' | 'plain'
  /** Of the tables, those whose primary key is a number. */
  readonly numberIds: Share
  /** Whether some index of the schema is no key. */
  readonly hasIndexes: boolean
  /** Of the columns of this name, those that lead an index. */
  readonly sameNameIndexed: (column: Column) => Share
}

// Chosen by hand: many names have but one word, so few with a capital inside are already a habit.
const CAMEL = 0.15

const fitsPrimary = (column: Column, table: Table): boolean =>
  table.primaryKey?.column.field.type === column.field.type

const hasSameKeyName = (column: Column, nameIndex: NameIndex): boolean =>
  nameIndex
    .keysNamed(column.normalizedName)
    .some((key) => key.table !== column.table && key.primary && ownershipOf(key) === 'whole')

const leads = (column: Column): boolean => column.index === 'alone' || column.index === 'first'

type ReferenceNaming = Pick<Habits, 'exact' | 'inForm' | 'sameKeyName' | 'bare' | 'spelling'>

/** How columns that refer are named. */
function namingOf(
  nameIndex: NameIndex,
  columns: readonly Column[],
  sure: readonly Sure[],
  counts: Counts,
): ReferenceNaming {
  const ids = columns.filter((column) => !column.isPrimaryKey && hasIdWord(column))
  const namesTable = (name: string, column: Column) =>
    nameIndex.called(name).some((table) => table !== column.table && fitsPrimary(column, table))
  const bare = columns.filter((column) => {
    const reading = column.readings.find((r) => r.form === 'bare')
    return (
      reading !== undefined &&
      !column.isPrimaryKey &&
      namesTable(reading.normalizedStem, column) &&
      !nameIndex.called(reading.normalizedStem).some((table) => counts(column, table))
    )
  })
  const wholes = columns.flatMap((column) => {
    const named = column.readings.find(({ normalizedStem }) => namesTable(normalizedStem, column))
    return column.isPrimaryKey || named === undefined ? [] : [named.form]
  })
  const forms = grouped(wholes.map((form) => [form, form] as const))
  const capitals = columns.filter(({ field }) => /\p{Ll}\p{Lu}/u.test(field.name))
  return {
    exact: share(sure.length, ids.length),
    inForm: (form) => share(forms.get(form)?.length ?? 0, wholes.length, 0.1),
    sameKeyName: share(ids.filter((column) => hasSameKeyName(column, nameIndex)).length, ids.length, 0.1),
    bare: share(bare.length, bare.length + sure.length, 0.1),
    spelling: capitals.length > columns.length * CAMEL ? 'camel' : 'plain',
  }
}

type Keys = Pick<Habits, 'numberIds' | 'plainIds' | 'generatedKeys' | 'sameNativeType'>

/** What primary keys are, and whether references have their native type. */
function keyHabitsOf(nameIndex: NameIndex, sure: readonly Sure[]): Keys {
  const primary = nameIndex.tables.flatMap(({ primaryKey }) => primaryKey?.column ?? [])
  const sameType = sure.filter(({ column, key }) => column.field.nativeType === key.column.field.nativeType)
  return {
    sameNativeType: share(sameType.length, sure.length, 0.9),
    numberIds: share(primary.filter(({ field }) => field.type !== 'String').length, primary.length),
    generatedKeys: share(primary.filter(({ field }) => isGenerated(field.default)).length, primary.length),
    plainIds: share(primary.filter(({ words }) => words.length === 1).length, primary.length),
  }
}

type Indexing = Pick<Habits, 'indexed' | 'hasIndexes' | 'sameNameIndexed'>

/** What is indexed. */
function indexingOf(nameIndex: NameIndex, sure: readonly Sure[]): Indexing {
  const counted = new Map<string, Share>()
  return {
    indexed: share(sure.filter(({ column }) => leads(column)).length, sure.length),
    hasIndexes: nameIndex.tables.some((table) => table.model.keys.some((key) => key.kind === 'index')),
    sameNameIndexed: ({ normalizedName }) => {
      const known = counted.get(normalizedName)
      if (known !== undefined) return known
      const same = nameIndex.columnsNamed(normalizedName)
      // The 1 is chosen by hand. With 2 as many true relations of the collection come first and lie above a confidence
      // of 0.9, and six wrong ones fewer.
      const found = share(same.filter(leads).length, same.length, 0.5, 1)
      counted.set(normalizedName, found)
      return found
    },
  }
}

type Auditing = Pick<Habits, 'auditIndexed' | 'auditTyped'>

/** What the columns are that say who wrote a row. */
function auditingOf(columns: readonly Column[], roleTables: readonly RoleTable[]): Auditing {
  const personType = roleTables[0]?.table.primaryKey?.column.field.type
  const audit = columns.filter((column) => roleKindOf(column.readings[0]?.stem ?? []) === 'audit')
  return {
    auditIndexed: share(audit.filter(leads).length, audit.length, 0.3),
    auditTyped: share(audit.filter((column) => column.field.type === personType).length, audit.length),
  }
}

/**
 * Counts the habits of a schema. Pure; linear in the number of columns. What the shares are drawn towards is chosen by
 * hand, as what to expect of a schema of which nothing was seen.
 *
 * @param person The model that was said to hold the persons.
 */
export function habitsOf(nameIndex: NameIndex, person?: string): Habits {
  const sure = sureReferences(nameIndex)
  const references = referenceCount(sure, nameIndex)
  const counts = countsBy(sure)
  const personRank = personRankOf(nameIndex, sure, person)
  const roleTables = roleTablesOf(nameIndex, references, personRank)
  const columns = nameIndex.tables
    .flatMap((table) => table.columns)
    .filter((column) => canRefer(column.field))
  return {
    sure,
    references,
    counts,
    roleTables,
    personRank,
    ...namingOf(nameIndex, columns, sure, counts),
    ...keyHabitsOf(nameIndex, sure),
    ...indexingOf(nameIndex, sure),
    ...auditingOf(columns, roleTables),
  }
}
