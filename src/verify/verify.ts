// The verify stage: evidence from a live database for what inference found. It adds evidence and drops no candidate;
// whatever fails is part of its answer.
import type { Candidate, Inference, Reference } from '../infer/candidate.js'
import { lookUp, type Schema } from '../schema/schema.js'
import { compare, type Link } from './check.js'
import { type Database, QueryFailure, type Row } from './database.js'
import { literal } from './dialect.js'
import { catalogEvidence, dataEvidence, isContradicted, silenceInWords } from './evidence.js'
import { type Bounds, beginLook, type Look, LookOver } from './look.js'
import { CATALOG, type Catalog, readCatalog, type TableFact } from './probes/catalog.js'
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
  sampleStatement,
} from './probes/sample.js'
import { seededBy } from './probes/values.js'
import { type Finding, reweigh } from './reweigh.js'
import { type Absent, findLink, isAbsent, obstacle } from './subject.js'

/** Something that the data was asked about, and what it said. */
export interface Checked {
  /** The id of a candidate. */
  readonly what: string
  readonly says: string
}

/** Something that could not be looked at. */
export interface NotChecked {
  readonly what: string
  readonly why: string
  /** The statement or setting that would allow it. */
  readonly grant?: string
}

/** Inference with what the database added. */
export interface Verified extends Inference {
  readonly checked: readonly Checked[]
  readonly notChecked: readonly NotChecked[]
  /** Index entries and rows that the statements may have read, at most. */
  readonly rowsRead: number
  readonly statements: number
}

/** Rivals of one column that are worth a look; the rest is as good as excluded by name. */
const RIVALS = 5

/** What one run of the stage carries along. It is filled as the look goes on. */
interface Progress {
  readonly findings: Map<string, Finding>
  readonly checked: Checked[]
  readonly notChecked: NotChecked[]
}

const grantFor = (database: Database, table: string): string =>
  `GRANT SELECT ON \`${database.name}\`.\`${table}\` TO '${database.user}'`

async function readCatalogFrom(look: Look): Promise<Catalog> {
  const rows: Record<keyof typeof CATALOG, readonly Row[]> = {
    tables: await look.ask(CATALOG.tables, 0),
    columns: await look.ask(CATALOG.columns, 0),
    indexes: await look.ask(CATALOG.indexes, 0),
    foreignKeys: await look.ask(CATALOG.foreignKeys, 0),
  }
  return readCatalog(rows)
}

