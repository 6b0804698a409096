// Actions for relations that the schema declares already. They are left alone but for one case: the relation mode is
// changed on request, and the new one refuses what the old one took.
import { endOfBracket } from '../schema/attribute.js'
import type { DeclaredRelation } from '../schema/relations.js'
import type { Edit } from './edit.js'

const RELATION_OPENING = '@relation('

/**
 * The edit that gives a declared relation the actions it does not state.
 *
 * @param text The text of the file that the relation stands in.
 */
export function addStoppingActions(
  { field }: DeclaredRelation,
  text: string,
  action: string,
): Edit | undefined {
  const { path, start, end } = field.span
  const opening = text.slice(start, end).indexOf(RELATION_OPENING)
  if (opening === -1) return undefined
  const at = endOfBracket(text, start + opening + RELATION_OPENING.length - 1) - 1
  const missing = (['onDelete', 'onUpdate'] as const).filter((name) => field.relation?.[name] === undefined)
  return { path, at, removed: 0, text: missing.map((name) => `, ${name}: ${action}`).join('') }
}
