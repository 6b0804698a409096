// The references that nobody doubts: columns with an id word that name one table alone.

import type { NameIndex } from './name-index.js'
import { saysReference } from './reading.js'
import { type Column, canRefer, type KeyColumn, type Table } from './table.js'

/** A column with an id word, and the key of the one table that it names. */
export interface Sure {
  readonly column: Column
  readonly key: KeyColumn
}

/** The columns whose meaning is beyond doubt: an id word, exactly one table of that name, its key of the same type. */
export function sureReferences(nameIndex: NameIndex): readonly Sure[] {
  return nameIndex.tables.flatMap((table) =>
    table.columns.flatMap((column): readonly Sure[] => {
      if (column.isPrimaryKey || !canRefer(column.field)) return []
      for (const reading of column.readings) {
        if (!saysReference(reading.form) || reading.form === 'id-inside') continue
        const tables = nameIndex.called(reading.normalizedStem)
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
        const { normalizedStem } = reading
        if (!saysReference(reading.form) || nameIndex.called(normalizedStem).length > 0) continue
        const ends = nameIndex.endingIn(normalizedStem)
        const target = ends.length === 1 ? ends[0]?.table.primaryKey : undefined
        if (target !== undefined && target.table !== table && target.column.field.type === column.field.type)
          return [{ column, key: target }]
      }
      return []
    }),
  )
}

/** How many references without doubt, or nearly so, point to a table. */
export function referenceCount(sure: readonly Sure[], nameIndex: NameIndex): (table: Table) => number {
  const counts = new Map<Table, number>()
  for (const { key } of [...sure, ...nearlySure(nameIndex)])
    counts.set(key.table, (counts.get(key.table) ?? 0) + 1)
  return (table) => counts.get(table) ?? 0
}
