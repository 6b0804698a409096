// Choices set against the schema: those that fit, and why the others do not.

import { spelledRelation } from '../print/words.js'
import { cardinalityOf, isOptional } from '../relation/candidate.js'
import type { Choice } from '../relation/decision.js'
import { relationKey } from '../relation/identity.js'
import type { Warning } from '../relation/planned-relation.js'
import type { Relation } from '../relation/relation.js'
import { declaredImplicitJoinTables, declaredRelations } from '../schema/relations.js'
import {
  type Field,
  isScalarType,
  isUniqueCriterion,
  type LookUp,
  lookUp,
  type Model,
  type Schema,
  uniqueKeysOf,
} from '../schema/schema.js'
import { compareLists } from './compare-lists.js'
import type { EditStyle } from './edit.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** Why a relation cannot be written. */
export interface Obstacle {
  readonly code: string
  readonly because: string
}

const standsInTheWay = (code: string, because: string): Obstacle => ({ code, because })

/** Why these fields cannot be relation scalars, if they cannot. */
function columnsObstacle(
  model: Model,
  names: readonly string[],
  found: readonly Field[],
): Obstacle | undefined {
  if (found.length < names.length) {
    const missing = names.filter((name) => !found.some((field) => field.name === name))
    return standsInTheWay('field-not-found', `${model.name} has no field ${missing.join(', ')}`)
  }
  if (names.length === 0 || new Set(names).size < names.length)
    return standsInTheWay('not-a-column', `its fields on ${model.name} are not one or more different columns`)
  const odd = found.find(
    (field) => field.kind === 'model' || field.kind === 'unsupported' || field.arity === 'list',
  )
  return (
    odd && standsInTheWay('not-a-column', `${model.name}.${odd.name} is no column that Prisma can relate`)
  )
}

function pairObstacle(relation: ResolvedChoice): Obstacle | undefined {
  const { columns, from, references, to } = relation
  if (columns.length !== references.length)
    return standsInTheWay('count-differs', 'the two sides have a different number of columns')
  if (columns.every((column, at) => column === references[at]))
    return standsInTheWay('references-itself', 'every row would reference itself')
  const i = columns.findIndex((column, at) => column.type !== references[at]?.type)
  if (i !== -1)
    return standsInTheWay(
      'type-differs',
      `${from.name}.${columns[i]?.name} is ${columns[i]?.type}, ${to.name}.${references[i]?.name} is ${references[i]?.type}`,
    )
  const names = references.map((field) => field.name)
  if (!isUniqueCriterion(to, names))
    return standsInTheWay('not-unique', `${names.join(', ')} is no unique key of ${to.name}`)
  return undefined
}

function visibilityObstacle(
  relation: ResolvedChoice,
  schema: Schema,
  style: Pick<EditStyle, 'includeIgnored'>,
): Obstacle | undefined {
  const { from, to, columns, references } = relation
  const hidden = [from, to].find(({ name }) => isScalarType(name))
  if (hidden)
    return standsInTheWay(
      'model-like-type',
      `${hidden.name} is a type of Prisma; rename that model, with @@map`,
    )
  const view = [from, to].find((model) => model.kind === 'view')
  if (view && !schema.previewFeatures.includes('views'))
    return standsInTheWay('view', `${view.name} is a view, and the preview feature views is not on`)
  if (style.includeIgnored) return undefined
  const ignored = [from, to].find((model) => model.ignored)
  if (ignored)
    return standsInTheWay('ignored-model', `${ignored.name} is marked @@ignore; --include-ignored writes it`)
  const column = [...columns, ...references].find((field) => field.ignored)
  return (
    column && standsInTheWay('ignored-field', `${column.name} is marked @ignore; --include-ignored writes it`)
  )
}

/**
 * The column pairs in the order of the key they reference, on SQL Server alone: Prisma asks for it there, and takes any
 * order elsewhere.
 */
function inKeyOrder(schema: Schema, choice: Choice, to: Model): Choice {
  const wanted = choice.to.fields
  if (schema.datasource?.provider !== 'sqlserver' || choice.from.fields.length !== wanted.length)
    return choice
  const key = uniqueKeysOf(to).find(
    ({ fields }) => fields.length === wanted.length && fields.every((field) => wanted.includes(field)),
  )
  if (key === undefined) return choice
  const columns = key.fields.map((field) => choice.from.fields[wanted.indexOf(field)] ?? '')
  return {
    ...choice,
    from: { ...choice.from, fields: columns },
    to: { ...choice.to, fields: key.fields },
  }
}

