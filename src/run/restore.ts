// The whole program: load, examine (read, remember, infer), verify, decide, conclude (edit, validate), write. The command
// line and the library run these functions; whatever touches the world comes in through the ports.
import type { Decided, Review } from '../decide/review.js'
import { RestoreError } from '../errors.js'
import type { DecisionsFile } from '../memory/decisions-file.js'
import { withRules } from '../memory/remember.js'
import type { Engine } from '../prisma/engine.js'
import { type SchemaAnswers, unanswered } from '../relation/answers.js'
import type { Inference, SchemaQuestion } from '../relation/candidate.js'
import type { Result } from '../relation/result.js'
import { refuseUnmatched } from '../relation/selection.js'
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
  /** Answers to the questions about the whole schema; those left out keep their defaults. */
  readonly answer: (questions: readonly SchemaQuestion[]) => Promise<SchemaAnswers>
  /** Looks at the live data; without a database it gives back what it got. */
  readonly verify: (schema: Schema, inference: Inference) => Promise<Inference>
  /** Told as each stage begins. */
  readonly on?: ((event: RestoreEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** The outside world of a run. Tests pass plain objects. */
export interface Ports extends InferAndVerifyPorts {
  readonly decide: (review: Review) => Promise<Decided>
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

/** The first half, for whoever only wants to know: everything up to the decisions. */
export async function inferAndVerify(
  settings: RestoreSettings,
  ports: InferAndVerifyPorts,
): Promise<Examined> {
  const begin = beginner(ports)
  begin('load')
  const source = await ports.load()
  const engine = ports.engine()
  begin('infer')
  const first = examine(source, settings, engine)
  const answers = await ports.answer(unanswered(first.inference.questions, first.memory.answers))
  const answered = Object.keys(answers).length === 0 ? first : withAnswers(first, answers)
  begin('verify')
  const { schema } = answered
  const inference = await ports.verify(schema, answered.inference)
  const { selection } = settings
  if (selection !== undefined) {
    const proposed = inference.references.flatMap(({ candidates }) => candidates)
    refuseUnmatched(selection, schema, proposed, Object.keys(source.decisions.relations))
  }
  return { ...answered, inference }
}

/** The second half, short of writing. */
function finish(examined: Examined, decided: Decided, engine: Engine, isDryRun = false): Conclusion {
  const { relationMode, rules = [] } = decided
  const memory = withRules(examined.memory, rules)
  return conclude(withMode({ ...examined, memory }, relationMode), decided, engine, isDryRun)
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
  const examined = await inferAndVerify(settings, ports)
  begin('decide')
  const decided = await ports.decide(reviewOf(examined))
  begin('edit')
  const { result, memory } = finish(examined, decided, ports.engine(), settings.isDryRun)
  begin('write')
  return { ...result, written: await ports.write(result, memory) }
}
