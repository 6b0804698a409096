// The verify stage: evidence from a live database, and from what production asks, for what inference found. It adds
// evidence and drops no candidate; whatever fails is part of its answer.
import type { Candidate, Inference } from '../relation/candidate.js'
import { lookUp, type Schema } from '../schema/schema.js'
import { askCatalog, askData, grantIn, questionsFor, unanswered } from './ask.js'
import { type Database, QueryFailure } from './database.js'
import { type Bounds, beginLook, type Look, LookOver } from './look.js'
import { readWorkload } from './observe.js'
import { beginProgress, type Checked, type NotChecked, type Progress } from './progress.js'
import { proposeForeignKeys, proposeJoins, withProposals } from './propose.js'
import { reweigh } from './reweigh.js'
import type { Known } from './subject.js'
import { type Executed, readExport } from './workload/export.js'
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
}

/** Runs a part of the look. Its failure is noted under a name, and the next part may still run. */
async function attempt<T>(
  progress: Progress,
  what: () => string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof LookOver) && !(error instanceof QueryFailure)) throw error
    progress.skip({ what: what(), why: error.message })
    return undefined
  }
}

function readExported(options: VerifyOptions, progress: Progress): readonly Executed[] {
  if (options.workload === undefined) return []
  const exported = readExport(options.workload)
  if (exported.length === 0) progress.skip({ what: 'the workload file', why: 'it holds no statement' })
  return exported
}

/** Weighs the joins of the workload, also for candidates that only they suggest. */
function withWorkload(
  schema: Schema,
  inference: Inference,
  workloads: readonly Workload[],
  progress: Progress,
): Inference {
  const find = lookUp(schema)
  const tally = tallyJoins(schema, workloads)
  const extended = withProposals(schema, find, inference, proposeJoins(schema, find, tally))
  for (const { candidates } of extended.references)
    for (const { id, from, to } of candidates) progress.find(id, workloadEvidence(find, tally, from, to))
  return extended
}

/** Reads the catalog and asks the data; gives back inference with the candidates that only the database suggests. */
async function withData(
  schema: Schema,
  inference: Inference,
  look: Look,
  database: Database,
  progress: Progress,
): Promise<Inference> {
  const find = lookUp(schema)
  const catalog = await attempt(
    progress,
    () => 'the catalog',
    () => askCatalog(look),
  )
  if (catalog === undefined) return inference
  const known: Known = { schema, find, catalog, database: database.name }
  const extended = withProposals(schema, find, inference, proposeForeignKeys(known))
  const questions = questionsFor(extended, known, grantIn(database), progress)
  const singled: Candidate[] = []
  await attempt(
    progress,
    () => unanswered(questions, known, progress),
    () =>
      askData(look, extended, questions, known, grantIn(database), progress, (found) => singled.push(found)),
  )
  return withProposals(schema, find, extended, singled)
}

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
  const progress = beginProgress()
  const exported = readExported(options, progress)
  const name = (): string => `the database ${database?.identity}`
  const look = database && (await attempt(progress, name, () => beginLook(database, options)))
  // Before any row is read, so that the digests hold nothing of ours.
  const observed =
    look &&
    database &&
    (await attempt(
      progress,
      () => 'views and statements',
      () => readWorkload(look, database, progress),
    ))
  const workloads = [observed ?? [], { database: undefined, views: [], queries: exported }].flat()
  const weighed = withWorkload(schema, inference, workloads, progress)
  const extended = look && database ? await withData(schema, weighed, look, database, progress) : weighed
  return {
    ...extended,
    references: extended.references.map((reference) => reweigh(reference, progress.findings)),
    checked: progress.checked,
    notChecked: progress.notChecked,
    rowsRead: look?.rowsRead() ?? 0,
    statements: look?.statements() ?? 0,
  }
}
