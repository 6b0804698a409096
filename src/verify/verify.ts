// The verify stage: evidence from a live database, and from what production asks, for what inference found. It adds
// evidence and drops no candidate; whatever fails is part of its answer.
import type { Inference } from '../relation/candidate.js'
import { lookUp, type Schema } from '../schema/schema.js'
import { askCatalog, askData } from './ask.js'
import { type Database, QueryFailure } from './database.js'
import type { SchemaInDatabase } from './located.js'
import { type Bounds, beginLook, type Look, LookOver } from './look.js'
import { type Checked, evidenceById, type NotChecked, type Observation, observed } from './observation.js'
import { readWorkload } from './observe.js'
import { proposeForeignKeys, proposeJoins, withProposals } from './propose.js'
import { planLook, unansweredPart } from './questions.js'
import { reweigh } from './reweigh.js'
import { readExport } from './workload/export.js'
import { tallyJoins, type Workload, workloadEvidence } from './workload/tally.js'

/** Inference with what the database added. */
export interface Verified extends Inference {
  readonly checked: readonly Checked[]
  readonly notChecked: readonly NotChecked[]
  /** Index entries and rows that the statements may have read, at most. */
  readonly rowsRead: number
  readonly statements: number
}

/** The bounds of the look, and what else it may use. */
export interface VerifyOptions extends Bounds {
  /** The text of a file exported from a query-insights tool. */
  readonly workload?: string
  /** Told how many of the candidates have their answer. */
  readonly heard?: (done: number, of: number) => void
}

/** What became of a part of the look: its outcome, undefined where it ended early, and all that it observed. */
interface LookPart<Outcome> {
  readonly outcome: Outcome | undefined
  readonly observations: readonly Observation[]
}

/** The end of a part under its name; the next part may still run. Defects of ours are thrown on. */
function endedEarly(error: unknown, what: string): Observation {
  if (!(error instanceof LookOver) && !(error instanceof QueryFailure)) throw error
  return { kind: 'not-checked', what, why: error.message }
}

async function attempt<Outcome>(what: string, work: () => Promise<Outcome>): Promise<LookPart<Outcome>> {
  try {
    return { outcome: await work(), observations: [] }
  } catch (error) {
    return { outcome: undefined, observations: [endedEarly(error, what)] }
  }
}

/** Takes what a part yields, to its end or to where it fails. */
async function collectPart<Outcome>(
  part: AsyncGenerator<Observation, Outcome>,
  what: (observations: readonly Observation[]) => string,
  heard?: (observations: readonly Observation[]) => void,
): Promise<LookPart<Outcome>> {
  const observations: Observation[] = []
  try {
    let step = await part.next()
    for (; step.done !== true; step = await part.next()) {
      observations.push(step.value)
      heard?.(observations)
    }
    return { outcome: step.value, observations }
  } catch (error) {
    return { outcome: undefined, observations: [...observations, endedEarly(error, what(observations))] }
  }
}

function readExported({ workload }: VerifyOptions): LookPart<Workload> {
  const queries = workload === undefined ? [] : readExport(workload)
  const isEmpty = workload !== undefined && queries.length === 0
  return {
    outcome: { database: undefined, views: [], queries },
    observations: isEmpty
      ? [{ kind: 'not-checked', what: 'the workload file', why: 'it holds no statement' }]
      : [],
  }
}

/** Inference with more candidates, and what was observed of them. */
interface Extended {
  readonly inference: Inference
  readonly observations: readonly Observation[]
}

/** Weighs the joins of the workload, also for candidates that only they suggest. */
function withWorkload(schema: Schema, inference: Inference, workloads: readonly Workload[]): Extended {
  const find = lookUp(schema)
  const tally = tallyJoins(schema, workloads)
  const extended = withProposals(schema, find, inference, proposeJoins(schema, find, tally))
  return {
    inference: extended,
    observations: extended.references.flatMap(({ candidates }) =>
      candidates.flatMap(({ id, from, to }) => observed(id, workloadEvidence(find, tally, from, to))),
    ),
  }
}

/** Reads the catalog and asks the data, also about candidates that only the database suggests. */
async function withData(
  schema: Schema,
  before: Extended,
  look: Look,
  database: Database,
  heard: VerifyOptions['heard'],
): Promise<Extended> {
  const find = lookUp(schema)
  const read = await attempt('the catalog', () => askCatalog(look))
  const observations = [...before.observations, ...read.observations]
  if (read.outcome === undefined) return { inference: before.inference, observations }
  const known: SchemaInDatabase = { schema, find, catalog: read.outcome, database }
  const extended = withProposals(schema, find, before.inference, proposeForeignKeys(known))
  const { plan, observations: ofCatalog } = planLook(extended, known)
  observations.push(...ofCatalog)
  const of = plan.candidates.length + plan.searches.length
  const asked = await collectPart(
    askData(look, known, extended, plan, observations),
    (seen) => unansweredPart(plan, find, seen),
    (seen) => heard?.(seen.filter((one) => 'what' in one).length, of),
  )
  const singled = asked.observations.flatMap((one) => (one.kind === 'candidate' ? one.candidate : []))
  return {
    inference: withProposals(schema, find, extended, singled),
    observations: [...observations, ...asked.observations],
  }
}

/** What is told of a look, in the order of its observations. */
const toldOf = (observations: readonly Observation[]): Pick<Verified, 'checked' | 'notChecked'> => ({
  checked: observations.flatMap((one) => (one.kind === 'checked' ? { what: one.what, says: one.says } : [])),
  notChecked: observations.flatMap((one) => {
    if (one.kind !== 'not-checked') return []
    const { kind, ...entry } = one
    return entry
  }),
})

/**
 * Looks at the live database and at the workload. Every failure becomes an entry of `notChecked`, and the rest of the
 * answer stands. The database is not closed.
 *
 * @param database undefined: only the workload file counts; without one, what inference found comes back as it is
 * @example
 * const { references, notChecked } = await verify(schema, inference, openMysql(address), DEFAULT_BOUNDS)
 */
export async function verify(
  schema: Schema,
  inference: Inference,
  database: Database | undefined,
  options: VerifyOptions,
): Promise<Verified> {
  const exported = readExported(options)
  const begun =
    database && (await attempt(`the database ${database.identity}`, () => beginLook(database, options)))
  const look = begun?.outcome
  // Before any row is read, so that the digests hold nothing of ours.
  const told =
    look && database && (await collectPart(readWorkload(look, database), () => 'views and statements'))
  const parts = [exported, begun, told].flatMap((part) => part?.observations ?? [])
  const workloads = [told?.outcome ?? [], exported.outcome ?? []].flat()
  const weighed = withWorkload(schema, inference, workloads)
  const before = { ...weighed, observations: [...parts, ...weighed.observations] }
  const extended = look && database ? await withData(schema, before, look, database, options.heard) : before
  const evidence = evidenceById(extended.observations)
  return {
    ...extended.inference,
    references: extended.inference.references.map((reference) => reweigh(reference, evidence)),
    ...toldOf(extended.observations),
    rowsRead: look?.rowsRead() ?? 0,
    statements: look?.statements() ?? 0,
  }
}
