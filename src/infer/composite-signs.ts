// Which of several composites with the same columns is likelier: what says for and against each of them.

import { grouped } from '../grouped.js'
import {
  anchorOf,
  bearsWholeName,
  type Composite,
  leadingKey,
  setKey,
  withoutGenericEnd,
} from './composite.js'
import type { NameIndex } from './name-index.js'
import { startsWith } from './name-words.js'
import { type Sign, sign, step } from './sign.js'
import type { Column, Table } from './table.js'

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
