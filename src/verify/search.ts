// Columns that look like a reference but whose name leads nowhere: is there exactly one key that holds their values?
import { type Candidate, columnsId, type Unresolved, type UnresolvedReason } from '../infer/candidate.js'
import { type Columns, type LookUp, type Schema, uniqueKeysOf } from '../schema/schema.js'
import { type Comparison, compare, type Link } from './check.js'
import { QueryFailure } from './database.js'
import { isContradicted, matchWeight } from './evidence.js'
import type { Look } from './look.js'
import type { Catalog, TableFact } from './probes/catalog.js'
import { countTuples, inclusionStatement, literalsOf, readInclusion } from './probes/inclusion.js'
import type { Sample } from './probes/sample.js'
import { draw, seededBy } from './probes/values.js'
import type { Progress } from './progress.js'
import { candidateBetween } from './propose.js'
import { findLink, isAbsent, obstacle } from './subject.js'
import { WEIGHTS } from './weights.js'

/** Reasons that another look at the data could overcome. The others hold whatever the data says. */
const SEARCHED: ReadonlySet<UnresolvedReason> = new Set<UnresolvedReason>(['no-target', 'external'])

/** Values looked up in every key, to find the few that are worth a full comparison. */
export const SCREENED = 25
/** Keys that may pass the screening: where more do, the values are such that any key would. */
const PASSING = 3
/** Keys that one column is looked up in. */
const KEYS = 100
/** Evidence that a match needs before it singles a key out. */
const ENOUGH = 3

/** A column to search for and a key it could reference. */
export interface Possibility {
  readonly candidate: Candidate
  readonly link: Link
}

/** The columns that are worth a search. */
export const searchedColumns = (unresolved: readonly Unresolved[]): readonly Columns[] =>
  unresolved
    .filter(({ from, reason }) => SEARCHED.has(reason) && from.fields.length === 1)
    .map(({ from }) => from)

/** Every key of the column's type, primary keys first. */
export function possibilitiesFor(
  schema: Schema,
  find: LookUp,
  catalog: Catalog,
  from: Columns,
): readonly Possibility[] {
  const keys = schema.models.flatMap((model) =>
    uniqueKeysOf(model)
      .filter(({ fields }) => fields.length === 1)
      .map(({ kind, fields }) => ({ kind, to: { model: model.name, fields } })),
  )
  const ordered = [...keys.filter(({ kind }) => kind === 'id'), ...keys.filter(({ kind }) => kind !== 'id')]
  return ordered
    .flatMap(({ to }): readonly Possibility[] => {
      const candidate = candidateBetween(find, from, to)
      const link = findLink(find, catalog, from, to)
      return candidate === undefined || isAbsent(link) || obstacle(link) !== undefined
        ? []
        : [{ candidate, link }]
    })
    .slice(0, KEYS)
}

async function passesScreening(
  look: Look,
  { link, candidate }: Possibility,
  sample: Sample,
): Promise<boolean> {
  const counted = countTuples(sample.rows, link.from.columns)
  const tuples = draw([...counted.tuples.values()], SCREENED, seededBy(columnsOfLink(candidate)))
  const asked = tuples
    .map(({ tuple }) => tuple)
    .filter((tuple) => literalsOf(look.engine, link.to, tuple) !== undefined)
  const literals = asked.flatMap((tuple) => {
    const list = literalsOf(look.engine, link.to, tuple)
    return list === undefined ? [] : [list]
  })
  if (literals.length < SCREENED / 2) return false
  const rows = await look.ask(inclusionStatement(look.engine, link.to, literals), literals.length)
  const { matched } = readInclusion(link.to, { asked, impossible: [] }, rows)
  // One value may be an orphan.
  return matched.length >= asked.length - 1
}

const columnsOfLink = ({ from }: Candidate): string => `${from.model}.${from.fields.join('+')}`

const singlesOut = (comparison: Comparison): boolean =>
  comparison.silence === undefined && !isContradicted(comparison) && matchWeight(comparison) >= ENOUGH

/**
 * Searches all keys for the values of one column.
 *
 * @returns the candidate that the data singles out; undefined if none or several hold the values
 */
async function searchColumn(
  look: Look,
  possibilities: readonly Possibility[],
  sample: Sample,
): Promise<Candidate | undefined> {
  const passing: Possibility[] = []
  for (const possibility of possibilities) {
    if (await passesScreening(look, possibility, sample)) passing.push(possibility)
    if (passing.length > PASSING) return undefined
  }
  const singled: Candidate[] = []
  for (const { candidate, link } of passing)
    if (singlesOut(await compare(look, link, sample, candidate.id))) singled.push(candidate)
  return singled.length === 1 ? singled[0] : undefined
}

/** Searches the columns one by one and hands over the candidates that are singled out, with their evidence in `progress`. */
export async function searchColumns(
  look: Look,
  find: LookUp,
  searches: ReadonlyMap<Columns, readonly Possibility[]>,
  sampleOf: (table: TableFact) => Promise<Sample>,
  progress: Progress,
  found: (candidate: Candidate) => void,
): Promise<void> {
  for (const [from, possibilities] of searches) {
    const [first] = possibilities
    if (first === undefined) continue
    const what = columnsId(find, from)
    const keys = `${possibilities.length} keys of its type`
    try {
      const candidate = await searchColumn(look, possibilities, await sampleOf(first.link.from.table))
      if (candidate === undefined) {
        progress.check({ what, says: `no single one of ${keys} holds its values` })
        continue
      }
      const says = `of ${keys}, only ${candidate.to.model}.${candidate.to.fields.join('+')} holds its values`
      progress.find(candidate.id, [{ source: 'search', says, weight: WEIGHTS.singledOut }])
      progress.check({ what, says })
      found(candidate)
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      progress.skip({ what, why: error.message })
    }
  }
}
