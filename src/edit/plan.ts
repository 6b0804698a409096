// Choices into a plan: names, lines, places. Pure; nothing is written here.

import { groupBy } from '../grouped.js'
import type { Choice } from '../relation/decision.js'
import type { MissingIndex, PlannedRelation } from '../relation/planned-relation.js'
import { lookUp, type Model, type Schema } from '../schema/schema.js'
import { chooseActions } from './actions.js'
import { foreignKeyMaps } from './constraint-names.js'
import type { Edit, EditPlan, EditStyle } from './edit.js'
import { missingIndexes } from './indexes.js'
import { insertFields, insertKeys } from './insertion.js'
import { introspectionNaming } from './introspection-names.js'
import { type FieldLine, lineText, listLines, type RelationLines, relationLines } from './lines.js'
import { splitImplicitJoinTables, withoutDeclaredLists } from './many-to-many.js'
import { countRelations, oneSidedFieldWarnings } from './model-pairs.js'
import { type NamedChoice, type NamedManyToMany, nameRelations } from './names.js'
import { naturalNaming } from './natural-names.js'
import { modeOf, relationModeEdit } from './relation-mode.js'
import { resolveChoices } from './resolve.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** A relation with the lines it will be written as. */
interface ChoiceWithLines extends NamedChoice {
  readonly lines: RelationLines
}

interface PlacedLine {
  readonly model: Model
  readonly line: FieldLine
}

/** Each model's own relations, then those that lead back to it. */
const linkLines = (relations: readonly ChoiceWithLines[]): readonly PlacedLine[] => [
  ...relations.map(({ from, lines }) => ({ model: from, line: lines.field })),
  ...relations.map(({ to, lines }) => ({ model: to, line: lines.back })),
]

const touchesView = ({ from, to }: ResolvedChoice): boolean => from.kind === 'view' || to.kind === 'view'

/**
 * The new lines in the order in which each model gets them. A pull that deletes all other relations keeps those with
 * views: they stand first, so that the others come back to where they were.
 */
const placedLines = (
  relations: readonly ChoiceWithLines[],
  lists: readonly NamedManyToMany[],
): readonly PlacedLine[] => [
  ...linkLines(relations.filter(touchesView)),
  ...linkLines(relations.filter((relation) => !touchesView(relation))),
  ...lists.flatMap((pair) => {
    const { onA, onB } = listLines(pair)
    return [
      { model: pair.a.to, line: onA },
      { model: pair.b.to, line: onB },
    ]
  }),
]

const planned = (
  { choice, cardinality, optional }: ResolvedChoice,
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

/** Each half of an implicit join table is a relation of its own; what leads back to it from one end is the field of the other. */
function plannedLists(pair: NamedManyToMany): readonly PlannedRelation[] {
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
  const fitting = resolveChoices(schema, choices, style)
  const open = withoutDeclaredLists(schema, fitting.relations)
  const split =
    style.manyToMany === 'lists'
      ? splitImplicitJoinTables(open)
      : { relations: open, lists: [], warnings: [] }
  const count = countRelations(schema, split.relations, split.lists)
  const naming =
    style.naming === 'prisma' ? introspectionNaming(count) : naturalNaming(schema, split.relations, count)
  const named = nameRelations(schema, split.relations, split.lists, naming)
  const actions = chooseActions(schema, named.relations, style)
  const mapOf = foreignKeyMaps(schema, named.relations)
  const relations = named.relations.map((relation) => ({
    ...relation,
    lines: relationLines(relation, relation.names, actions.of(relation), mapOf(relation)),
  }))
  const indexes = style.indexes === 'off' ? [] : missingIndexes(schema, relations, modeOf(schema, style))
  const mode = relationModeEdit(schema, style)
  return {
    edits: [
      ...mode.edits,
      ...actions.edits,
      ...insertions(schema, placedLines(relations, named.lists), style.indexes === 'add' ? indexes : []),
    ],
    relations: [
      ...relations.map((relation) =>
        planned(relation, relation.names, relation.lines.field, relation.lines.back),
      ),
      ...named.lists.flatMap(plannedLists),
    ],
    missingIndexes: indexes,
    warnings: [
      ...fitting.warnings,
      ...split.warnings,
      ...oneSidedFieldWarnings(schema, split.relations),
      ...named.warnings,
      ...actions.warnings,
      ...mode.warnings,
    ],
  }
}
