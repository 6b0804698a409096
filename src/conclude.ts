// Everything after the decisions, short of writing: the edits, and the engine's verdict on them.
import type { Decision } from './decide/decision.js'
import { editFiles } from './edit/apply.js'
import { planEdits } from './edit/plan.js'
import type { Examined } from './examine.js'
import type { Engine } from './prisma/engine.js'
import { refuseNewProblems } from './prisma/verdict.js'
import { outcomesOf } from './report/outcome.js'
import type { Result } from './report/result.js'

/**
 * Edits and validates. Nothing of it is written yet.
 *
 * @throws RestoreError `would-break-schema` when Prisma's engine finds a problem that was not there before.
 */
export function conclude(examined: Examined, decided: readonly Decision[], engine: Engine): Result {
  const { schema, style, inference, recalled, problems } = examined
  const { outcomes, plan } = outcomesOf(
    schema,
    inference.references,
    [...recalled.decisions, ...decided],
    (choices) => planEdits(schema, choices, style),
  )
  const after = editFiles(schema, plan, style, engine.format)
  if (plan.edits.length > 0) refuseNewProblems(engine, problems, after)
  return {
    schema,
    relations: outcomes,
    unresolved: inference.unresolved,
    questions: inference.questions,
    drift: recalled.drift,
    missingIndexes: plan.missingIndexes,
    warnings: plan.warnings,
    after,
    written: [],
  }
}
