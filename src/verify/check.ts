// One candidate against the data: samples its referencing columns, looks the values up, and tries to prove itself wrong
// with decoys.
import { type Family, literal } from './dialect.js'
import type { LocatedRelation } from './located.js'
import type { Look } from './look.js'
import type { ColumnFact } from './probes/catalog.js'
import { chooseDecoys, DECOYS } from './probes/decoys.js'
import {
  type Counted,
  chooseValues,
  countTuples,
  type Inclusion,
  inclusionStatement,
  type KeyColumns,
  leadingColumn,
  literalLists,
  lookUps,
  readInclusion,
  type Tuple,
  tupleId,
  type ValuesToLookUp,
} from './probes/inclusion.js'
import {
  ASKED_FOR_DUPLICATES,
  duplicatesStatement,
  indexForDuplicates,
  proveDuplicates,
} from './probes/one-to-one.js'
import type { Range } from './probes/sample.js'
import { draw, seededBy } from './probes/values.js'
import type { Readings } from './readings.js'
import { CONTRADICTION_ROWS, CONTRADICTION_SHARE } from './weights.js'

/** Why the data of a candidate says nothing. */
export type Silence = 'no-rows' | 'all-null' | 'no-keys' | 'nothing-to-compare'

/** What the data says of one candidate. Counts only: no value leaves this stage. */
export interface Comparison {
  readonly silence: Silence | undefined
  readonly matchedRows: number
  readonly missingRows: number
  readonly matchedValues: number
  readonly missingValues: number
  /** Rows with a value such as 0 that is in no key and stands for no reference. */
  readonly noneRows: number
  /** The length of the shortest matched value; 0 for integers. */
  readonly shortest: number
  readonly decoys: { readonly asked: number; readonly found: number } | undefined
  /** The share of the referenced keys' range below the highest matched value; undefined where it has no meaning. */
  readonly rangeShare: number | undefined
  /** Whether a referencing value occurs twice; undefined where nothing was asked. */
  readonly hasDuplicates: boolean | undefined
  /** Whether the sample comes from the whole table. */
  readonly spread: boolean
}

const SILENT: Omit<Comparison, 'silence' | 'spread'> = {
  matchedRows: 0,
  missingRows: 0,
  matchedValues: 0,
  missingValues: 0,
  noneRows: 0,
  shortest: 0,
  decoys: undefined,
  rangeShare: undefined,
  hasDuplicates: undefined,
}

/** Whether so many rows lack a match that no name may outweigh it. */
export const isContradicted = ({
  matchedRows,
  missingRows,
}: Pick<Comparison, 'matchedRows' | 'missingRows'>): boolean =>
  missingRows >= CONTRADICTION_ROWS && missingRows / (matchedRows + missingRows) > CONTRADICTION_SHARE

/** Values that old programs write where there is no reference. They count as none only where no key equals them. */
const STANDS_FOR_NONE = /^(?:0|-1|0{8}-0{4}-0{4}-0{4}-0{12}|(?:00)+)?$/

/** Distinct tuples made of columns of different rows: for composite keys, what decoys are for integers. */
function mixTuples(tuples: readonly Tuple[], count: number, seed: string): readonly Tuple[] {
  const random = seededBy(`${seed} mixed`)
  const width = tuples[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, i) =>
    draw(
      tuples.map((tuple) => tuple[i] ?? ''),
      count,
      random,
    ),
  )
  const mixed = (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? ''))
  return [...new Map(mixed.map((tuple) => [tupleId(tuple), tuple])).values()]
}

const familyOf = (key: KeyColumns): Family | undefined =>
  key.columns.length === 1 ? key.columns[0]?.family : undefined

async function askDecoys(
  look: Look,
  { to }: LocatedRelation,
  matched: readonly Tuple[],
  seed: string,
): Promise<Comparison['decoys']> {
  const family = familyOf(to)
  if (matched.length === 0 || family === 'string' || family === 'binary') return undefined
  const count = lookUps(to, DECOYS)
  const decoys =
    family === 'integer'
      ? chooseDecoys(
          matched.map((tuple) => tuple[0] ?? ''),
          count,
          seededBy(`${seed} decoys`),
        ).map((value) => [value])
      : mixTuples(matched, count, seed)
  const literals = literalLists(look.engine, to, decoys)
  if (literals.length === 0) return undefined
  const rows = await look.ask(inclusionStatement(look.engine, to, literals), literals.length)
  return { asked: literals.length, found: rows.length }
}

async function askDuplicates(
  look: Look,
  { from }: LocatedRelation,
  matched: readonly Tuple[],
): Promise<boolean | undefined> {
  const [column] = from.columns
  const index = indexForDuplicates(from)
  if (column?.family === undefined || index === undefined) return undefined
  const { family } = column
  const values = matched
    .slice(0, ASKED_FOR_DUPLICATES)
    .flatMap((tuple) => literal(look.engine, family, tuple[0] ?? '') ?? [])
  if (values.length === 0) return undefined
  const statement = duplicatesStatement(look.engine, from.table, index, column.name, values)
  return proveDuplicates(values.length, (await look.ask(statement, 2 * values.length + 1)).length)
}

