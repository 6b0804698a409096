// Choices set against the schema: those that fit, and why the others do not.

import { cardinalityOf, isOptional } from '../relation/candidate.js'
import type { Choice } from '../relation/decision.js'
import { relationKey } from '../relation/identity.js'
import type { Warning } from '../relation/planned-relation.js'
import type { Relation } from '../relation/relation.js'
import { declaredRelations, listTables } from '../schema/relations.js'
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
import type { EditStyle } from './edit.js'
import { compareLists } from './order.js'
import { type Link, spelled } from './resolved-choice.js'

interface Misfit {
  readonly code: string
  readonly because: string
}

const misfitOf = (code: string, because: string): Misfit => ({ code, because })

/** Why these fields cannot be relation scalars, if they cannot. */
function columnsMisfit(model: Model, names: readonly string[], found: readonly Field[]): Misfit | undefined {
  if (found.length < names.length) {
    const missing = names.filter((name) => !found.some((field) => field.name === name))
    return misfitOf('field-not-found', `${model.name} has no field ${missing.join(', ')}`)
  }
  if (names.length === 0 || new Set(names).size < names.length)
    return misfitOf('not-a-column', `its fields on ${model.name} are not one or more different columns`)
  const odd = found.find(
    (field) => field.kind === 'model' || field.kind === 'unsupported' || field.arity === 'list',
  )
  return odd && misfitOf('not-a-column', `${model.name}.${odd.name} is no column that Prisma can relate`)
}

function pairMisfit(link: Link): Misfit | undefined {
  const { columns, from, references, to } = link
  if (columns.length !== references.length)
    return misfitOf('count-differs', 'the two sides have a different number of columns')
  const i = columns.findIndex((column, at) => column.type !== references[at]?.type)
  if (i !== -1)
    return misfitOf(
      'type-differs',
      `${from.name}.${columns[i]?.name} is ${columns[i]?.type}, ${to.name}.${references[i]?.name} is ${references[i]?.type}`,
    )
  const names = references.map((field) => field.name)
  if (!isUniqueCriterion(to, names))
    return misfitOf('not-unique', `${names.join(', ')} is no unique criterion of ${to.name}`)
  return undefined
}

function visibilityMisfit(
  link: Link,
  schema: Schema,
  style: Pick<EditStyle, 'includeIgnored'>,
): Misfit | undefined {
  const { from, to, columns, references } = link
  const hidden = [from, to].find(({ name }) => isScalarType(name))
  if (hidden)
    return misfitOf('model-like-type', `${hidden.name} is a type of Prisma; rename that model, with @@map`)
  const view = [from, to].find((model) => model.kind === 'view')
  if (view && !schema.previewFeatures.includes('views'))
    return misfitOf('view', `${view.name} is a view, and the preview feature views is not on`)
  if (style.includeIgnored) return undefined
  const ignored = [from, to].find((model) => model.ignored)
  if (ignored) return misfitOf('ignored-model', `${ignored.name} is marked @@ignore; see --include-ignored`)
  const column = [...columns, ...references].find((field) => field.ignored)
  return column && misfitOf('ignored-field', `${column.name} is marked @ignore; see --include-ignored`)
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

type Fit = { readonly link: Link } | { readonly misfit: Misfit }

function linkFor(
  find: LookUp,
  schema: Schema,
  written: Choice,
  style: Pick<EditStyle, 'includeIgnored'>,
): Fit {
  const from = find.model(written.from.model)
  const to = find.model(written.to.model)
  if (from === undefined || to === undefined) {
    const missing = from === undefined ? written.from.model : written.to.model
    return { misfit: misfitOf('model-not-found', `there is no model ${missing}`) }
  }
  const choice = inKeyOrder(schema, written, to)
  const columns = choice.from.fields.flatMap((name) => find.field(from.name, name) ?? [])
  const references = choice.to.fields.flatMap((name) => find.field(to.name, name) ?? [])
  const cardinality = cardinalityOf(from, choice.from.fields)
  const link = { choice, from, columns, to, references, cardinality, optional: isOptional(columns) }
  const misfit =
    columnsMisfit(from, choice.from.fields, columns) ??
    columnsMisfit(to, choice.to.fields, references) ??
    pairMisfit(link) ??
    visibilityMisfit(link, schema, style)
  return misfit === undefined ? { link } : { misfit }
}

/** The order in which relations are written, whatever order they were decided in: by model, columns and target. */
function inSchemaOrder(schema: Schema, links: readonly Link[]): readonly Link[] {
  const modelAt = new Map(schema.models.map((model, i) => [model, i]))
  const fieldAt = new Map(schema.models.flatMap((model) => model.fields.map((field, i) => [field, i])))
  const places = (model: Model, fields: readonly Field[]) => [
    modelAt.get(model) ?? 0,
    ...fields.map((field) => fieldAt.get(field) ?? 0),
  ]
  return links
    .map((link) => ({
      link,
      from: places(link.from, link.columns),
      to: places(link.to, link.references),
    }))
    .toSorted((a, b) => compareLists(a.from, b.from) || compareLists(a.to, b.to))
    .map(({ link }) => link)
}

/**
 * Sets choices against the schema. What the schema already has, and what is chosen twice, is left out silently; what
 * does not fit is left out with a warning.
 *
 * @returns The links in the order of the schema, and one warning for each choice that does not fit.
 */
export function fitChoices(
  schema: Schema,
  choices: readonly Choice[],
  style: EditStyle,
): { readonly links: readonly Link[]; readonly warnings: readonly Warning[] } {
  const find = lookUp(schema)
  const declared = new Set(declaredRelations(schema).map(relationKey))
  const links = new Map<string, Link>()
  const warnings: Warning[] = []
  for (const choice of choices) {
    const found = linkFor(find, schema, choice, style)
    const key = relationKey(choice)
    if ('misfit' in found) {
      const { code, because } = found.misfit
      warnings.push({ code, says: `Left out ${spelled(choice)}: ${because}.` })
    } else if (!declared.has(key)) links.set(key, found.link)
  }
  return { links: inSchemaOrder(schema, [...links.values()]), warnings }
}

/**
 * Makes the test for what can be written at all: it fits the schema, and the schema does not say it already.
 *
 * @param style Of it only `includeIgnored` matters.
 */
export function writable(
  schema: Schema,
  style: Pick<EditStyle, 'includeIgnored'>,
): (relation: Relation) => boolean {
  const find = lookUp(schema)
  const declared = new Set(declaredRelations(schema).map(relationKey))
  const lists = new Set(listTables(schema).map(({ name }) => name))
  return (relation) =>
    'link' in linkFor(find, schema, relation, style) &&
    !declared.has(relationKey(relation)) &&
    !lists.has(relation.from.model)
}
