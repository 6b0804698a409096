// The whole program: load, infer, verify, decide, edit and validate, write. The command line and the library run this
// same function; whatever touches the world comes in through the ports.
import { conclude } from './conclude.js'
import { unanswered } from './decide/ask-schema.js'
import type { DecisionsFile } from './decide/memory.js'
import { remember } from './decide/remember.js'
import type { Decided, Review } from './decide/review.js'
import { RestoreError } from './errors.js'
import {
  examine,
  type RestoreSettings,
  reviewOf,
  type SchemaAnswers,
  type Source,
  withAnswers,
  withMode,
} from './examine.js'
import type { Inference, SchemaQuestion } from './infer/candidate.js'
import type { Engine } from './prisma/engine.js'
import type { Result } from './report/result.js'
import type { Schema } from './schema/schema.js'

/** The outside world of a run. Tests pass plain objects. */
export interface Ports {
  readonly load: () => Promise<Source>
  readonly engine: () => Engine
  /** Answers to the questions about the whole schema; those left out keep their defaults. */
  readonly answer: (questions: readonly SchemaQuestion[]) => Promise<SchemaAnswers>
  /** Looks at the live data; without a database it gives back what it got. */
  readonly verify: (schema: Schema, inference: Inference) => Promise<Inference>
  readonly decide: (review: Review) => Promise<Decided>
  /** Writes the result and the decisions, or neither; gives the paths that were written. */
  readonly write: (result: Result, decisions: DecisionsFile) => Promise<readonly string[]>
  /** Told as each stage begins. */
  readonly on?: ((event: RestoreEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type Stage = 'load' | 'infer' | 'verify' | 'decide' | 'edit' | 'write'

export interface RestoreEvent {
  readonly stage: Stage
}

/**
 * Restores the relations of a schema.
 *
 * @returns What was found, decided and written.
 * @throws RestoreError for everything the user can mend; then nothing was written.
 */
export async function restore(settings: RestoreSettings, ports: Ports): Promise<Result> {
  const refuseAborted = (): void => {
    if (ports.signal?.aborted)
      throw new RestoreError('interrupted', 'Stopped; nothing was written.', 'Run it again.')
  }
  const begin = (stage: Stage): void => {
    refuseAborted()
    ports.on?.({ stage })
    // Whoever is told may be the one who stops it, even before the last stage.
    refuseAborted()
  }
  begin('load')
  const source = await ports.load()
  const engine = ports.engine()
  begin('infer')
  const first = examine(source, settings, engine)
  const answers = await ports.answer(unanswered(first.inference.questions, first.memory.answers))
  const answered = Object.keys(answers).length === 0 ? first : withAnswers(first, answers)
  begin('verify')
  const examined = { ...answered, inference: await ports.verify(answered.schema, answered.inference) }
  begin('decide')
  const { decisions, relationMode } = await ports.decide(reviewOf(examined, engine))
  begin('edit')
  const settled = withMode(examined, relationMode)
  const result = conclude(settled, decisions, engine)
  begin('write')
  const written = await ports.write(result, remember(settled.memory, result))
  return { ...result, written }
}
