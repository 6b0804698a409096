// The whole program: load, read, infer, verify, decide, edit, validate, write. The command line and the library run
// this same function; whatever touches the world comes in through the ports.
import { adopt } from './decide/adopt.js'
import type { Decision } from './decide/decision.js'
import type { DecisionsFile } from './decide/memory.js'
import { openReferences, type Recollection, recall } from './decide/recall.js'
import { remember } from './decide/remember.js'
import type { Review } from './decide/review.js'
import { editFiles } from './edit/apply.js'
import type { EditStyle } from './edit/edit.js'
import { planEdits } from './edit/plan.js'
import type { Inference, SchemaQuestion } from './infer/candidate.js'
import { type InferOptions, infer } from './infer/infer.js'
import type { Diagnostic, Engine } from './prisma/engine.js'
import { refuseBroken, refuseNewProblems, refuseUnsupported } from './prisma/verdict.js'
import { outcomesOf } from './report/outcome.js'
import type { Result } from './report/result.js'
import { read } from './schema/read.js'
import type { Schema, SourceFile } from './schema/schema.js'

type SchemaAnswers = NonNullable<InferOptions['answers']>

/** What a run starts from. */
export interface Source {
  readonly files: readonly SourceFile[]
  readonly decisions: DecisionsFile
}

export interface RestoreSettings {
  readonly style: EditStyle
  readonly answers: SchemaAnswers
  /** Take the relations that the schema already declares into the decisions. */
  readonly adopt: boolean
}

/** Everything that is known of a schema before anybody decides. */
export interface Examined {
  readonly schema: Schema
  readonly problems: readonly Diagnostic[]
  readonly memory: DecisionsFile
  readonly recalled: Recollection
  readonly inference: Inference
}

/** The outside world of a run. Tests pass plain objects. */
export interface Ports {
  readonly load: () => Promise<Source>
  readonly engine: () => Engine
  /** Answers to the questions about the whole schema; those left out keep their defaults. */
  readonly answer: (questions: readonly SchemaQuestion[]) => Promise<SchemaAnswers>
  /** Looks at the live data; without a database it gives back what it got. */
  readonly verify: (schema: Schema, inference: Inference) => Promise<Inference>
  readonly decide: (review: Review) => Promise<readonly Decision[]>
  /** Writes the result and the decisions, or neither; gives the paths that were written. */
  readonly write: (result: Result, decisions: DecisionsFile) => Promise<readonly string[]>
}

/** Load and judge, read, remember, infer. */
export function examine(source: Source, settings: RestoreSettings, engine: Engine): Examined {
  const schema = read(source.files)
  refuseUnsupported(schema)
  const problems = engine.problems(source.files)
  refuseBroken(source.files, problems)
  const memory = settings.adopt ? adopt(schema, source.decisions).file : source.decisions
  return {
    schema,
    problems,
    memory,
    recalled: recall(schema, memory),
    inference: inferWith(schema, memory, settings.answers, settings.style),
  }
}

function inferWith(
  schema: Schema,
  memory: DecisionsFile,
  answers: SchemaAnswers,
  style: EditStyle,
): Inference {
  return infer(schema, {
    own: memory,
    answers: { ...memory.answers, ...answers },
    includeIgnored: style.includeIgnored,
  })
}

/** What is still open, for whoever decides. */
export function reviewOf(
  { schema, inference, recalled }: Examined,
  { style }: RestoreSettings,
  engine: Engine,
): Review {
  const remembered = recalled.decisions
    .filter(({ verdict }) => verdict === 'accept')
    .map(({ choice }) => choice)
  const plan: Review['plan'] = (choices) => planEdits(schema, [...remembered, ...choices], style)
  return {
    schema,
    references: openReferences(inference.references, recalled.decisions),
    unresolved: inference.unresolved,
    plan,
    preview: (choices) => editFiles(schema, plan(choices), style, engine.format),
  }
}

/** Edit, validate. Nothing of it is written yet. */
export function conclude(
  examined: Examined,
  decided: readonly Decision[],
  { style }: RestoreSettings,
  engine: Engine,
): Result {
  const { schema, inference, recalled, problems } = examined
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

/**
 * Restores the relations of a schema.
 *
 * @returns What was found, decided and written.
 * @throws RestoreError for everything the user can mend; then nothing was written.
 */
export async function restore(settings: RestoreSettings, ports: Ports): Promise<Result> {
  const engine = ports.engine()
  const examined = examine(await ports.load(), settings, engine)
  const { schema, memory } = examined
  const answers = await ports.answer(examined.inference.questions)
  const inference =
    Object.keys(answers).length === 0
      ? examined.inference
      : inferWith(schema, memory, { ...settings.answers, ...answers }, settings.style)
  const known: Examined = { ...examined, inference: await ports.verify(schema, inference) }
  const decided = await ports.decide(reviewOf(known, settings, engine))
  const result = conclude(known, decided, settings, engine)
  const remembered = remember(
    { ...memory, answers: { ...memory.answers, ...settings.answers, ...answers } },
    result,
  )
  return { ...result, written: await ports.write(result, remembered) }
}
