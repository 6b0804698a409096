// What stands before whoever decides: everything inference found and what is already known of it.
import type { EditPlan } from '../edit/edit.js'
import type { Reference, SchemaQuestion, Unresolved } from '../infer/candidate.js'
import type { Drift } from '../report/result.js'
import type { RelationMode, Schema, SourceFile } from '../schema/schema.js'
import type { Choice, Decision } from './decision.js'
import { linkKey } from './identity.js'

/** What the relation mode is to be; `keep` leaves the datasource as it is. */
export type ModeChoice = RelationMode | 'keep'

/** The outcome of the decide stage. */
export interface Decided {
  readonly decisions: readonly Decision[]
  /** Only when somebody was asked. */
  readonly relationMode?: ModeChoice | undefined
}

/** The input of the decide stage. Its functions are pure: they show what a set of choices would come to. */
export interface Review {
  readonly schema: Schema
  readonly references: readonly Reference[]
  readonly unresolved: readonly Unresolved[]
  /** Remembered decisions that no longer fit, some with a likely successor. */
  readonly drift: readonly Drift[]
  /** What the relation mode is to be; undefined when the schema, a flag or an earlier answer says so. */
  readonly modeQuestion: SchemaQuestion | undefined
  /** The names and lines that these choices would be written with, together. */
  readonly plan: (choices: readonly Choice[], mode?: ModeChoice) => EditPlan
  /** The files as these choices would leave them. */
  readonly preview: (choices: readonly Choice[], mode?: ModeChoice) => readonly SourceFile[]
}

/**
 * The references whose best candidate can be written: nobody should be asked about what Prisma would refuse. The plan's
 * warnings say why the others cannot.
 */
export function writableReferences({ references, plan }: Review): readonly Reference[] {
  const isPlanned = (choices: readonly Choice[]): ((choice: Choice) => boolean) => {
    const planned = new Set(plan(choices).relations.map(({ from, to }) => linkKey(from, to)))
    return ({ from, to }) => planned.has(linkKey(from, to))
  }
  const bestOf = ({ candidates }: Reference) => candidates.slice(0, 1).map(({ from, to }) => ({ from, to }))
  const inAll = isPlanned(references.flatMap(bestOf))
  // What is missing among all may only have been in another's way.
  return references.filter((reference) =>
    bestOf(reference).some((choice) => inAll(choice) || isPlanned([choice])(choice)),
  )
}
