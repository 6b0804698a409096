// The data's part of the stage: asks the catalog, then the data about every candidate, and yields what it hears.
import type { Candidate, Inference } from '../relation/candidate.js'
import type { Columns } from '../schema/schema.js'
import { compare, isContradicted } from './check.js'
import { QueryFailure, type Row } from './database.js'
import { dataEvidence, MATCH, silenceInWords } from './evidence.js'
import { grantFor, type SchemaInDatabase } from './located.js'
import type { Look } from './look.js'
import { addEvidence, evidenceById, type NewEvidence, type Observation, observed } from './observation.js'
import { CATALOG, type Catalog, readCatalog } from './probes/catalog.js'
import { type AskableCandidate, type LookPlan, wantedColumns } from './questions.js'
import { type Readings, takeReadings } from './readings.js'
import { reweigh } from './reweigh.js'
import { searchColumns, searchesFor } from './search.js'

/** Asks the server about its tables. @throws QueryFailure and LookOver */
export async function askCatalog(look: Look): Promise<Catalog> {
  const rows: Record<keyof typeof CATALOG, readonly Row[]> = {
    tables: await look.ask(CATALOG.tables, 0),
    columns: await look.ask(CATALOG.columns, 0),
    indexes: await look.ask(CATALOG.indexes, 0),
    foreignKeys: await look.ask(CATALOG.foreignKeys, 0),
  }
  return readCatalog(rows)
}

async function askAbout(
  look: Look,
  readings: Readings,
  { candidate, located }: AskableCandidate,
): Promise<readonly Observation[]> {
  const comparison = await compare(look, readings, located, candidate.id)
  const target = `${candidate.to.model}.${candidate.to.fields.join('+')}`
  const evidence = dataEvidence(comparison, target)
  const { silence } = comparison
  const says = silence === undefined ? evidence.map((item) => item.says).join('; ') : silenceInWords(silence)
  return [
    ...observed(candidate.id, evidence, isContradicted(comparison)),
    { kind: 'checked', what: candidate.id, says },
  ]
}

/** What a candidate is not asked about for: only this statement failed. Anything else ends the look. */
function failedQuery(
  { candidate, located: { from, to } }: AskableCandidate,
  known: SchemaInDatabase,
  error: unknown,
): Observation {
  if (!(error instanceof QueryFailure)) throw error
  const tables = [...new Set([from.table.name, to.table.name])]
  const grant =
    error.kind === 'denied' ? { grant: tables.map((table) => grantFor(known, table)).join('; ') } : {}
  return { kind: 'not-checked', what: candidate.id, why: error.message, ...grant }
}

/** Evidence that settles a column, so that its rivals need not be asked: odds of fifty to one in its favour. */
const SETTLES = 4
/** The answer for such a rival. */
export const SETTLED = 'not asked: another candidate is settled'

/** Whether facts, not names, speak clearly for a candidate. */
const isSettled = ({ evidence, contradicted }: NewEvidence): boolean =>
  !contradicted && evidence.reduce((sum, { weight }) => sum + weight, 0) >= SETTLES

/** The other candidates of the same columns, by the id of each. */
const rivalsIn = ({ references }: Inference): ReadonlyMap<string, readonly string[]> =>
  new Map(
    references.flatMap(({ candidates }) =>
      candidates.map(({ id }) => [id, candidates.map((rival) => rival.id).filter((rival) => rival !== id)]),
    ),
  )

/** Asks about every candidate of a plan whose rivals are not settled. `before` is what the look observed already. */
async function* askCandidates(
  look: Look,
  readings: Readings,
  known: SchemaInDatabase,
  questions: { readonly inference: Inference; readonly plan: LookPlan },
  before: readonly Observation[],
): AsyncGenerator<Observation, void> {
  const rivals = rivalsIn(questions.inference)
  const evidence = evidenceById(before)
  const settled = new Set([...evidence.values()].filter(isSettled).map(({ id }) => id))
  for (const question of questions.plan.candidates) {
    const { id } = question.candidate
    if (rivals.get(id)?.some((rival) => settled.has(rival)) === true) {
      yield { kind: 'checked', what: id, says: SETTLED }
      continue
    }
    try {
      for (const observation of await askAbout(look, readings, question)) {
        if (observation.kind === 'evidence') {
          const all = addEvidence(evidence.get(id), observation)
          if (isSettled(all)) settled.add(id)
          else settled.delete(id)
        }
        yield observation
      }
    } catch (error) {
      yield failedQuery(question, known, error)
    }
  }
}

/** A column whose best candidate is, after the data, less likely than not is still open. */
const OPEN_BELOW = 0.5

/** The columns of references that the data left open: nothing likely, and no candidate whose key holds the values. */
function openColumns(
  inference: Inference,
  { candidates: asked }: LookPlan,
  observations: readonly Observation[],
): readonly Columns[] {
  const evidence = evidenceById(observations)
  const columns = new Set(asked.map(({ candidate }) => candidate.from))
  const holds = ({ id }: Candidate): boolean =>
    evidence.get(id)?.evidence.some(({ source, weight }) => source === MATCH && weight > 0) === true
  return inference.references
    .filter(({ from }) => from.fields.length === 1)
    .filter(({ candidates }) => candidates.some(({ from }) => columns.has(from)) && !candidates.some(holds))
    .filter((reference) => (reweigh(reference, evidence).candidates[0]?.confidence ?? 0) < OPEN_BELOW)
    .map(({ from }) => from)
}

/**
 * Asks the data about every candidate, then searches the keys for the columns that have none, or none that is likely.
 *
 * @param before what the look observed already
 * @throws LookOver when nothing more can be asked; what was yielded by then stands
 */
export async function* askData(
  look: Look,
  known: SchemaInDatabase,
  inference: Inference,
  plan: LookPlan,
  before: readonly Observation[],
): AsyncGenerator<Observation, void> {
  const readings = takeReadings(look, wantedColumns(plan))
  const observations = [...before]
  for await (const observation of askCandidates(look, readings, known, { inference, plan }, before)) {
    observations.push(observation)
    yield observation
  }
  const open = searchesFor(known, openColumns(inference, plan, observations))
  yield* searchColumns(look, readings, known.find, [...plan.searches, ...open])
}
