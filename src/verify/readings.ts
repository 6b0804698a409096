// What a look reads once and uses often: one sample per table, one range per key.
import { QueryFailure } from './database.js'
import { literal } from './dialect.js'
import type { Look } from './look.js'
import type { ColumnFact, TableFact } from './probes/catalog.js'
import { chooseDecoys, decoyRate } from './probes/decoys.js'
import { inclusionStatement } from './probes/inclusion.js'
import {
  BLOCK_ROWS,
  BLOCKS,
  blockStarts,
  planSample,
  RANGE_READS,
  type Range,
  rangeStatement,
  readRange,
  readSample,
  type Sample,
  type SamplePlan,
  sampleStatement,
} from './probes/sample.js'
import { seededBy } from './probes/values.js'

/** The columns of each table that will be compared. */
export type WantedColumns = ReadonlyMap<TableFact, ReadonlySet<string>>

/** Reads of the database that are kept while the look lasts. */
export interface Readings {
  readonly sampleOf: (table: TableFact) => Promise<Sample>
  /** The first and the last value of an indexed column; undefined if it has none. */
  readonly rangeOf: (table: TableFact, column: ColumnFact) => Promise<Range | undefined>
  /** The share of numbers in the range of an integer key that are keys, by a few random ones. */
  readonly densityOf: (table: TableFact, column: ColumnFact) => Promise<number>
}

/** Random numbers for a first estimate of how dense a key is: 60 found of 60 happen at 95 % density 1 time in 22. */
const DENSITY_DECOYS = 60

async function readBlocks(
  look: Look,
  plan: SamplePlan,
  blocks: number,
  rangeOf: Readings['rangeOf'],
): Promise<Sample> {
  const { along, table } = plan
  const starts: string[] = []
  if (along?.family !== undefined) {
    const { family } = along
    const range = await rangeOf(table, along)
    if (range === undefined) return { rows: [], spread: true }
    const places = blockStarts(family, range, seededBy(table.name), blocks)
    starts.push(...places.flatMap((place) => literal(look.engine, family, place) ?? []))
  }
  const statement = sampleStatement(look.engine, plan, starts, blocks)
  return readSample(plan, await look.ask(statement, blocks * BLOCK_ROWS))
}

/** The work behind a key, done once; a failure is not remembered. */
async function once<K, V>(known: Map<K, V>, key: K, work: () => Promise<V>): Promise<V> {
  const before = known.get(key)
  if (before !== undefined) return before
  const value = await work()
  known.set(key, value)
  return value
}

/**
 * Readings that are taken when they are first needed. After a timeout a sample is tried again with half of its rows.
 *
 * @example
 * const { sampleOf } = takeReadings(look, new Map([[posts, new Set(['author_id'])]]))
 * const { rows } = await sampleOf(posts)
 */
export function takeReadings(look: Look, wanted: WantedColumns): Readings {
  const samples = new Map<TableFact, Sample>()
  const ranges = new Map<ColumnFact, { readonly range: Range | undefined }>()
  const rangeOf: Readings['rangeOf'] = async (table, column) => {
    const { range } = await once(ranges, column, async () => {
      const rows = await look.ask(rangeStatement(look.engine, table, column.name), RANGE_READS)
      return { range: readRange(rows, column.family ?? 'string') }
    })
    return range
  }
  const sampleOf: Readings['sampleOf'] = (table) =>
    once(samples, table, async () => {
      const plan = planSample(table, [...(wanted.get(table) ?? [])])
      try {
        return await readBlocks(look, plan, BLOCKS, rangeOf)
      } catch (error) {
        if (!(error instanceof QueryFailure) || error.kind !== 'timeout') throw error
        return readBlocks(look, plan, BLOCKS / 2, rangeOf)
      }
    })
  const densities = new Map<ColumnFact, number>()
  const densityOf: Readings['densityOf'] = (table, column) =>
    once(densities, column, async () => {
      const range = await rangeOf(table, column)
      if (range === undefined) return 1
      const random = seededBy(`${table.name}.${column.name} density`)
      const decoys = chooseDecoys([range.low, range.high], DENSITY_DECOYS, random)
      const key = { table, columns: [column] }
      const statement = inclusionStatement(
        look.engine,
        key,
        decoys.map((value) => [value]),
      )
      return decoyRate((await look.ask(statement, decoys.length)).length, decoys.length)
    })
  return { sampleOf, rangeOf, densityOf }
}
