// What is still open: the references that neither the schema nor an earlier decision has settled, and that can be written.
import { groupBy } from '../grouped.js'
import { type Candidate, namedCandidate, type Reference } from '../relation/candidate.js'
import { contradicts } from '../relation/contradiction.js'
import { acceptedChoices, type Decision } from '../relation/decision.js'
import type { Drift } from '../relation/drift.js'
import { columnSetKey } from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import { declaredRelations } from '../schema/relations.js'
import { type LookUp, lookUp, type Schema } from '../schema/schema.js'

/**
 * The references that nobody has decided yet. A decision settles its columns whatever the target; a declared or accepted
 * relation also settles whatever says the same with fewer or more columns.
 */
export function openReferences(
  schema: Schema,
  references: readonly Reference[],
  decisions: readonly Pick<Decision, 'verdict' | 'choice'>[],
): readonly Reference[] {
  const decided = new Set(decisions.map(({ choice }) => columnSetKey(choice.from)))
  const isContradicted = contradicts([...declaredRelations(schema), ...acceptedChoices(decisions)])
  return references.flatMap((reference) => {
    if (decided.has(columnSetKey(reference.from))) return []
    const candidates = reference.candidates.filter((candidate) => !isContradicted(candidate))
    return candidates.length === 0 ? [] : [{ ...reference, candidates }]
  })
}

/** The references whose best candidate can be written: nobody should be asked about what Prisma would refuse. */
export const writableReferences = (
  references: readonly Reference[],
  isWritable: (relation: Relation) => boolean,
): readonly Reference[] =>
  references.filter(({ candidates: [best] }) => best !== undefined && isWritable(best))

/** What takes a lost relation's place, as a candidate: nothing was inferred about it unless inference knows it too. */
function successorCandidate(
  find: LookUp,
  known: Candidate | undefined,
  { successor, says }: Drift,
): Candidate | undefined {
  if (successor === undefined) return undefined
  const evidence = { source: 'decision', says: says.replace(/\.$/, ''), weight: 0 }
  return known === undefined
    ? // It may never be accepted unseen.
      { ...namedCandidate(find, successor), confidence: 0, evidence: [evidence] }
    : { ...known, evidence: [evidence, ...known.evidence] }
}

/** Puts the likely successors of lost relations before the other candidates of their columns, and before all others. */
export function withSuccessors(
  schema: Schema,
  references: readonly Reference[],
  drift: readonly Drift[],
): readonly Reference[] {
  const find = lookUp(schema)
  const byColumns = new Map(references.map((reference) => [columnSetKey(reference.from), reference]))
  const found = drift.flatMap((lost): readonly Candidate[] => {
    const reference = lost.successor && byColumns.get(columnSetKey(lost.successor.from))
    const known = reference?.candidates.find(({ id }) => id === lost.suggestion)
    const candidate = successorCandidate(find, known, lost)
    return candidate === undefined ? [] : [candidate]
  })
  const put = [...groupBy(found, ({ from }) => columnSetKey(from))].map(([key, candidates]): Reference => {
    const ids = new Set(candidates.map(({ id }) => id))
    const rivals = byColumns.get(key)?.candidates.filter(({ id }) => !ids.has(id)) ?? []
    byColumns.delete(key)
    const from = candidates[0]?.from ?? { model: '', fields: [] }
    return { from, candidates: [...candidates, ...rivals] }
  })
  return [...put, ...references.filter((reference) => byColumns.has(columnSetKey(reference.from)))]
}
