// Everything before somebody decides: is the schema one to work on, what is known of it, what can be inferred.
import { adopt } from './decide/adopt.js'
import type { DecisionsFile } from './decide/memory.js'
import { openReferences, type Recollection, recall } from './decide/recall.js'
import type { Review } from './decide/review.js'
import { editFiles } from './edit/apply.js'
import type { EditStyle } from './edit/edit.js'
import { planEdits } from './edit/plan.js'
import type { Inference } from './infer/candidate.js'
import { type InferOptions, infer } from './infer/infer.js'
import type { Diagnostic, Engine } from './prisma/engine.js'
import { refuseBroken, refuseUnsupported } from './prisma/verdict.js'
import { read } from './schema/read.js'
import type { Schema, SourceFile } from './schema/schema.js'

export type SchemaAnswers = NonNullable<InferOptions['answers']>

/** What a run starts from. */
export interface Source {
  readonly files: readonly SourceFile[]
  readonly decisions: DecisionsFile
}

export interface RestoreSettings {
  readonly style: EditStyle
  /** They outweigh those in the decisions file. */
  readonly answers: SchemaAnswers
  /** Take the relations that the schema already declares into the decisions. */
  readonly adopt: boolean
}

/** What is known of a schema before anybody decides. */
export interface Examined {
  readonly schema: Schema
  readonly problems: readonly Diagnostic[]
  readonly memory: DecisionsFile
  readonly recalled: Recollection
  readonly inference: Inference
}

/** Judge, read, remember, infer. */
export function examine(source: Source, settings: RestoreSettings, engine: Engine): Examined {
  const schema = read(source.files)
  refuseUnsupported(schema)
  const problems = engine.problems(source.files)
  refuseBroken(source.files, problems)
  const known = settings.adopt ? adopt(schema, source.decisions).file : source.decisions
  const memory = { ...known, answers: { ...known.answers, ...settings.answers } }
  return {
    schema,
    problems,
    memory,
    recalled: recall(schema, memory),
    inference: inferFrom(schema, memory, settings),
  }
}

const inferFrom = (schema: Schema, memory: DecisionsFile, { style }: RestoreSettings): Inference =>
  infer(schema, { own: memory, answers: memory.answers, includeIgnored: style.includeIgnored })

/** What a person said of the whole schema changes what is inferred, and is remembered. */
export function withAnswers(examined: Examined, answers: SchemaAnswers, settings: RestoreSettings): Examined {
  if (Object.keys(answers).length === 0) return examined
  const memory = { ...examined.memory, answers: { ...examined.memory.answers, ...answers } }
  return { ...examined, memory, inference: inferFrom(examined.schema, memory, settings) }
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
    drift: recalled.drift,
    plan,
    preview: (choices) => editFiles(schema, plan(choices), style, engine.format),
  }
}