type Fit = { readonly relation: ResolvedChoice } | { readonly obstacle: Obstacle }

function resolveChoice(
  find: LookUp,
  schema: Schema,
  written: Choice,
  style: Pick<EditStyle, 'includeIgnored'>,
): Fit {
  const from = find.model(written.from.model)
  const to = find.model(written.to.model)
  if (from === undefined || to === undefined) {
    const missing = from === undefined ? written.from.model : written.to.model
    return { obstacle: standsInTheWay('model-not-found', `there is no model ${missing}`) }
  }
  const choice = inKeyOrder(schema, written, to)
  const columns = choice.from.fields.flatMap((name) => find.field(from.name, name) ?? [])
  const references = choice.to.fields.flatMap((name) => find.field(to.name, name) ?? [])
  const cardinality = cardinalityOf(from, choice.from.fields)
  const relation = { choice, from, columns, to, references, cardinality, optional: isOptional(columns) }
  const obstacle =
    columnsObstacle(from, choice.from.fields, columns) ??
    columnsObstacle(to, choice.to.fields, references) ??
    pairObstacle(relation) ??
    visibilityObstacle(relation, schema, style)
  return obstacle === undefined ? { relation } : { obstacle }
}

/** The order in which relations are written, whatever order they were decided in: by model, columns and target. */
function inSchemaOrder(schema: Schema, relations: readonly ResolvedChoice[]): readonly ResolvedChoice[] {
  const modelAt = new Map(schema.models.map((model, i) => [model, i]))
  const fieldAt = new Map(schema.models.flatMap((model) => model.fields.map((field, i) => [field, i])))
  const places = (model: Model, fields: readonly Field[]) => [
    modelAt.get(model) ?? 0,
    ...fields.map((field) => fieldAt.get(field) ?? 0),
  ]
  return relations
    .map((relation) => ({
      relation,
      from: places(relation.from, relation.columns),
      to: places(relation.to, relation.references),
    }))
    .toSorted((a, b) => compareLists(a.from, b.from) || compareLists(a.to, b.to))
    .map(({ relation }) => relation)
}

/**
 * Sets choices against the schema. What the schema already has, and what is chosen twice, is left out silently; what
 * does not fit is left out with a warning.
 *
 * @returns The relations in the order of the schema, and one warning for each choice that does not fit.
 */
export function resolveChoices(
  schema: Schema,
  choices: readonly Choice[],
  style: EditStyle,
): { readonly relations: readonly ResolvedChoice[]; readonly warnings: readonly Warning[] } {
  const find = lookUp(schema)
  const declared = new Set(declaredRelations(schema).map(relationKey))
  const relations = new Map<string, ResolvedChoice>()
  const warnings: Warning[] = []
  for (const choice of choices) {
    const found = resolveChoice(find, schema, choice, style)
    const key = relationKey(choice)
    if ('obstacle' in found) {
      const { code, because } = found.obstacle
      warnings.push({ code, says: `Left out ${spelledRelation(choice)}: ${because}.` })
    } else if (!declared.has(key)) relations.set(key, found.relation)
  }
  return { relations: inSchemaOrder(schema, [...relations.values()]), warnings }
}

/**
 * Makes a look-up of what stands in the way of writing a relation.
 *
 * @param style Of it only `includeIgnored` matters.
 */
export function obstacles(
  schema: Schema,
  style: Pick<EditStyle, 'includeIgnored'>,
): (relation: Relation) => Obstacle | undefined {
  const find = lookUp(schema)
  return (relation) => {
    const resolved = resolveChoice(find, schema, relation, style)
    return 'obstacle' in resolved ? resolved.obstacle : undefined
  }
}

/** Makes the test for what can be written: nothing stands in its way, and the schema does not say it already. */
export function writable(
  schema: Schema,
  style: Pick<EditStyle, 'includeIgnored'>,
): (relation: Relation) => boolean {
  const obstacleTo = obstacles(schema, style)
  const declared = new Set(declaredRelations(schema).map(relationKey))
  const lists = new Set(declaredImplicitJoinTables(schema).map(({ name }) => name))
  return (relation) =>
    obstacleTo(relation) === undefined &&
    !declared.has(relationKey(relation)) &&
    !lists.has(relation.from.model)
}
