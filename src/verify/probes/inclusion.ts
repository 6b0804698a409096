// Whether the values of the referencing columns occur in the referenced key: one look-up of a sample's values.
import type { Row, ServerEngine } from '../database.js'
import { literal, quoteName, select, type Value } from '../dialect.js'
import { accessThrough, keepsToIndex } from './access.js'
import { type ColumnFact, type IndexFact, type TableFact, uniqueIndex } from './catalog.js'
import { foldFor, mayHold } from './collation.js'
import { draw, type Random, readValue } from './values.js'

/** The most values looked up at once. From 1000 on, MariaDB would turn the list into a table. */
const LOOKED_UP = 800
/** Where the server may read the whole table instead, which it does up to four times as many rows: see `keepsToIndex`. */
const LOOKED_UP_IN_WHOLE_TABLE = 100
/** The most text of one list, in characters: far below 1 MB, the smallest packet that old servers take by default. */
const LIST_LENGTH = 200_000

/** Referenced columns of one table, in the order of the referencing ones. */
export interface KeyColumns {
  readonly table: TableFact
  readonly columns: readonly ColumnFact[]
}

/** The index that makes the columns a key. */
const keyIndex = ({ table, columns }: KeyColumns): IndexFact | undefined =>
  uniqueIndex(
    table,
    columns.map(({ name }) => name),
  )

/** The column whose first and last value are found without reading: the first of the key's index. */
export const leadingColumn = (key: KeyColumns): ColumnFact | undefined =>
  key.columns.find(({ name }) => name === keyIndex(key)?.columns[0])

/** How many values to look up in a key at most; as many as `limit` where the server keeps to the key's index. */
export function lookUps(key: KeyColumns, limit: number = LOOKED_UP): number {
  const index = keyIndex(key)
  return index !== undefined && keepsToIndex(key.table, index)
    ? limit
    : Math.min(limit, LOOKED_UP_IN_WHOLE_TABLE)
}

/** One value for each column. */
export type Tuple = readonly Value[]

/** The identity of a tuple in sets and maps. */
export const tupleId = (tuple: Tuple): string =>
  tuple.length === 1 ? (tuple[0] ?? '') : JSON.stringify(tuple)

/** The distinct tuples of a sample with the number of rows each stands in. Rows with a NULL are not counted. */
export interface Counted {
  readonly tuples: ReadonlyMap<string, { readonly tuple: Tuple; readonly rows: number }>
  readonly rows: number
}

/** Counts the tuples of these columns in a sample. */
export function countTuples(rows: readonly Row[], columns: readonly ColumnFact[]): Counted {
  const tuples = new Map<string, { tuple: Tuple; rows: number }>()
  let counted = 0
  for (const row of rows) {
    const tuple = columns.flatMap(({ name, family }) => readValue(row[name], family ?? 'string') ?? [])
    if (tuple.length < columns.length) continue
    counted++
    const known = tuples.get(tupleId(tuple))
    if (known === undefined) tuples.set(tupleId(tuple), { tuple, rows: 1 })
    else known.rows++
  }
  return { tuples, rows: counted }
}

/** Values to ask for, and those that the key's character set cannot hold, which are missing without asking. */
export interface ValuesToLookUp {
  readonly asked: readonly Tuple[]
  readonly impossible: readonly Tuple[]
}

/** Draws the values to look up. What cannot be asked safely is left out of both lists. */
export function chooseValues(
  engine: ServerEngine,
  counted: Counted,
  key: KeyColumns,
  random: Random,
): ValuesToLookUp {
  const asked: Tuple[] = []
  const impossible: Tuple[] = []
  let length = 0
  for (const { tuple } of draw([...counted.tuples.values()], lookUps(key), random)) {
    const literals = literalsOf(engine, key, tuple)
    if (literals === undefined) continue
    if (tuple.some((value, i) => mayHold(key.columns[i], value) === 'no')) impossible.push(tuple)
    else if (tuple.some((value, i) => mayHold(key.columns[i], value) === 'unknown')) continue
    else {
      length += literals.join().length
      if (length > LIST_LENGTH) break
      asked.push(tuple)
    }
  }
  return { asked, impossible }
}

/** A tuple in SQL; undefined if one of its values cannot be asked for safely. */
export function literalsOf(
  engine: ServerEngine,
  key: KeyColumns,
  tuple: Tuple,
): readonly string[] | undefined {
  const literals = tuple.flatMap(
    (value, i) => literal(engine, key.columns[i]?.family ?? 'string', value) ?? [],
  )
  return literals.length === tuple.length ? literals : undefined
}

/** The tuples that can be asked for safely, in SQL. */
export const literalLists = (
  engine: ServerEngine,
  key: KeyColumns,
  tuples: readonly Tuple[],
): readonly (readonly string[])[] =>
  tuples.flatMap((tuple) => {
    const literals = literalsOf(engine, key, tuple)
    return literals === undefined ? [] : [literals]
  })

/**
 * The referenced keys among these values, given as SQL literals. A list of tuples would be copied into a table on
 * MariaDB, so several columns are compared one by one.
 */
export function inclusionStatement(
  engine: ServerEngine,
  key: KeyColumns,
  values: readonly (readonly string[])[],
): string {
  const names = key.columns.map((column) => quoteName(column.name))
  const columns = names.map((name, i) => `${name} AS ${quoteName(`k${i}`)}`).join(', ')
  const wanted = key.columns.map(({ name }) => name)
  const index = keyIndex(key)
  const { from, extra } =
    index === undefined
      ? { from: quoteName(key.table.name), extra: '' }
      : accessThrough(key.table, index, wanted)
  const where =
    names.length === 1
      ? `${names[0]} IN (${values.map((value) => value[0]).join(',')})`
      : values
          .map((tuple) => `(${names.map((name, i) => `${name} = ${tuple[i]}`).join(' AND ')})`)
          .join(' OR ')
  return select(engine, { columns: columns + extra, from, where }, Math.max(values.length, 1))
}

const readTuples = (rows: readonly Row[], key: KeyColumns): readonly Tuple[] =>
  rows.map((row) => key.columns.map(({ family }, i) => readValue(row[`k${i}`], family ?? 'string') ?? ''))

/** Which of the values were found. A value of which that is not certain is in neither list. */
export interface Inclusion {
  readonly matched: readonly Tuple[]
  readonly missing: readonly Tuple[]
}

/** Compares what came back with what was asked, by the rules of the key's collation as far as they are known. */
export function readInclusion(key: KeyColumns, question: ValuesToLookUp, rows: readonly Row[]): Inclusion {
  const folded = (tuple: Tuple): string => tupleId(tuple.map((value, i) => foldFor(key.columns[i])(value)))
  const returned = new Set(readTuples(rows, key).map(folded))
  const asked = new Set(question.asked.map(folded))
  // Rows that no value equals: some collation rule is at work that we do not know, so what seems missing may not be.
  const strangers = [...returned].some((id) => !asked.has(id))
  const matched = question.asked.filter((tuple) => returned.has(folded(tuple)))
  const rest = question.asked.filter((tuple) => !returned.has(folded(tuple)))
  return {
    matched,
    missing: strangers ? question.impossible : [...rest, ...question.impossible],
  }
}
