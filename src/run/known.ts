// What is known before anybody is asked: what the schema declares and what a person decided teaches from the first moment.
import { type Lesson, noRelation, taught } from '../infer/lessons.js'
import type { DecisionsFile } from '../memory/decisions-file.js'
import type { Inference } from '../relation/candidate.js'
import type { Decision } from '../relation/decision.js'
import { byColumnSet, columnSetKey, relationId } from '../relation/identity.js'
import { DEFAULT_POLICY } from '../relation/selection.js'
import { declaredRelations } from '../schema/relations.js'
import { lookUp, type Schema } from '../schema/schema.js'

/** What a run knows of a schema and its past. */
interface Known {
  readonly schema: Schema
  readonly memory: Pick<DecisionsFile, 'relations'>
  readonly decisions: readonly Decision[]
}

/** The declared and the remembered relations, and what was rejected, without what a policy accepted by itself. */
function lessonsFrom({ schema, memory, decisions }: Known, inference: Inference): readonly Lesson[] {
  const find = lookUp(schema)
  const isOfPolicy = (id: string): boolean => memory.relations[id]?.by === 'policy'
  const referenceOn = byColumnSet(inference.references, ({ from }) => from)
  const accepted = decisions.filter(({ verdict }) => verdict === 'accept').map(({ choice }) => choice)
  const related = [...declaredRelations(schema), ...accepted].filter(
    ({ from, to }) => !isOfPolicy(relationId(find, from, to)),
  )
  const rejected = decisions.filter(({ verdict }) => verdict === 'reject')
  const lessons = [
    ...related.map(({ from, to }): Lesson => ({ from, to, not: [] })),
    ...rejected.flatMap(({ choice }) => referenceOn(choice.from).map(noRelation)),
  ]
  return [...new Map(lessons.map((lesson) => [columnSetKey(lesson.from), lesson])).values()]
}

/**
 * Inference with the confidence that everything known of the schema leaves it.
 *
 * @example
 * taughtByKnown({ schema, memory, decisions: recalled.decisions }, infer(schema)).references
 */
export function taughtByKnown(known: Known, inference: Inference): Inference {
  const { references, declared } = inference
  const lessons = lessonsFrom(known, inference)
  return {
    ...inference,
    references: taught(references, [...references, ...declared], lessons, DEFAULT_POLICY.minConfidence),
  }
}
