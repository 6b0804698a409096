// Choices into a plan: names, lines, places. Pure; nothing is written here.

import { groupBy } from '../grouped.js'
import type { Choice } from '../relation/decision.js'
import type { MissingIndex, PlannedRelation } from '../relation/planned-relation.js'
import { lookUp, type Model, type Schema } from '../schema/schema.js'
import { chooseActions } from './actions.js'
import { foreignKeyMaps } from './constraint-names.js'
import type { Edit, EditPlan, EditStyle } from './edit.js'
import { fitChoices } from './fit.js'
import { missingIndexes } from './indexes.js'
import { insertFields, insertKeys } from './insertion.js'
import { introspectionNaming } from './introspection-names.js'
import { splitJoinTables, withoutDeclaredLists } from './join-table.js'
import { type FieldLine, lineText, listLines, type RelationLines, relationLines } from './lines.js'
import { type NamedLink, type NamedLists, nameRelations } from './names.js'
import { naturalNaming } from './natural-names.js'
import { countRelations, looseEndWarnings } from './pairs.js'
import { modeOf, relationModeEdit } from './relation-mode.js'
import type { Link } from './resolved-choice.js'

/** A link with the lines it will be written as. */
interface WrittenLink extends NamedLink {
  readonly lines: RelationLines
}

interface PlacedLine {
  readonly model: Model
  readonly line: FieldLine
}

/** Each model's own relations, then those that lead back to it. */
const linkLines = (links: readonly WrittenLink[]): readonly PlacedLine[] => [
  ...links.map(({ from, lines }) => ({ model: from, line: lines.field })),
  ...links.map(({ to, lines }) => ({ model: to, line: lines.back })),
]

const touchesView = ({ from, to }: Link): boolean => from.kind === 'view' || to.kind === 'view'

/**
 * The new lines in the order in which each model gets them. A pull that deletes all other relations keeps those with
 * views: they stand first, so that the others come back to where they were.
 */
const placedLines = (links: readonly WrittenLink[], lists: readonly NamedLists[]): readonly PlacedLine[] => [
  ...linkLines(links.filter(touchesView)),
  ...linkLines(links.filter((link) => !touchesView(link))),
  ...lists.flatMap((pair) => {
    const { onA, onB } = listLines(pair)
    return [
      { model: pair.a.to, line: onA },
      { model: pair.b.to, line: onB },
    ]
  }),
]

const planned = (
  { choice, cardinality, optional }: Link,
  names: PlannedRelation['names'],
  field: FieldLine,
  back: FieldLine,
): PlannedRelation => ({
  from: choice.from,
  to: choice.to,
  cardinality,
  optional,
  names,
  lines: { field: lineText(field), back: lineText(back) },
})

/** Each half of a join table is a relation of its own; what leads back to it from one end is the field of the other. */
function plannedLists(pair: NamedLists): readonly PlannedRelation[] {
  const { onA, onB } = listLines(pair)
  const { relation } = pair.names
  return [
    planned(pair.a, { field: onB.name, back: onA.name, relation }, onB, onA),
    planned(pair.b, { field: onA.name, back: onB.name, relation }, onA, onB),
  ]
}

/** The edits that fields and keys come to, one or two for each model. */
function insertions(
  schema: Schema,
  placed: readonly PlacedLine[],
  indexes: readonly MissingIndex[],
): readonly Edit[] {
  const texts = new Map(schema.files.map((file) => [file.path, file.text]))
  const linesOf = groupBy(placed, ({ model }) => model)
  // Two tables can come out of a pull as models of one name; the first is the one that names mean.
  const find = lookUp(schema)
  const keysOf = groupBy(indexes, ({ columns }) => find.model(columns.model))
  return schema.models.flatMap((model) => {
    const text = texts.get(model.span.path) ?? ''
    const lines = linesOf.get(model)?.map(({ line }) => line) ?? []
    const keys = keysOf.get(model)?.map(({ attribute }) => attribute) ?? []
    return [insertFields(model, text, lines) ?? [], insertKeys(model, text, keys) ?? []].flat()
  })
}

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
  const open = withoutDeclaredLists(schema, fitting.links)
  const split =
    style.manyToMany === 'lists' ? splitJoinTables(open) : { links: open, lists: [], warnings: [] }
  const count = countRelations(schema, split.links, split.lists)
  const naming =
    style.naming === 'prisma' ? introspectionNaming(count) : naturalNaming(schema, split.links, count)
  const named = nameRelations(schema, split.links, split.lists, naming)
  const actions = chooseActions(schema, named.links, style)
  const mapOf = foreignKeyMaps(schema, named.links)
  const links = named.links.map((link) => ({
    ...link,
    lines: relationLines(link, link.names, actions.of(link), mapOf(link)),
  }))
  const indexes = style.indexes === 'off' ? [] : missingIndexes(schema, links, modeOf(schema, style))
  const mode = relationModeEdit(schema, style)
  return {
    edits: [
      ...mode.edits,
      ...actions.edits,
      ...insertions(schema, placedLines(links, named.lists), style.indexes === 'add' ? indexes : []),
    ],
    relations: [
      ...links.map((link) => planned(link, link.names, link.lines.field, link.lines.back)),
      ...named.lists.flatMap(plannedLists),
    ],
    missingIndexes: indexes,
    warnings: [
      ...fitting.warnings,
      ...split.warnings,
      ...looseEndWarnings(schema, split.links),
      ...named.warnings,
      ...actions.warnings,
      ...mode.warnings,
    ],
  }
}