function rangeShareOf(
  matched: readonly Tuple[],
  range: Range,
  family: Family | undefined,
): number | undefined {
  if (family !== 'integer' || matched.length === 0) return undefined
  const low = BigInt(range.low)
  const length = BigInt(range.high) - low
  if (length === 0n) return 1
  let highest = low
  for (const [value = '0'] of matched) if (BigInt(value) > highest) highest = BigInt(value)
  return Number(((highest - low) * 1000n) / length) / 1000
}

const rowsOf = (counted: Counted, tuples: readonly Tuple[]): number =>
  tuples.reduce((sum, tuple) => sum + (counted.tuples.get(tupleId(tuple))?.rows ?? 0), 0)

const lengthOf = (column: ColumnFact | undefined, tuple: Tuple): number => {
  if (column?.family === undefined || column.family === 'integer') return 0
  const length = tuple[0]?.length ?? 0
  return column.family === 'binary' ? length / 2 : length
}

const isNone = (tuple: Tuple): boolean => tuple.some((value) => STANDS_FOR_NONE.test(value))

async function lookUpSome(look: Look, to: KeyColumns, question: ValuesToLookUp): Promise<Inclusion> {
  const literals = literalLists(look.engine, to, question.asked)
  const rows =
    literals.length === 0
      ? []
      : await look.ask(inclusionStatement(look.engine, to, literals), literals.length)
  return readInclusion(to, question, rows)
}

/** Values that are looked up first: an eighth of all, and enough to tell a fifth from a twentieth beyond doubt. */
const FIRST = 100
/** The share of their rows without a match beyond which no more is asked: four times what contradicts. */
const HOPELESS = 0.2

/** Looks the values up: a first few, and the rest unless those refute the candidate beyond doubt. */
async function lookUpValues(
  look: Look,
  { to }: LocatedRelation,
  counted: Counted,
  seed: string,
): Promise<Inclusion> {
  const { asked, impossible } = chooseValues(look.engine, counted, to, seededBy(`${seed} values`))
  const first = await lookUpSome(look, to, { asked: asked.slice(0, FIRST), impossible })
  const missingRows = rowsOf(
    counted,
    first.missing.filter((tuple) => !isNone(tuple)),
  )
  const hopeless = missingRows > HOPELESS * (missingRows + rowsOf(counted, first.matched))
  if (asked.length <= FIRST || (hopeless && first.missing.length >= HOPELESS * FIRST)) return first
  const rest = await lookUpSome(look, to, { asked: asked.slice(FIRST), impossible: [] })
  return {
    matched: [...first.matched, ...rest.matched],
    missing: [...first.missing, ...rest.missing],
  }
}

/**
 * Compares a sample of the referencing rows with the referenced key.
 *
 * @param seed the name of the candidate: with it, every run asks for the same values
 * @throws QueryFailure and LookOver, as `Look.ask` does
 */
export async function compare(
  look: Look,
  { sampleOf, rangeOf }: Readings,
  located: LocatedRelation,
  seed: string,
): Promise<Comparison> {
  const sample = await sampleOf(located.from.table)
  const { spread } = sample
  const counted = countTuples(sample.rows, located.from.columns)
  const silent = (silence: Silence): Comparison => ({ ...SILENT, silence, spread })
  if (sample.rows.length === 0) return silent('no-rows')
  if (counted.rows === 0) return silent('all-null')
  const first = leadingColumn(located.to)
  const range = first && (await rangeOf(located.to.table, first))
  if (range === undefined) return silent('no-keys')

  const { matched, missing } = await lookUpValues(look, located, counted, seed)
  const none = missing.filter(isNone)
  const orphans = missing.filter((tuple) => !isNone(tuple))
  if (matched.length + missing.length === 0) return silent('nothing-to-compare')
  const counts = { matchedRows: rowsOf(counted, matched), missingRows: rowsOf(counted, orphans) }
  // What is refuted needs no further question.
  const worthMore = !isContradicted(counts)
  return {
    silence: matched.length + orphans.length === 0 ? 'nothing-to-compare' : undefined,
    ...counts,
    matchedValues: matched.length,
    missingValues: orphans.length,
    noneRows: rowsOf(counted, none),
    shortest: Math.min(...matched.map((tuple) => lengthOf(located.to.columns[0], tuple))),
    decoys: worthMore ? await askDecoys(look, located, matched, seed) : undefined,
    rangeShare: rangeShareOf(matched, range, familyOf(located.to)),
    hasDuplicates: worthMore ? await askDuplicates(look, located, matched) : undefined,
    spread,
  }
}
