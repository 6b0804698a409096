// The data's part of the stage: which candidates can be asked about, in which order, and what becomes of the answers.

import type { Candidate, Inference } from '../relation/candidate.js'
import { columnsId } from '../relation/identity.js'
import type { Columns } from '../schema/schema.js'
import { compare, isContradicted, type Link } from './check.js'
import { type Database, QueryFailure, type Row } from './database.js'
import { catalogEvidence, dataEvidence, MATCH, silenceInWords } from './evidence.js'
import type { Look } from './look.js'
import { CATALOG, type Catalog, readCatalog, type TableFact } from './probes/catalog.js'
import type { Progress } from './progress.js'
import { type Readings, takeReadings } from './readings.js'
import { reweigh } from './reweigh.js'
import { type Search, searchColumns, searchedColumns, searchesFor } from './search.js'
import { findLink, isAbsent, type Known, obstacle } from './subject.js'

/** Rivals of one column that are worth a look; the rest is as good as excluded by name. */
const RIVALS = 5

/** A candidate that the data can be asked about. */
export interface Subject {
  readonly candidate: Candidate
  readonly link: Link
}

/** Everything that the data will be asked, in order. */
export interface Questions {
  readonly subjects: readonly Subject[]
  readonly searches: readonly Search[]
}

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

/** The best candidates of every column set. */
const candidatesOf = ({ references }: Inference): readonly Candidate[] =>
  references.flatMap(({ candidates }) => candidates.slice(0, RIVALS))

/** Finds a candidate in the catalog and takes what the catalog alone says of it. */
function subjectOf(
  candidate: Candidate,
  known: Known,
  grant: (table: string) => string,
  progress: Progress,
): readonly Subject[] {
  const link = findLink(known, candidate.from, candidate.to)
  const what = candidate.id
  if (isAbsent(link)) {
    progress.skip({
      what,
      why: link.why,
      ...(link.table === undefined ? {} : { grant: grant(link.table) }),
    })
    return []
  }
  progress.find(what, catalogEvidence(link, candidate))
  const why = obstacle(link)
  if (why === undefined) return [{ candidate, link }]
  progress.skip({ what, why })
  return []
}

/** What is worth asking. Candidates that cannot be asked about are noted with the reason. */
export function questionsFor(
  inference: Inference,
  known: Known,
  grant: (table: string) => string,
  progress: Progress,
): Questions {
  const subjects = candidatesOf(inference).flatMap((candidate) =>
    subjectOf(candidate, known, grant, progress),
  )
  return {
    // The most probable first: what is likely to be accepted should be looked at if the bounds are tight.
    subjects: subjects.sort((a, b) => b.candidate.confidence - a.candidate.confidence),
    searches: searchesFor(known, searchedColumns(inference.unresolved)),
  }
}

/** All columns of each table that a sample of it must hold. */
export function wantedColumns({
  subjects,
  searches,
}: Questions): ReadonlyMap<TableFact, ReadonlySet<string>> {
  const wanted = new Map<TableFact, Set<string>>()
  for (const { link } of [...subjects, ...searches.flatMap(({ possibilities }) => possibilities)]) {
    const columns = wanted.get(link.from.table) ?? new Set()
    for (const { name } of link.from.columns) columns.add(name)
    wanted.set(link.from.table, columns)
  }
  return wanted
}

async function askAbout(look: Look, readings: Readings, subject: Subject, progress: Progress): Promise<void> {
  const { candidate, link } = subject
  const comparison = await compare(look, readings, link, candidate.id)
  const target = `${candidate.to.model}.${candidate.to.fields.join('+')}`
  const evidence = dataEvidence(comparison, target)
  progress.find(candidate.id, evidence, isContradicted(comparison))
  const { silence } = comparison
  const says = silence === undefined ? evidence.map((item) => item.says).join('; ') : silenceInWords(silence)
  progress.check({ what: candidate.id, says })
}

/** Evidence that settles a column: its rivals need not be asked. */
const SETTLES = 4
/** The answer for such a rival. */
export const SETTLED = 'not asked: another candidate is settled'

/** Whether facts, not names, speak clearly for a candidate. */
const isSettled = (id: string, { findings }: Progress): boolean => {
  const found = findings.get(id)
  const facts = found?.evidence.reduce((sum, { weight }) => sum + weight, 0) ?? 0
  return found?.vetoed === false && facts >= SETTLES
}

/** The other candidates of the same columns, by the id of each. */
const rivalsIn = ({ references }: Inference): ReadonlyMap<string, readonly string[]> =>
  new Map(
    references.flatMap(({ candidates }) =>
      candidates.map(({ id }) => [id, candidates.map((rival) => rival.id).filter((rival) => rival !== id)]),
    ),
  )

/** Candidates that, after the data, are still less likely than not, leave their column open. */
const LIKELY = 0.5

/** The columns of references that the data left open: nothing likely, and no candidate whose key holds the values. */
function openColumns(inference: Inference, { subjects }: Questions, progress: Progress): readonly Columns[] {
  const asked = new Set(subjects.map(({ candidate }) => candidate.from))
  const holds = ({ id }: Candidate): boolean =>
    progress.findings.get(id)?.evidence.some(({ source, weight }) => source === MATCH && weight > 0) === true
  return inference.references
    .filter(({ from }) => from.fields.length === 1)
    .filter(({ candidates }) => candidates.some(({ from }) => asked.has(from)) && !candidates.some(holds))
    .filter((reference) => (reweigh(reference, progress.findings).candidates[0]?.confidence ?? 0) < LIKELY)
    .map(({ from }) => from)
}

/**
 * Asks the data about every candidate, then searches the keys for the columns that have none, or none that is likely.
 *
 * @param found hears of every candidate that a search singles out
 * @throws LookOver when nothing more can be asked
 */
export async function askData(
  look: Look,
  inference: Inference,
  questions: Questions,
  known: Known,
  grant: (table: string) => string,
  progress: Progress,
  found: (candidate: Candidate) => void,
): Promise<void> {
  const readings = takeReadings(look, wantedColumns(questions))
  const rivals = rivalsIn(inference)
  for (const subject of questions.subjects) {
    const { id } = subject.candidate
    if (rivals.get(id)?.some((rival) => isSettled(rival, progress)) === true) {
      progress.check({ what: id, says: SETTLED })
      continue
    }
    try {
      await askAbout(look, readings, subject, progress)
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      const { from, to } = subject.link
      const tables = [...new Set([from.table.name, to.table.name])]
      progress.skip({
        what: id,
        why: error.message,
        ...(error.kind === 'denied' ? { grant: tables.map(grant).join('; ') } : {}),
      })
    }
  }
  const searches = [...questions.searches, ...searchesFor(known, openColumns(inference, questions, progress))]
  await searchColumns(look, readings, known.find, searches, progress, found)
}

/** How many of the questions have no answer yet. */
export function unanswered({ subjects, searches }: Questions, { find }: Known, progress: Progress): string {
  const answered = new Set([...progress.checked, ...progress.notChecked].map(({ what }) => what))
  const asked = [
    ...subjects.map(({ candidate }) => candidate.id),
    ...searches.map(({ from }) => columnsId(find, from)),
  ]
  return `${asked.filter((what) => !answered.has(what)).length} of ${asked.length} candidates`
}

/** The statement that would let the user of a database read one of its tables. */
export const grantIn =
  ({ name, user }: Database) =>
  (table: string): string =>
    `GRANT SELECT ON \`${name}\`.\`${table}\` TO '${user}'`
