// The relations that a schema already declares.
import { type Columns, columnsOf, type Field, type Model, type Schema } from './schema.js'

/** A relation with columns of its own: `from` references `to`. */
export interface DeclaredRelation {
  readonly from: Columns
  readonly to: Columns
  /** The argument of `@relation("...")`, if it has one. */
  readonly name: string | undefined
  /** The relation field on the referencing model. */
  readonly field: Field
  /** The field on the referenced model that leads back; undefined while it is missing. */
  readonly back: Field | undefined
}

const isForward = (field: Field): boolean => field.kind === 'model' && field.relation?.fields !== undefined

function backOf(target: Model | undefined, from: Model, forward: Field): Field | undefined {
  return target?.fields.find(
    (field) =>
      field !== forward &&
      field.kind === 'model' &&
      field.type === from.name &&
      !isForward(field) &&
      field.relation?.name === forward.relation?.name,
  )
}

/**
 * Every relation field with `fields` and `references`, with its opposite.
 *
 * @example
 * declaredRelations(restored).map((relation) => relation.field.name) // ['author']
 */
export function declaredRelations(schema: Schema): readonly DeclaredRelation[] {
  const models = new Map(schema.models.map((model) => [model.name, model]))
  return schema.models.flatMap((model) =>
    model.fields.filter(isForward).map((field) => ({
      from: { model: model.name, fields: field.relation?.fields ?? [] },
      to: { model: field.type, fields: field.relation?.references ?? [] },
      name: field.relation?.name,
      field,
      back: backOf(models.get(field.type), model, field),
    })),
  )
}

/** A many-to-many relation that the schema declares as two lists which answer each other. */
export interface DeclaredManyToMany {
  readonly models: readonly [string, string]
  /** The argument of `@relation("...")`, or the name that Prisma gives instead. */
  readonly relation: string
}

/** The name that Prisma gives to two unnamed lists, and after it to their implicit join table. */
export const defaultManyToManyName = (a: string, b: string): string => (a < b ? `${a}To${b}` : `${b}To${a}`)

const isList = (field: Field): boolean =>
  field.kind === 'model' && field.arity === 'list' && field.relation?.fields === undefined

const sideKey = (from: string, to: string, name = ''): string => `${from} ${to} ${name}`

/**
 * Every implicit many-to-many relation.
 *
 * @example
 * declaredManyToMany(restored) // [{ models: ['Post', 'Tag'], relation: 'PostToTag' }]
 */
export function declaredManyToMany(schema: Schema): readonly DeclaredManyToMany[] {
  const sides = schema.models.flatMap((model) =>
    model.fields
      .filter(isList)
      .map(({ type, relation }) => ({ from: model.name, to: type, name: relation?.name })),
  )
  const count = new Map<string, number>()
  for (const { from, to, name } of sides) {
    const key = sideKey(from, to, name)
    count.set(key, (count.get(key) ?? 0) + 1)
  }
  const answered = sides.filter(
    ({ from, to, name }) => (count.get(sideKey(to, from, name)) ?? 0) >= (from === to ? 2 : 1),
  )
  const found = answered.map(({ from, to, name }): readonly [string, DeclaredManyToMany] => {
    const [a, b] = from < to ? [from, to] : [to, from]
    return [sideKey(a, b, name), { models: [a, b], relation: name ?? defaultManyToManyName(a, b) }]
  })
  return [...new Map(found).values()]
}

/**
 * The relation fields without columns whose other side is missing: somebody stopped halfway. Such a schema is invalid,
 * and still they count, since a new relation between the same models needs a name beside them.
 */
export function oneSidedFields(schema: Schema): readonly { readonly model: string; readonly field: Field }[] {
  const backs = new Set(declaredRelations(schema).map(({ back }) => back))
  const lists = new Set(
    declaredManyToMany(schema).flatMap(({ models: [a, b] }) => [sideKey(a, b), sideKey(b, a)]),
  )
  return schema.models.flatMap((model) =>
    model.fields
      .filter((field) => field.kind === 'model' && !isForward(field) && !backs.has(field))
      .filter((field) => !(isList(field) && lists.has(sideKey(model.name, field.type))))
      .map((field) => ({ model: model.name, field })),
  )
}

/**
 * The implicit join tables that two declared lists stand for, as models. A pull with relationMode = "prisma" keeps the lists and shows
 * their table as well; nothing is missing there.
 */
export function declaredImplicitJoinTables(schema: Schema): readonly Model[] {
  const tables = new Set(declaredManyToMany(schema).map(({ relation }) => `_${relation}`))
  return schema.models.filter((model) => tables.has(model.dbName))
}

/** The columns that belong to a declared relation, each as `Post.authorId`. */
export const relatedColumns = (schema: Schema): ReadonlySet<string> =>
  new Set([
    ...declaredRelations(schema).flatMap(({ from }) => from.fields.map((field) => `${from.model}.${field}`)),
    ...declaredImplicitJoinTables(schema).flatMap((model) =>
      columnsOf(model).map((column) => `${model.name}.${column.name}`),
    ),
  ])
