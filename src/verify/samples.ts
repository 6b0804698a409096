// The samples of a look: one per table, read when it is first needed, for every column that will be compared.
import { QueryFailure } from './database.js'
import { literal } from './dialect.js'
import type { Look } from './look.js'
import type { TableFact } from './probes/catalog.js'
import {
  BLOCK_ROWS,
  BLOCKS,
  blockStarts,
  planSample,
  RANGE_READS,
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

async function readBlocks(look: Look, plan: SamplePlan, blocks: number): Promise<Sample> {
  const { along, table } = plan
  const starts: string[] = []
  if (along?.family !== undefined) {
    const { family } = along
    const ends = await look.ask(rangeStatement(look.engine, table, along.name), RANGE_READS)
    const range = readRange(ends, family)
    if (range === undefined) return { rows: [], spread: true }
    const places = blockStarts(family, range, seededBy(table.name), blocks)
    starts.push(...places.flatMap((place) => literal(look.engine, family, place) ?? []))
  }
  const statement = sampleStatement(look.engine, plan, starts, blocks)
  return readSample(plan, await look.ask(statement, blocks * BLOCK_ROWS))
}

/**
 * A function that gives the sample of a table. After a timeout it tries again with half of the rows.
 *
 * @example
 * const sampleOf = samplesOf(look, new Map([[posts, new Set(['author_id'])]]))
 * const { rows } = await sampleOf(posts)
 */
export function samplesOf(look: Look, wanted: WantedColumns): (table: TableFact) => Promise<Sample> {
  const samples = new Map<TableFact, Sample>()
  return async (table) => {
    const known = samples.get(table)
    if (known !== undefined) return known
    const plan = planSample(table, [...(wanted.get(table) ?? [])])
    const sample = await readBlocks(look, plan, BLOCKS).catch((error: unknown) => {
      if (!(error instanceof QueryFailure) || error.kind !== 'timeout') throw error
      return readBlocks(look, plan, BLOCKS / 2)
    })
    samples.set(table, sample)
    return sample
  }
}