/** Reads one sample of a table for all of these columns; after a timeout, half of it. */
async function readTable(look: Look, table: TableFact, columns: readonly string[]): Promise<Sample> {
  const plan = planSample(table, columns)
  const take = async (blocks: number): Promise<Sample> => {
    const { along } = plan
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
  try {
    return await take(BLOCKS)
  } catch (error) {
    if (!(error instanceof QueryFailure) || error.kind !== 'timeout') throw error
    return take(BLOCKS / 2)
  }
}

/** A candidate that is worth asking for, with its place in the database. */
interface Subject {
  readonly candidate: Candidate
  readonly link: Link
}

function reportAbsent({ id }: Candidate, absent: Absent, database: Database, progress: Progress): void {
  const grant = absent.table === undefined ? {} : { grant: grantFor(database, absent.table) }
  progress.notChecked.push({ what: id, why: absent.why, ...grant })
}

/** Finds the candidates in the catalog, and takes what the catalog alone says of them. */
function findSubjects(
  schema: Schema,
  references: readonly Reference[],
  catalog: Catalog,
  database: Database,
  progress: Progress,
): readonly Subject[] {
  const find = lookUp(schema)
  return references
    .flatMap(({ candidates }) => candidates.slice(0, RIVALS))
    .flatMap((candidate): readonly Subject[] => {
      const link = findLink(find, catalog, candidate.from, candidate.to)
      if (isAbsent(link)) {
        reportAbsent(candidate, link, database, progress)
        return []
      }
      progress.findings.set(candidate.id, { evidence: catalogEvidence(link, candidate), vetoed: false })
      const why = obstacle(link)
      if (why === undefined) return [{ candidate, link }]
      progress.notChecked.push({ what: candidate.id, why })
      return []
    })
}

const targetOf = ({ to }: Candidate): string => `${to.model}.${to.fields.join('+')}`

async function checkSubject(look: Look, subject: Subject, sample: Sample, progress: Progress): Promise<void> {
  const { candidate, link } = subject
  const comparison = await compare(look, link, sample, candidate.id)
  const evidence = dataEvidence(comparison, targetOf(candidate))
  const known = progress.findings.get(candidate.id)?.evidence ?? []
  progress.findings.set(candidate.id, {
    evidence: [...known, ...evidence],
    vetoed: isContradicted(comparison),
  })
  const { silence } = comparison
  const says = silence === undefined ? evidence.map((item) => item.says).join('; ') : silenceInWords(silence)
  progress.checked.push({ what: candidate.id, says })
}

function reportFailure(
  subject: Subject,
  failure: QueryFailure,
  database: Database,
  progress: Progress,
): void {
  const { candidate, link } = subject
  const denied = failure.kind === 'denied'
  const tables = [...new Set([link.from.table.name, link.to.table.name])]
  const grant = denied ? { grant: tables.map((table) => grantFor(database, table)).join('; ') } : {}
  progress.notChecked.push({ what: candidate.id, why: failure.message, ...grant })
}

/** Checks subject by subject, the tables in the order of their best candidate. */
async function checkData(
  look: Look,
  subjects: readonly Subject[],
  database: Database,
  progress: Progress,
): Promise<void> {
  const byTable = new Map<TableFact, Subject[]>()
  for (const subject of [...subjects].sort((a, b) => b.candidate.confidence - a.candidate.confidence)) {
    const { table } = subject.link.from
    byTable.set(table, [...(byTable.get(table) ?? []), subject])
  }
  const open = new Set(subjects)
  try {
    for (const [table, group] of byTable) {
      const columns = group.flatMap(({ link }) => link.from.columns.map(({ name }) => name))
      let sample: Sample | undefined
      for (const subject of group) {
        try {
          sample ??= await readTable(look, table, columns)
          await checkSubject(look, subject, sample, progress)
        } catch (error) {
          if (!(error instanceof QueryFailure)) throw error
          reportFailure(subject, error, database, progress)
        }
        open.delete(subject)
      }
    }
  } catch (error) {
    if (!(error instanceof LookOver)) throw error
    const what = open.size === 1 ? '1 candidate' : `${open.size} candidates`
    progress.notChecked.push({ what, why: error.message })
  }
}

/**
 * Looks at the live database. Every failure becomes an entry of `notChecked`, and the rest of the answer stands. The
 * database is not closed.
 *
 * @param database undefined: what inference found comes back as it is
 * @example
 * const { references, notChecked } = await verify(schema, infer(schema), openMysql(address), DEFAULT_BOUNDS)
 */
export async function verify(
  schema: Schema,
  inference: Inference,
  database: Database | undefined,
  bounds: Bounds,
): Promise<Verified> {
  const progress: Progress = { findings: new Map(), checked: [], notChecked: [] }
  const { checked, notChecked, findings } = progress
  if (database === undefined) return { ...inference, checked, notChecked, rowsRead: 0, statements: 0 }
  let look: Look | undefined
  try {
    look = await beginLook(database, bounds)
    const catalog = await readCatalogFrom(look)
    const subjects = findSubjects(schema, inference.references, catalog, database, progress)
    await checkData(look, subjects, database, progress)
  } catch (error) {
    if (!(error instanceof LookOver) && !(error instanceof QueryFailure)) throw error
    notChecked.push({ what: `the database ${database.identity}`, why: error.message })
  }
  return {
    ...inference,
    references: inference.references.map((reference) => reweigh(reference, findings)),
    checked,
    notChecked,
    rowsRead: look?.rowsRead() ?? 0,
    statements: look?.statements() ?? 0,
  }
}
