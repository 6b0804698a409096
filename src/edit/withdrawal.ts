// Relation fields that this program wrote, taken out again when somebody rejects what was accepted.

import { cardinalityOf, isOptional } from '../relation/candidate.js'
import type { Choice } from '../relation/decision.js'
import type { DeclaredRelation } from '../schema/relations.js'
import { fieldsOf, type LookUp, type Schema } from '../schema/schema.js'
import { type Actions, lineText, relationLines } from './lines.js'
import { type Repair, removal } from './repair.js'

/** What stops a cycle of deletes and updates: it is written unasked, and not remembered. */
const STOPPING: ReadonlySet<string | undefined> = new Set(['NoAction', 'Restrict'])

function actionsOf({ onDelete, onUpdate }: Choice, { field: { relation } }: DeclaredRelation): Actions {
  const isStopped = STOPPING.has(relation?.onDelete) && relation?.onDelete === relation?.onUpdate
  return isStopped && onDelete === undefined && onUpdate === undefined
    ? { onDelete: relation?.onDelete, onUpdate: relation?.onUpdate }
    : { onDelete, onUpdate }
}

/** Both sides as they would be written from what is remembered; a name that is not remembered may be any. */
function linesFrom(find: LookUp, choice: Choice, declared: DeclaredRelation): readonly string[] {
  const { from, to } = declared
  const [model, target] = [find.model(from.model), find.model(to.model)]
  if (model === undefined || target === undefined) return []
  const columns = fieldsOf(find, from)
  const references = fieldsOf(find, to)
  const { field, back } = relationLines(
    {
      choice: { ...choice, from, to },
      from: model,
      columns,
      to: target,
      references,
      cardinality: cardinalityOf(model, from.fields),
      optional: isOptional(columns),
    },
    {
      field: declared.field.name,
      back: declared.back?.name ?? '',
      relation: declared.name ?? null,
      ...choice.names,
    },
    actionsOf(choice, declared),
    choice.map,
  )
  return [lineText(field), lineText(back)]
}

const inOneSpace = (text: string): string => text.trim().replace(/\s+/g, ' ')

/**
 * What taking a relation out means, if both of its lines stand as they were written; undefined if somebody has changed
 * them since, or added a comment: that is not ours to throw away.
 *
 * @param choice What is remembered of it.
 * @param says Why it goes, in one sentence part.
 */
export function withdrawal(
  schema: Schema,
  find: LookUp,
  choice: Choice,
  declared: DeclaredRelation,
  says: string,
): Repair | undefined {
  const found = removal(schema, find, declared, says)
  const standing = found.lines.map(({ text }) => inOneSpace(text))
  const written = linesFrom(find, choice, declared).map(inOneSpace)
  const isAsWritten =
    standing.length === written.length && written.every((line, side) => line === standing[side])
  return isAsWritten ? found : undefined
}
