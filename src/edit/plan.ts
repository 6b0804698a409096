// Choices into a plan: names, lines, places. Pure; nothing is written here.
import type { Choice } from '../decide/decision.js'
import type { Model, Schema } from '../schema/schema.js'
import { chooseActions } from './actions.js'
import { constraintNames } from './constraint-name.js'
import type { EditPlan, EditStyle, PlannedRelation } from './edit.js'
import { groupBy } from './group.js'
import { insertFields } from './insertion.js'
import { type FieldLine, lineText, type RelationLines, relationLines } from './lines.js'
import { fitChoices } from './link.js'
import { type NamedLink, nameLinks } from './names.js'

/** A link with the lines it will be written as. */
interface WrittenLink extends NamedLink {
  readonly lines: RelationLines
}

/** The new lines of each model: its own relations first, then those that lead back. */
const linesByModel = (links: readonly WrittenLink[]): ReadonlyMap<Model, readonly FieldLine[]> => {
  const placed = [
    ...links.map(({ from, lines }) => ({ model: from, line: lines.field })),
    ...links.map(({ to, lines }) => ({ model: to, line: lines.back })),
  ]
  const byModel = groupBy(placed, ({ model }) => model)
  return new Map([...byModel].map(([model, items]) => [model, items.map(({ line }) => line)]))
}

const planned = ({ choice, cardinality, optional, names, lines }: WrittenLink): PlannedRelation => ({
  from: choice.from,
  to: choice.to,
  cardinality,
  optional,
  names,
  lines: { field: lineText(lines.field), back: lineText(lines.back) },
})

/**
 * Plans how relations are written: field names, relation names, actions, lines and the places they go to.
 *
 * @param choices The relations to write, in any order: the plan's order is the schema's. What the schema already has
 *   is passed over; what does not fit becomes a warning.
 * @example
 * planEdits(schema, [{ from: { model: 'Post', fields: ['authorId'] }, to: { model: 'User', fields: ['id'] } }], style)
 *   .relations[0]?.lines.back // 'posts Post[]'
 */
export function planEdits(schema: Schema, choices: readonly Choice[], style: EditStyle): EditPlan {
  const fitting = fitChoices(schema, choices, style)
  const named = nameLinks(schema, fitting.links)
  const actions = chooseActions(schema, named.links, style)
  const mapOf = constraintNames(schema, named.links)
  const links = named.links.map((link) => ({
    ...link,
    lines: relationLines(link, link.names, actions.of(link), mapOf(link)),
  }))
  const texts = new Map(schema.files.map((file) => [file.path, file.text]))
  return {
    edits: [...linesByModel(links)].flatMap(
      ([model, added]) => insertFields(model, texts.get(model.span.path) ?? '', added) ?? [],
    ),
    relations: links.map(planned),
    missingIndexes: [],
    warnings: [...fitting.warnings, ...named.warnings, ...actions.warnings],
  }
}
