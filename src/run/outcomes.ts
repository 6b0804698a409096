// What became of every column set: inference, decisions and the plans brought together.
import type { EditPlan } from '../edit/edit.js'
import { type Candidate, namedCandidate, type Reference } from '../relation/candidate.js'
import { acceptedChoices, type Choice, type Decision, type RelationNames } from '../relation/decision.js'
import { byColumnSet, columnSetKey, relationKey } from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import type { RelationOutcome } from '../relation/result.js'
import { lookUp, type Schema } from '../schema/schema.js'

const NO_NAMES: RelationNames = { field: '', back: '', relation: null }

type NamesOf = (relation: Relation) => RelationNames

function namesIn(plan: EditPlan): NamesOf {
  const planned = new Map(plan.relations.map((relation) => [relationKey(relation), relation.names]))
  return (relation) => planned.get(relationKey(relation)) ?? NO_NAMES
}

/** What would be written if the best candidates of the open references were accepted too. */
export const wouldBeChoices = (
  open: readonly Reference[],
  decisions: readonly Decision[],
): readonly Choice[] => [
  ...acceptedChoices(decisions),
  ...open.flatMap(({ from, candidates: [best] }) => (best === undefined ? [] : [{ from, to: best.to }])),
]

/** What the outcomes are made of. */
export interface Concluded {
  readonly schema: Schema
  readonly references: readonly Reference[]
  readonly decisions: readonly Decision[]
  /** What is written: the accepted choices. */
  readonly plan: EditPlan
  /** The names that undecided relations would get: see `wouldBeChoices`. */
  readonly wouldBe: EditPlan
}

/**
 * The outcomes: first the references of inference in their order, then what was decided beyond them. A column set has
 * one outcome for each decision about it, or one if nobody decided.
 */
export function outcomesOf({
  schema,
  references,
  decisions,
  plan,
  wouldBe,
}: Concluded): readonly RelationOutcome[] {
  const find = lookUp(schema)
  const decisionsOn = byColumnSet(decisions, ({ choice }) => choice.from)
  const [written, possible] = [namesIn(plan), namesIn(wouldBe)]

  const undecided = (candidates: readonly Candidate[]): readonly RelationOutcome[] => {
    const [candidate, ...alternatives] = candidates
    if (candidate === undefined) return []
    return [{ candidate, alternatives, names: possible(candidate), decision: 'undecided', by: null }]
  }
  const decided = (decision: Decision, candidates: readonly Candidate[]): RelationOutcome => {
    const { choice, verdict, by, note } = decision
    const candidate = candidates.find(({ id }) => id === decision.id) ?? namedCandidate(find, choice)
    const shown = { candidate, alternatives: candidates.filter((other) => other !== candidate) }
    if (verdict === 'reject') return { ...shown, names: possible(choice), decision: 'rejected', by, note }
    const names = written(choice)
    // What turned out not to be writable (a warning says why) was not accepted after all; memory stays as it is.
    if (names === NO_NAMES && by !== 'memory') return { ...shown, names, decision: 'undecided', by: null }
    const { onDelete, onUpdate, map } = choice
    return { ...shown, names, decision: 'accepted', by, onDelete, onUpdate, map }
  }
  const inferred = new Set(references.map(({ from }) => columnSetKey(from)))
  const beyond = decisions.filter(({ choice }) => !inferred.has(columnSetKey(choice.from)))
  return [
    ...references.flatMap(({ from, candidates }) => {
      const own = decisionsOn(from)
      return own.length === 0 ? undecided(candidates) : own.map((decision) => decided(decision, candidates))
    }),
    ...beyond.map((decision) => decided(decision, [])),
  ]
}
