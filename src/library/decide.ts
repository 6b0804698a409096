// Decisions by a function of the caller's: what it is asked, and what its answers come to.
import { decideByPolicy } from '../decide/policy.js'
import { planOf, type Review } from '../decide/review.js'
import { withoutContradictions } from '../relation/contradiction.js'
import type { Decision } from '../relation/decision.js'
import { choiceFor, successorsIn } from '../relation/drift.js'
import { type Policy, selected } from '../relation/selection.js'
import { asRelation, type ReportedRelation } from '../report/json.js'
import { outcomesOf, wouldBeChoices } from '../run/outcomes.js'
import { lookUp } from '../schema/schema.js'
import { misuse, type Verdict } from './options.js'

const VERDICTS: readonly unknown[] = ['accept', 'reject', 'skip'] satisfies Verdict[]

/** A script without types may answer `true`, or a promise where nobody waits: neither must pass for `skip`. */
function refuseOther(verdict: unknown): void {
  if (!VERDICTS.includes(verdict))
    throw misuse(`decide answers accept, reject or skip, not ${typeof verdict}.`)
}

/** The open relations as `decide` sees them: the best target of each column set, with the names it would get. */
function openRelations(review: Review, policy: Policy): readonly ReportedRelation[] {
  const { schema, references } = review
  const isSelected = selected(lookUp(schema), policy)
  const plan = planOf(review, [])
  const wouldBe = planOf(review, wouldBeChoices(references, []))
  return outcomesOf({ schema, references, decisions: [], plan, wouldBe })
    .filter(({ candidate }) => isSelected(candidate))
    .map(asRelation)
}

type Answered = readonly (readonly [ReportedRelation, Verdict])[]

function asDecisions({ drift }: Review, answers: Answered): readonly Decision[] {
  const successors = successorsIn(drift)
  const decisions = answers.flatMap(([relation, verdict]): readonly Decision[] => {
    refuseOther(verdict)
    if (verdict === 'skip') return []
    return [{ id: relation.id, verdict, choice: choiceFor(relation, successors), by: 'user' }]
  })
  const accepted = decisions.filter(({ verdict }) => verdict === 'accept')
  const kept = new Set(withoutContradictions(accepted.map(({ choice }) => choice)))
  return decisions.filter(({ verdict, choice }) => verdict === 'reject' || kept.has(choice))
}

/** The decisions of a `decide` that answers at once; without one, those of the policy. */
export function decideNow(
  review: Review,
  policy: Policy,
  decide: ((relation: ReportedRelation) => Verdict) | undefined,
): readonly Decision[] {
  if (decide === undefined) return decideByPolicy(review, policy)
  return asDecisions(
    review,
    openRelations(review, policy).map((relation) => [relation, decide(relation)]),
  )
}

/** The decisions of a `decide` that may take its time; without one, those of the policy. */
export async function decideInTurn(
  review: Review,
  policy: Policy,
  decide: ((relation: ReportedRelation) => Verdict | Promise<Verdict>) | undefined,
): Promise<readonly Decision[]> {
  if (decide === undefined) return decideByPolicy(review, policy)
  const answers: [ReportedRelation, Verdict][] = []
  // One after the other: whoever is asked may be a person.
  for (const relation of openRelations(review, policy)) answers.push([relation, await decide(relation)])
  return asDecisions(review, answers)
}
