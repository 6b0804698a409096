// The whole program: load, examine (read, remember, infer), verify, decide, conclude (edit, validate), write. The command
// line and the library run these functions; whatever touches the world comes in through the ports.
import type { Decided, Review } from '../decide/review.js'
import { RestoreError } from '../errors.js'
import type { DecisionsFile } from '../memory/decisions-file.js'
import { withRules } from '../memory/remember.js'
import type { Engine } from '../prisma/engine.js'
import { type LeftEarly, type SchemaAnswers, unanswered } from '../relation/answers.js'
import type { Inference, SchemaQuestion } from '../relation/candidate.js'
import type { Result } from '../relation/result.js'
import { refuseUnmatched, selectedId } from '../relation/selection.js'
import type { Schema } from '../schema/schema.js'
import { type Conclusion, conclude } from './conclude.js'
import {
  type Examined,
  examine,
  type RestoreSettings,
  type RunInput,
  reviewOf,
  withAnswers,
  withMode,
} from './examine.js'

/** The outside world up to the decisions: all that inferring and verifying need. */
export interface InferAndVerifyPorts {
  readonly load: () => Promise<RunInput>
  readonly engine: () => Engine
  /**
   * Answers to the questions about the whole schema; those left out keep their defaults. A person may leave there.
   *
   * @param before What was answered before, when a person comes back to the questions.
   */
  readonly answer: (
    questions: readonly SchemaQuestion[],
    before?: SchemaAnswers,
  ) => Promise<SchemaAnswers | LeftEarly>
  /** Looks at the live data; without a database it gives back what it got. */
  readonly verify: (schema: Schema, inference: Inference) => Promise<Inference>
  /** Told as each stage begins. */
  readonly on?: ((event: RestoreEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** The outside world of a run. Tests pass plain objects. */
export interface Ports extends InferAndVerifyPorts {
  /** `back`: to the questions about the schema, if there were any. */
  readonly decide: (review: Review) => Promise<Decided | 'back'>
  /** Writes the result and the decisions, or neither; gives the paths that were written. */
  readonly write: (result: Result, decisions: DecisionsFile) => Promise<readonly string[]>
}

export type Stage = 'load' | 'infer' | 'verify' | 'decide' | 'edit' | 'write'

export interface RestoreEvent {
  readonly stage: Stage
}

type Begin = (stage: Stage) => void

/** Tells of each stage, unless the run was stopped. */
function beginner({ on, signal }: InferAndVerifyPorts): Begin {
  const refuseAborted = (): void => {
    if (signal?.aborted)
      throw new RestoreError('interrupted', 'Stopped; nothing was written.', 'Run it again.')
  }
  return (stage) => {
    refuseAborted()
    on?.({ stage })
    // Whoever is told may be the one who stops it, even before the last stage.
    refuseAborted()
  }
}

/** Loads, judges, reads, infers: everything before anybody is asked. */
async function begun(settings: RestoreSettings, ports: InferAndVerifyPorts, begin: Begin): Promise<Examined> {
  begin('load')
  const source = await ports.load()
  const engine = ports.engine()
  begin('infer')
  return examine(source, settings, engine)
}

function schemaQuestions(
  { schema, inference, memory }: Examined,
  { selection }: RestoreSettings,
): readonly SchemaQuestion[] {
  const questions = unanswered(inference.questions, memory.answers)
  if (selection === undefined) return questions
  const isSelected = selectedId(schema, selection)
  return questions
    .map((question) => ({ ...question, relations: question.relations.filter(isSelected) }))
    .filter(({ relations }) => relations.length > 0)
}

/** Takes the answers about the schema, and looks at the live data. */
async function verifiedWith(
  first: Examined,
  answers: SchemaAnswers,
  { selection }: RestoreSettings,
  ports: InferAndVerifyPorts,
  begin: Begin,
): Promise<Examined> {
  const answered = Object.keys(answers).length === 0 ? first : withAnswers(first, answers)
  begin('verify')
  const { schema, before } = answered
  const inference = await ports.verify(schema, answered.inference)
  if (selection !== undefined) {
    const proposed = inference.references.flatMap(({ candidates }) => candidates)
    refuseUnmatched(selection, schema, proposed, Object.keys(before.relations))
  }
  return { ...answered, inference }
}

/** The first half, for whoever only wants to know: everything up to the decisions. */
export async function inferAndVerify(
  settings: RestoreSettings,
  ports: InferAndVerifyPorts,
): Promise<Examined> {
  const begin = beginner(ports)
  const first = await begun(settings, ports, begin)
  const said = await ports.answer(schemaQuestions(first, settings))
  return verifiedWith(first, 'left' in said ? {} : said, settings, ports, begin)
}

/** What a person decided, who may have left before anything was asked. */
interface Talked {
  readonly examined: Examined
  readonly decided: Decided
  /** What was answered about the whole schema. */
  readonly answers: SchemaAnswers
}

/** Asks until the decisions are made: whoever goes back from the first of them comes to the questions about the schema. */
async function talked(
  first: Examined,
  settings: RestoreSettings,
  ports: Ports,
  begin: Begin,
): Promise<Talked> {
  const questions = schemaQuestions(first, settings)
  let before: { readonly answers: SchemaAnswers; readonly examined: Examined } | undefined
  for (;;) {
    const answers = await ports.answer(questions, before?.answers)
    if ('left' in answers) {
      const decided = { decisions: [], left: answers.left }
      const examined = answers.left === 'kept' ? withAnswers(first, answers.answers) : first
      return { examined, decided, answers: answers.answers }
    }
    // The live data is not looked at again for the same answers.
    const isSame = JSON.stringify(answers) === JSON.stringify(before?.answers)
    const examined: Examined =
      isSame && before !== undefined
        ? before.examined
        : await verifiedWith(first, answers, settings, ports, begin)
    begin('decide')
    const decided = await ports.decide({
      ...reviewOf(examined),
      hasSchemaQuestions: questions.length > 0,
      schemaAnswers: Object.keys(answers).length,
    })
    if (decided !== 'back') return { examined, decided, answers }
    before = { answers, examined }
  }
}

/** The second half, short of writing. */
function finish(examined: Examined, decided: Decided, engine: Engine, isDryRun = false): Conclusion {
  const { relationMode, rules = [] } = decided
  const memory = withRules(examined.memory, rules)
  return conclude(withMode({ ...examined, memory }, relationMode), decided, engine, isDryRun)
}

/** What is remembered of somebody who keeps the answers: the next run writes a relation mode that was not written yet. */
function keptMemory(examined: Examined, decided: Decided, engine: Engine): DecisionsFile {
  const { memory } = finish(examined, decided, engine)
  const mode = decided.relationMode ?? examined.style.relationMode
  if (mode === 'keep') return memory
  return { ...memory, answers: { ...memory.answers, relationMode: mode, relationModeDue: true } }
}

/** How many answers of a person are kept, whatever they are about. */
const countOf = (answers: SchemaAnswers, { decisions, rules = [], relationMode }: Decided): number =>
  decisions.length + rules.length + Object.keys(answers).length + (relationMode === undefined ? 0 : 1)

/**
 * The second half for somebody who left: the schema gets what was remembered before, and nothing else. Answers that are kept
 * go into the memory.
 */
function finishLeft(first: Examined, { examined, decided, answers }: Talked, engine: Engine): Conclusion {
  const { left } = decided
  const asItWas: Examined = { ...first, style: { ...first.style, relationMode: 'keep' } }
  const { result } = conclude(asItWas, { decisions: [] }, engine)
  return left === 'kept'
    ? {
        result: { ...result, left, kept: countOf(answers, decided) },
        memory: keptMemory(examined, decided, engine),
      }
    : { result: { ...result, left, kept: 0 }, memory: first.before }
}

/**
 * The same without the world: no file, no database, nobody who has to be waited for.
 *
 * @throws RestoreError when the schema cannot be worked on.
 */
export function restoreNow(
  source: RunInput,
  settings: RestoreSettings,
  engine: Engine,
  decide: (review: Review) => Decided,
): Result {
  const examined = examine(source, settings, engine)
  return finish(examined, decide(reviewOf(examined)), engine).result
}

/**
 * Restores the relations of a schema.
 *
 * @returns What was found, decided and written.
 * @throws RestoreError for everything the user can mend; then nothing was written.
 */
export async function restore(settings: RestoreSettings, ports: Ports): Promise<Result> {
  const begin = beginner(ports)
  const first = await begun(settings, ports, begin)
  const said = await talked(first, settings, ports, begin)
  const { examined, decided } = said
  begin('edit')
  const engine = ports.engine()
  const { result, memory } =
    decided.left === undefined
      ? finish(examined, decided, engine, settings.isDryRun)
      : finishLeft(first, said, engine)
  begin('write')
  // Whoever throws everything away and has lost nothing leaves every file as it is, lines that were to be repaired too.
  const isNothing =
    decided.left === 'thrown' && result.after.every(({ text }, i) => first.schema.files[i]?.text === text)
  return { ...result, written: isNothing ? [] : await ports.write(result, memory) }
}
