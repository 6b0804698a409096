// What became of every column set: inference, decisions and the plan brought together.
import type { Choice, Decision, RelationNames } from '../decide/decision.js'
import { columnSetKey, linkKey } from '../decide/identity.js'
import { namedCandidate } from '../decide/targets.js'
import type { EditPlan } from '../edit/edit.js'
import type { Candidate, Reference } from '../infer/candidate.js'
import { lookUp, type Schema } from '../schema/schema.js'
import type { RelationOutcome } from './result.js'

const NO_NAMES: RelationNames = { field: '', back: '', relation: null }

type NamesOf = (link: Pick<Choice, 'from' | 'to'>) => RelationNames

function namesIn(plan: EditPlan): NamesOf {
  const planned = new Map(plan.relations.map(({ from, to, names }) => [linkKey(from, to), names]))
  return ({ from, to }) => planned.get(linkKey(from, to)) ?? NO_NAMES
}

/** The best candidates that nobody decided, as choices. */
const openChoices = (references: readonly Reference[], decided: ReadonlySet<string>): readonly Choice[] =>
  references.flatMap(({ from, candidates }) => {
    const best = candidates[0]
    return best === undefined || decided.has(columnSetKey(from)) ? [] : [{ from, to: best.to }]
  })

/**
 * One outcome per column set: first the references of inference in their order, then what was decided beyond them.
 *
 * @param plan Names any set of choices; called with the accepted ones, and with the open ones beside them so that
 *   undecided relations show the names they would get.
 */
export function outcomesOf(
  schema: Schema,
  references: readonly Reference[],
  decisions: readonly Decision[],
  plan: (choices: readonly Choice[]) => EditPlan,
): { readonly outcomes: readonly RelationOutcome[]; readonly plan: EditPlan } {
  const find = lookUp(schema)
  const accepted = decisions.filter(({ verdict }) => verdict === 'accept').map(({ choice }) => choice)
  const decided = new Map(decisions.map((decision) => [columnSetKey(decision.choice.from), decision]))
  const open = openChoices(references, new Set(decided.keys()))
  const writing = plan(accepted)
  const written: NamesOf = namesIn(writing)
  const wouldBe = open.length === 0 ? written : namesIn(plan([...accepted, ...open]))

  const outcome = (from: Choice['from'], candidates: readonly Candidate[]): RelationOutcome | undefined => {
    const decision = decided.get(columnSetKey(from))
    const best = candidates[0]
    if (decision === undefined)
      return (
        best && {
          candidate: best,
          alternatives: candidates.slice(1),
          names: wouldBe(best),
          decision: 'undecided',
          by: null,
        }
      )
    const { choice, verdict, by } = decision
    const chosen =
      candidates.find(({ id }) => id === decision.id) ?? namedCandidate(find, choice.from, choice.to)
    const shown = { candidate: chosen, alternatives: candidates.filter((candidate) => candidate !== chosen) }
    if (verdict === 'reject') return { ...shown, names: wouldBe(choice), decision: 'rejected', by }
    const names = written(choice)
    // What turned out not to be writable (a warning says why) was not accepted after all; memory stays as it is.
    if (names === NO_NAMES && by !== 'memory') return { ...shown, names, decision: 'undecided', by: null }
    return {
      ...shown,
      names,
      decision: 'accepted',
      by,
      onDelete: choice.onDelete,
      onUpdate: choice.onUpdate,
      map: choice.map,
    }
  }
  const inferred = new Set(references.map(({ from }) => columnSetKey(from)))
  const beyond = decisions.filter(({ choice }) => !inferred.has(columnSetKey(choice.from)))
  return {
    outcomes: [
      ...references.flatMap(({ from, candidates }) => outcome(from, candidates) ?? []),
      ...beyond.flatMap(({ choice }) => outcome(choice.from, []) ?? []),
    ],
    plan: writing,
  }
}
