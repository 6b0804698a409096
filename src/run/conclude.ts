// Everything after the decisions, short of writing: the edits, and the engine's verdict on them.

import { openReferences } from '../decide/open.js'
import type { Decided } from '../decide/review.js'
import { editFiles } from '../edit/apply.js'
import type { EditPlan } from '../edit/edit.js'
import { planEdits } from '../edit/plan.js'
import { resolveChoices } from '../edit/resolve.js'
import type { DecisionsFile } from '../memory/decisions-file.js'
import { remember } from '../memory/remember.js'
import type { Engine } from '../prisma/engine.js'
import { errorsOf, placedProblem, refuseNewProblems } from '../prisma/verdict.js'
import type { Reference } from '../relation/candidate.js'
import { acceptedChoices, type Decision } from '../relation/decision.js'
import { columnSetKey } from '../relation/identity.js'
import type { Warning } from '../relation/planned-relation.js'
import type { RelationOutcome, Result } from '../relation/result.js'
import { type Examined, settledBy } from './examine.js'
import { decisionsFileNotes, invalidNotes, leftOutNotes, repairNotes } from './notes.js'
import { outcomesOf, wouldBeChoices } from './outcomes.js'

/** What a run comes to before anything of it is written. */
export interface Conclusion {
  readonly result: Result
  readonly memory: DecisionsFile
}

/** What is likelier than not is worth a word where it cannot be written. */
const WORTH_A_WARNING = 0.5

/**
 * Why likely relations are neither written nor asked about: what Prisma would refuse never comes to a decision.
 *
 * @param open The references that nobody decided about.
 */
function unwritableWarnings({ schema, style }: Examined, open: readonly Reference[]): readonly Warning[] {
  const likely = open.flatMap(({ candidates: [best] }) =>
    best !== undefined && best.confidence >= WORTH_A_WARNING ? [{ from: best.from, to: best.to }] : [],
  )
  return resolveChoices(schema, likely, style).warnings
}

/** What the decisions come to, before any text is edited. */
interface Planned {
  readonly plan: EditPlan
  readonly relations: readonly RelationOutcome[]
  /** The references that are left to decide about. */
  readonly open: readonly Reference[]
}

/** What became of every relation: nothing is edited or validated for it. */
export function outcomesWith(examined: Examined, decided: readonly Decision[]): Planned {
  const { schema, style, inference, recalled } = examined
  const resting = new Set(recalled.resting.map(({ choice }) => columnSetKey(choice.from)))
  const references = inference.references.filter(({ from }) => !resting.has(columnSetKey(from)))
  const decisions = [...recalled.decisions, ...decided]
  const plan = planEdits(schema, acceptedChoices(decisions), style)
  // What contradicts a declared or accepted relation gets no names: nobody will be asked about it.
  const open = openReferences(schema, references, [...settledBy(recalled), ...decided])
  const wouldBe = planEdits(schema, wouldBeChoices(open, decisions), style)
  return { plan, open, relations: outcomesOf({ schema, references, decisions, plan, wouldBe }) }
}

/**
 * Edits and validates. Nothing of it is written yet.
 *
 * @param isDryRun Whether nothing of it ever will be.
 * @throws RestoreError `would-break-schema` when Prisma's engine finds a problem that was not there before.
 */
export function conclude(examined: Examined, decided: Decided, engine: Engine, isDryRun = false): Conclusion {
  const { schema, style, inference, recalled, problems } = examined
  const { plan, open, relations } = outcomesWith(examined, decided.decisions)
  const after = editFiles(schema, plan, style, engine.format)
  const errors = plan.edits.length > 0 ? refuseNewProblems(engine, problems, after) : errorsOf(problems)
  const left = errorsOf(problems).filter(({ text }) => errors.some((error) => error.text === text))
  const result: Result = {
    schema,
    relations,
    unresolved: inference.unresolved,
    questions: inference.questions,
    drift: recalled.drift,
    missingIndexes: plan.missingIndexes,
    warnings: [
      ...(isDryRun ? invalidNotes(schema.files, left) : invalidNotes(after, errors)),
      ...repairNotes(examined),
      ...plan.warnings,
      ...recalled.resting.map(({ says }) => ({ code: 'resting', says })),
      ...unwritableWarnings(examined, open),
      ...leftOutNotes(examined),
      ...decisionsFileNotes(examined),
    ],
    invalid: left.map((error) => placedProblem(schema.files, error)),
    putOff: decided.putOff ?? [],
    after,
    written: [],
  }
  return { result, memory: remember(examined.memory, result) }
}
