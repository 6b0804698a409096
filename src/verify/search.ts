// Columns that look like a reference but whose name leads nowhere: is there exactly one key that holds their values?

import { counted } from '../print/words.js'
import type { Candidate, Unresolved, UnresolvedReason } from '../relation/candidate.js'
import { columnsId } from '../relation/identity.js'
import { type Columns, type LookUp, uniqueKeysOf } from '../schema/schema.js'
import { type Comparison, compare, isContradicted } from './check.js'
import { QueryFailure } from './database.js'
import type { Family, Value } from './dialect.js'
import { matchWeight } from './evidence.js'
import type { LocatedRelation } from './located.js'
import { isAbsent, locateRelation, obstacle, type SchemaInDatabase } from './located.js'
import type { Look } from './look.js'
import { type Observation, observed } from './observation.js'
import {
  countTuples,
  inclusionStatement,
  literalLists,
  literalsOf,
  readInclusion,
} from './probes/inclusion.js'
import type { Range } from './probes/sample.js'
import { draw, seededBy } from './probes/values.js'
import { candidateBetween } from './propose.js'
import type { Readings } from './readings.js'
import { DENSE, LIVE_WEIGHTS } from './weights.js'

/** Reasons that another look at the data could overcome. The others hold whatever the data says. */
const SEARCHED: ReadonlySet<UnresolvedReason> = new Set<UnresolvedReason>(['no-target', 'external'])

/** Values looked up in every key, to find the few that are worth a full comparison: cheap beside its 800. A choice. */
const SCREENED = 25
/** Keys that may pass the screening: where more do, the values are such that any key would. A choice. */
const PASSING = 3
/** Keys that one column is looked up in: what its screening may read stays near that of one candidate. A choice. */
const KEYS = 100
/** Evidence that a match needs before it singles a key out: odds of twenty to one. A choice. */
const SINGLES_OUT = 3

/** A column to search for and a key it could reference. */
export interface Possibility {
  readonly candidate: Candidate
  readonly located: LocatedRelation
}

/** A column to search for, with the keys to search. */
export interface Search {
  readonly from: Columns
  readonly possibilities: readonly Possibility[]
}

/** The columns that are worth a search, whatever the data says of others. */
export const searchedColumns = (unresolved: readonly Unresolved[]): readonly Columns[] =>
  unresolved
    .filter(({ from, reason }) => SEARCHED.has(reason) && from.fields.length === 1)
    .map(({ from }) => from)

/** The keys of the column's type, primary keys first. */
function possibilitiesFor(known: SchemaInDatabase, from: Columns): readonly Possibility[] {
  const found: Possibility[] = []
  for (const kind of ['id', 'unique'])
    for (const model of known.schema.models)
      for (const key of uniqueKeysOf(model)) {
        if (key.kind !== kind || key.fields.length !== 1) continue
        const to = { model: model.name, fields: key.fields }
        const candidate = candidateBetween(known.find, from, to)
        const located = candidate && locateRelation(known, from, to)
        if (candidate === undefined || located === undefined || isAbsent(located)) continue
        if (obstacle(located) === undefined) found.push({ candidate, located })
        if (found.length === KEYS) return found
      }
  return found
}

/** The searches for these columns. */
export const searchesFor = (known: SchemaInDatabase, columns: readonly Columns[]): readonly Search[] =>
  columns.map((from) => ({ from, possibilities: possibilitiesFor(known, from) }))

/** Whether a key with this range could hold the values at all, but for one orphan. */
function couldHold(family: Family, range: Range, values: readonly Value[]): boolean {
  const [low, high] = [range.low, range.high]
  const outside = values.filter((value) =>
    family === 'integer'
      ? BigInt(value) < BigInt(low) || BigInt(value) > BigInt(high)
      : // Keys of one length, such as UUIDs.
        low.length === high.length && low.length >= 16 && value.length !== low.length,
  )
  return outside.length <= 1
}

async function passesScreening(
  look: Look,
  { sampleOf, rangeOf, densityOf }: Readings,
  { located, candidate }: Possibility,
): Promise<boolean> {
  const [key] = located.to.columns
  const { rows } = await sampleOf(located.from.table)
  const counted = countTuples(rows, located.from.columns)
  const drawn = draw([...counted.tuples.values()], SCREENED, seededBy(candidate.from.fields.join()))
  const asked = drawn
    .map(({ tuple }) => tuple)
    .filter((tuple) => literalsOf(look.engine, located.to, tuple) !== undefined)
  const range = key && asked.length >= SCREENED / 2 ? await rangeOf(located.to.table, key) : undefined
  const values = asked.map((tuple) => tuple[0] ?? '')
  if (key === undefined || range === undefined || !couldHold(key.family ?? 'string', range, values))
    return false
  // A dense key would hold any numbers, so it can never be singled out.
  if (key.family === 'integer' && (await densityOf(located.to.table, key)) > DENSE) return false
  const literals = literalLists(look.engine, located.to, asked)
  const found = await look.ask(inclusionStatement(look.engine, located.to, literals), literals.length)
  // One value may be an orphan.
  return readInclusion(located.to, { asked, impossible: [] }, found).matched.length >= asked.length - 1
}

const singlesOut = (comparison: Comparison): boolean =>
  comparison.silence === undefined && !isContradicted(comparison) && matchWeight(comparison) >= SINGLES_OUT

/** The candidate that the data singles out; undefined if no key holds the values, or several do. */
async function searchColumn(
  look: Look,
  readings: Readings,
  possibilities: readonly Possibility[],
): Promise<Candidate | undefined> {
  const passing: Possibility[] = []
  for (const possibility of possibilities) {
    if (await passesScreening(look, readings, possibility)) passing.push(possibility)
    if (passing.length > PASSING) return undefined
  }
  const singled: { readonly candidate: Candidate; readonly missing: number }[] = []
  for (const { candidate, located } of passing) {
    const comparison = await compare(look, readings, located, candidate.id)
    if (singlesOut(comparison)) singled.push({ candidate, missing: comparison.missingRows })
  }
  // A key that holds every value is better than any that lacks a few.
  const whole = singled.filter(({ missing }) => missing === 0)
  const best = whole.length > 0 ? whole : singled
  return best.length === 1 ? best[0]?.candidate : undefined
}

/** Searches the columns one by one and yields the candidates that are singled out, each with its evidence. */
export async function* searchColumns(
  look: Look,
  readings: Readings,
  find: LookUp,
  searches: readonly Search[],
): AsyncGenerator<Observation, void> {
  for (const { from, possibilities } of searches) {
    if (possibilities.length === 0) continue
    const what = columnsId(find, from)
    const keys = `${counted(possibilities.length, 'key')} of its type`
    try {
      const candidate = await searchColumn(look, readings, possibilities)
      if (candidate === undefined) {
        yield {
          kind: 'checked',
          what,
          says:
            possibilities.length === 1
              ? 'the one key of its type does not hold its values'
              : `no single one of ${keys} holds its values`,
        }
        continue
      }
      const says = `of ${keys}, only ${candidate.to.model}.${candidate.to.fields.join('+')} holds its values`
      yield* observed(candidate.id, [{ source: 'search', says, weight: LIVE_WEIGHTS.singledOut }])
      yield { kind: 'checked', what, says }
      yield { kind: 'candidate', candidate }
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      yield { kind: 'not-checked', what, why: error.message }
    }
  }
}
