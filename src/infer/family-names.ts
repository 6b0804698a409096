// Tables whose names begin as another's does and end in given words.
import { GENERIC_ENDS } from './lexicon.js'
import type { NameIndex } from './name-index.js'
import type { Column, Table } from './table.js'

/** A table of the family, and how it is named. */
export interface FamilyMember {
  readonly table: Table
  /** How many words it shares with the other table. */
  readonly shared: number
  /** Whether a word such as `master` stands behind. */
  readonly hasGeneralEnd: boolean
}

/**
 * The tables that begin as this one does and go on with a stem, the least alike first: `club_room` of `club_visit` for
 * `room`; where none is called so, those with a general word behind: `club_room_master`.
 */
export function familyNamed(stem: string, { starts }: Table, nameIndex: NameIndex): readonly FamilyMember[] {
  return starts.flatMap((start, i): readonly FamilyMember[] => {
    const named = nameIndex.named(start + stem)
    if (named.length > 0) return named.map((table) => ({ table, shared: i + 1, hasGeneralEnd: false }))
    return nameIndex
      .beginningWith(start + stem)
      .filter(({ rest }) => rest.every((word) => GENERIC_ENDS.has(word)))
      .map(({ table }) => ({ table, shared: i + 1, hasGeneralEnd: true }))
  })
}

/** Whether a table may be what its family calls by that stem: one that has the column itself refers to the other, too. */
const mayBeMeant = (table: Table, stem: string, { table: own, field }: Column): boolean =>
  table !== own &&
  table.primaryKey?.column.field.type === field.type &&
  !table.idStems.has(stem) &&
  // A column with its whole name stands beside: this one means another.
  !own.idStems.has(table.starts.at(-1) ?? '')

/** The table of a column's own family that it may mean by a stem: `club_room` in `club_visit` for `room_id`. */
export const nearestInFamily = (stem: string, column: Column, nameIndex: NameIndex): Table | undefined =>
  familyNamed(stem, column.table, nameIndex)
    .map(({ table }) => table)
    .findLast((table) => mayBeMeant(table, stem, column))
