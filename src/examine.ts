// Everything before somebody decides: is the schema one to work on, what is known of it, what can be inferred.
import { adopt } from './decide/adopt.js'
import type { DecisionsFile } from './decide/memory.js'
import { openReferences, type Recollection, recall } from './decide/recall.js'
import type { ModeChoice, Review } from './decide/review.js'
import { closest } from './decide/similarity.js'
import { editFiles } from './edit/apply.js'
import type { EditStyle } from './edit/edit.js'
import { planEdits } from './edit/plan.js'
import { relationModeQuestion } from './edit/relation-mode.js'
import { RestoreError } from './errors.js'
import type { Inference } from './infer/candidate.js'
import { infer } from './infer/infer.js'
import type { Diagnostic, Engine } from './prisma/engine.js'
import { refuseBroken, refuseUnsupported } from './prisma/verdict.js'
import { read } from './schema/read.js'
import type { Schema, SourceFile } from './schema/schema.js'

/** What is taken for granted of the whole schema: by a flag, a person, or the decisions file. */
export type SchemaAnswers = DecisionsFile['answers']

/** What a run starts from. */
export interface Source {
  readonly files: readonly SourceFile[]
  readonly decisions: DecisionsFile
}

export interface RestoreSettings {
  readonly style: Omit<EditStyle, 'relationMode'>
  /** They outweigh those in the decisions file. */
  readonly answers: SchemaAnswers
  /** Take the relations that the schema already declares into the decisions. */
  readonly adopt: boolean
}

/** What is known of a schema before anybody decides. */
export interface Examined {
  readonly schema: Schema
  readonly style: EditStyle
  readonly problems: readonly Diagnostic[]
  readonly memory: DecisionsFile
  readonly recalled: Recollection
  readonly inference: Inference
}

/** A person model that was just named must exist; one that was remembered may have gone since. */
function refuseUnknownPerson({ models }: Schema, { person }: SchemaAnswers): void {
  if (person === undefined || models.some(({ name }) => name === person)) return
  const names = models.map(({ name }) => name)
  const meant = closest(person, names)
  throw new RestoreError(
    'usage',
    `The schema has no model ${person}.`,
    meant === undefined ? 'Name the model that holds the persons: --person MODEL' : `Did you mean ${meant}?`,
  )
}

/** Judge, read, remember, infer. */
export function examine(source: Source, settings: RestoreSettings, engine: Engine): Examined {
  const schema = read(source.files)
  refuseUnsupported(schema)
  refuseUnknownPerson(schema, settings.answers)
  const problems = engine.problems(source.files)
  refuseBroken(source.files, problems)
  const memory = settings.adopt ? adopt(schema, source.decisions).file : source.decisions
  const style: EditStyle = { ...settings.style, relationMode: 'keep' }
  const recalled = recall(schema, memory)
  return withAnswers({ schema, style, problems, memory, recalled, inference: NOTHING }, settings.answers)
}

const NOTHING: Inference = { references: [], unresolved: [], questions: [] }

/** Infers with what is said of the whole schema, and remembers it. */
export function withAnswers(examined: Examined, answers: SchemaAnswers): Examined {
  const { schema } = examined
  const memory = { ...examined.memory, answers: { ...examined.memory.answers, ...answers } }
  const { includeIgnored } = examined.style
  const inference = infer(schema, { own: memory, answers: memory.answers, includeIgnored })
  return withMode({ ...examined, memory, inference }, answers.relationMode)
}

/** Takes over what the relation mode is to be. */
export function withMode(examined: Examined, mode: ModeChoice | undefined): Examined {
  if (mode === undefined) return examined
  const answers = { ...examined.memory.answers, relationMode: mode }
  // A mode that was remembered has long been written, and the schema may have been changed by hand since: memory only
  // keeps the question from being asked again.
  const style = { ...examined.style, relationMode: mode }
  return { ...examined, memory: { ...examined.memory, answers }, style }
}

const modeIsOpen = ({ schema, memory }: Examined): boolean =>
  schema.datasource !== undefined &&
  schema.datasource.relationMode === undefined &&
  memory.answers.relationMode === undefined

/** What is still open, for whoever decides. */
export function reviewOf(examined: Examined, engine: Engine): Review {
  const { schema, inference, recalled } = examined
  const remembered = recalled.decisions
    .filter(({ verdict }) => verdict === 'accept')
    .map(({ choice }) => choice)
  const plan: Review['plan'] = (choices, mode) =>
    planEdits(schema, [...remembered, ...choices], withMode(examined, mode).style)
  return {
    schema,
    references: openReferences(inference.references, recalled.decisions),
    unresolved: inference.unresolved,
    drift: recalled.drift,
    plan,
    modeQuestion: modeIsOpen(examined) ? relationModeQuestion : undefined,
    preview: (choices, mode) => editFiles(schema, plan(choices, mode), examined.style, engine.format),
  }
}
