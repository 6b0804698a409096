// What the data can be asked about, and in which order.
import { counted } from '../print/words.js'
import type { Candidate, Inference } from '../relation/candidate.js'
import { columnsId } from '../relation/identity.js'
import type { LookUp } from '../schema/schema.js'
import { catalogEvidence } from './evidence.js'
import {
  grantFor,
  isAbsent,
  type LocatedRelation,
  locateRelation,
  obstacle,
  type SchemaInDatabase,
} from './located.js'
import { type Observation, observed } from './observation.js'
import type { TableFact } from './probes/catalog.js'
import { type Search, searchedColumns, searchesFor } from './search.js'

/** Rivals of one column that are worth a look. A choice: each costs as many reads as the best one. */
const RIVALS = 5

/** A candidate that the data can be asked about. */
export interface AskableCandidate {
  readonly candidate: Candidate
  readonly located: LocatedRelation
}

/** Everything that the data will be asked, in order. */
export interface LookPlan {
  readonly candidates: readonly AskableCandidate[]
  readonly searches: readonly Search[]
}

/** The best candidates of every column set. */
const candidatesOf = ({ references }: Inference): readonly Candidate[] =>
  references.flatMap(({ candidates }) => candidates.slice(0, RIVALS))

/** What the catalog alone says of a candidate, and where it is if the data may be asked about it. */
function askable(
  candidate: Candidate,
  known: SchemaInDatabase,
): { readonly candidates: readonly AskableCandidate[]; readonly observations: readonly Observation[] } {
  const located = locateRelation(known, candidate.from, candidate.to)
  const what = candidate.id
  if (isAbsent(located)) {
    const grant = located.table === undefined ? {} : { grant: grantFor(known, located.table) }
    return { candidates: [], observations: [{ kind: 'not-checked', what, why: located.why, ...grant }] }
  }
  const evidence = observed(what, catalogEvidence(located, candidate))
  const why = obstacle(located)
  return why === undefined
    ? { candidates: [{ candidate, located }], observations: evidence }
    : { candidates: [], observations: [...evidence, { kind: 'not-checked', what, why }] }
}

/** What is worth asking, with what the catalog says already and why some candidates cannot be asked about. */
export function planLook(
  inference: Inference,
  known: SchemaInDatabase,
): { readonly plan: LookPlan; readonly observations: readonly Observation[] } {
  const all = candidatesOf(inference).map((candidate) => askable(candidate, known))
  return {
    plan: {
      // The most probable first: what is likely to be accepted should be looked at if the bounds are tight.
      candidates: all
        .flatMap(({ candidates }) => candidates)
        .sort((a, b) => b.candidate.confidence - a.candidate.confidence),
      searches: searchesFor(known, searchedColumns(inference.unresolved)),
    },
    observations: all.flatMap(({ observations }) => observations),
  }
}

/** All columns of each table that a sample of it must hold. */
export function wantedColumns({
  candidates,
  searches,
}: LookPlan): ReadonlyMap<TableFact, ReadonlySet<string>> {
  const wanted = new Map<TableFact, Set<string>>()
  for (const { located } of [...candidates, ...searches.flatMap(({ possibilities }) => possibilities)]) {
    const columns = wanted.get(located.from.table) ?? new Set()
    for (const { name } of located.from.columns) columns.add(name)
    wanted.set(located.from.table, columns)
  }
  return wanted
}

/** How much of a plan has no answer yet, in words. */
export function unansweredPart(
  { candidates, searches }: LookPlan,
  find: LookUp,
  observations: readonly Observation[],
): string {
  const answered = new Set(
    observations.flatMap((observation) => ('what' in observation ? observation.what : [])),
  )
  const asked = [
    ...candidates.map(({ candidate }) => candidate.id),
    ...searches.map(({ from }) => columnsId(find, from)),
  ]
  return `${asked.filter((what) => !answered.has(what)).length} of ${counted(asked.length, 'candidate')}`
}
