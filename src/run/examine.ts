// Everything before somebody decides: is the schema one to work on, what is known of it, what can be inferred.
import { openReferences, withSuccessors, writableReferences } from '../decide/open.js'
import type { Review } from '../decide/review.js'
import type { EditStyle } from '../edit/edit.js'
import { relationModeQuestion } from '../edit/relation-mode.js'
import type { Repair } from '../edit/repair.js'
import { writable } from '../edit/resolve.js'
import { RestoreError } from '../errors.js'
import { infer } from '../infer/infer.js'
import { adopt } from '../memory/adopt.js'
import type { DecisionsFile } from '../memory/decisions-file.js'
import { type Recollection, recall } from '../memory/recall.js'
import type { Diagnostic, Engine } from '../prisma/engine.js'
import { refuseBroken, refuseUnsupported } from '../prisma/verdict.js'
import { type ModeChoice, NOBODY, type SchemaAnswers } from '../relation/answers.js'
import type { Inference } from '../relation/candidate.js'
import { acceptedChoices, type Decision } from '../relation/decision.js'
import { refuseUnmatched, type Selection } from '../relation/selection.js'
import { read } from '../schema/read.js'
import type { Schema, SourceFile } from '../schema/schema.js'
import { closest } from '../text/similarity.js'
import { taughtByKnown } from './known.js'

/** What a run starts from. */
export interface RunInput {
  readonly files: readonly SourceFile[]
  readonly decisions: DecisionsFile
  /** What was taken out of the files as they lie on disk. */
  readonly repairs?: readonly Repair[]
}

export interface RestoreSettings {
  readonly style: Omit<EditStyle, 'relationMode'>
  /** They outweigh those in the decisions file. */
  readonly answers: SchemaAnswers
  /** Take the relations that the schema already declares into the decisions. */
  readonly adopt: boolean
  /** Whether nothing will be written: then lines are counted in the files as they are. */
  readonly isDryRun?: boolean
  /** What the run is about, where a name in it that means nothing is an error. */
  readonly selection?: Selection
}

/** What is known of a schema before anybody decides. */
export interface Examined {
  readonly schema: Schema
  readonly style: EditStyle
  readonly problems: readonly Diagnostic[]
  readonly repairs: readonly Repair[]
  /** What was remembered when the run began. */
  readonly before: DecisionsFile
  /** The same with what this run was told. */
  readonly memory: DecisionsFile
  readonly recalled: Recollection
  readonly inference: Inference
}

/** A person model that was just named must exist; one that was remembered may have gone since. */
function refuseUnknownPerson({ models }: Schema, { person }: SchemaAnswers): void {
  if (person === undefined || person === NOBODY || models.some(({ name }) => name === person)) return
  const names = models.map(({ name }) => name)
  const meant = closest(person, names)
  throw new RestoreError(
    'usage',
    `The schema has no model ${person}.`,
    meant === undefined ? 'Name the model that holds the persons: --person MODEL' : `Did you mean ${meant}?`,
  )
}

/** Judge, read, remember, infer. */
export function examine(source: RunInput, settings: RestoreSettings, engine: Engine): Examined {
  const schema = read(source.files)
  refuseUnsupported(schema)
  refuseUnknownPerson(schema, settings.answers)
  const { selection, answers } = settings
  const remembered = Object.keys(source.decisions.relations)
  if (selection !== undefined) refuseUnmatched(selection, schema, undefined, remembered)
  const problems = engine.problems(source.files)
  refuseBroken(source.files, problems)
  const memory = settings.adopt ? adopt(schema, source.decisions).file : source.decisions
  const style: EditStyle = { ...settings.style, relationMode: 'keep' }
  const recalled = recall(schema, memory, settings.style)
  const { repairs = [] } = source
  return withAnswers(
    withDueMode({
      schema,
      style,
      problems,
      repairs,
      before: source.decisions,
      memory,
      recalled,
      inference: NOTHING,
    }),
    answers,
  )
}

/** Takes over a relation mode that was kept for this run. A schema that has one by now was told otherwise. */
function withDueMode(examined: Examined): Examined {
  const { schema, memory } = examined
  const { relationModeDue, ...answers } = memory.answers
  if (relationModeDue !== true) return examined
  const isOpen = schema.datasource?.relationMode === undefined
  return withMode({ ...examined, memory: { ...memory, answers } }, isOpen ? answers.relationMode : undefined)
}

const NOTHING: Inference = {
  references: [],
  declared: [],
  unresolved: [],
  questions: [],
  ruleMisses: [],
  rules: [],
}

/** Infers with what is said of the whole schema, and remembers it. */
export function withAnswers(examined: Examined, answers: SchemaAnswers): Examined {
  const { schema } = examined
  const memory = { ...examined.memory, answers: { ...examined.memory.answers, ...answers } }
  const { includeIgnored } = examined.style
  const inferred = infer(schema, { own: memory, answers: memory.answers, includeIgnored })
  const inference = taughtByKnown({ schema, memory, decisions: examined.recalled.decisions }, inferred)
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

/** What memory settles: its decisions, and what was accepted and rests. */
export const settledBy = ({
  decisions,
  resting,
}: Recollection): readonly Pick<Decision, 'verdict' | 'choice'>[] => [
  ...decisions,
  ...resting.map(({ choice }) => ({ verdict: 'accept' as const, choice })),
]

/** What is still open, for whoever decides. */
export function reviewOf(examined: Examined): Review {
  const { schema, style, inference, recalled } = examined
  // A successor is open only if nobody refused it and nothing that stands contradicts it.
  const known = withSuccessors(schema, inference.references, recalled.drift)
  const open = openReferences(schema, known, settledBy(recalled))
  return {
    schema,
    style,
    references: writableReferences(open, writable(schema, style)),
    rules: inference.rules,
    drift: recalled.drift,
    remembered: acceptedChoices(recalled.decisions),
    modeQuestion: modeIsOpen(examined) ? relationModeQuestion : undefined,
  }
}
