// Two models and the relations between them: as soon as there are two, each needs a name.
import { declaredRelations } from '../schema/relations.js'
import type { Field, Model, Schema } from '../schema/schema.js'
import type { ManyToMany } from './join-table.js'
import type { Link } from './link.js'

/** An unordered pair of models. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** The name that Prisma gives to two unnamed lists, and after it to their join table. */
export const defaultListsName = (a: string, b: string): string => (a < b ? `${a}To${b}` : `${b}To${a}`)

/** A many-to-many relation that the schema declares as two lists. */
export interface DeclaredLists {
  readonly models: readonly [string, string]
  /** The argument of `@relation("...")`, or the name that Prisma gives instead. */
  readonly relation: string
}

const isList = (field: Field): boolean =>
  field.kind === 'model' && field.arity === 'list' && field.relation?.fields === undefined

const sideOf = (model: Model, field: Field): string =>
  `${model.name} ${field.type} ${field.relation?.name ?? ''}`

/** Every implicit many-to-many relation of the schema: two lists that answer each other. */
export function declaredLists(schema: Schema): readonly DeclaredLists[] {
  const lists = schema.models.flatMap((model) =>
    model.fields.filter(isList).map((field) => ({ model, field, side: sideOf(model, field) })),
  )
  const count = new Map<string, number>()
  for (const { side } of lists) count.set(side, (count.get(side) ?? 0) + 1)
  const found = new Map<string, DeclaredLists>()
  for (const { model, field } of lists) {
    const name = field.relation?.name
    const answer = `${field.type} ${model.name} ${name ?? ''}`
    if ((count.get(answer) ?? 0) < (field.type === model.name ? 2 : 1)) continue
    const relation = name ?? defaultListsName(model.name, field.type)
    found.set(`${pairOf(model.name, field.type)} ${relation}`, {
      models: [model.name, field.type],
      relation,
    })
  }
  return [...found.values()]
}

/** What counts the relations of a pair, the declared and the new ones together. */
export type CountRelations = (a: Model, b: Model) => number

/** Counts once, answers often. */
export function countRelations(
  schema: Schema,
  links: readonly Link[],
  lists: readonly ManyToMany[],
): CountRelations {
  const counts = new Map<string, number>()
  const pairs = [
    ...declaredRelations(schema).map(({ from, to }) => pairOf(from.model, to.model)),
    ...declaredLists(schema).map(({ models: [a, b] }) => pairOf(a, b)),
    ...links.map(({ from, to }) => pairOf(from.name, to.name)),
    ...lists.map(({ a, b }) => pairOf(a.to.name, b.to.name)),
  ]
  for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return (a, b) => counts.get(pairOf(a.name, b.name)) ?? 0
}
