// Takes the relations out of a schema that has them, as if the database had no foreign keys.
import type { Relation } from '../relation/relation.js'
import { declaredRelations } from '../schema/relations.js'
import { columnsOf, type Model, type Schema } from '../schema/schema.js'

/** Both sides of two lists that point at each other, as the implicit join table that Prisma keeps for them. */
function implicitJoinTables(
  schema: Schema,
): readonly { readonly model: Model; readonly relations: readonly Relation[] }[] {
  const byName = new Map(schema.models.map((model) => [model.name, model]))
  const keyOf = (model: Model) => {
    const fields = model.keys.find((key) => key.kind === 'id')?.fields ?? []
    return fields.length === 1 ? model.fields.find((field) => field.name === fields[0]) : undefined
  }
  return schema.models.flatMap((a) =>
    a.fields.flatMap((field) => {
      const b = field.kind === 'model' && field.arity === 'list' ? byName.get(field.type) : undefined
      if (b === undefined) return []
      const back = b.fields.find(
        (f) =>
          f !== field && f.type === a.name && f.arity === 'list' && f.relation?.name === field.relation?.name,
      )
      const first = a.name < b.name || (a === b && back !== undefined && field.name < back.name)
      const [keyA, keyB] = [keyOf(a), keyOf(b)]
      if (back === undefined || !first || keyA === undefined || keyB === undefined) return []
      const name = `_${field.relation?.name ?? `${a.name}To${b.name}`}`
      const column = (side: string, key: typeof keyA) => ({
        ...key,
        name: side,
        dbName: side,
        default: undefined,
        arity: 'one' as const,
      })
      const model: Model = {
        ...a,
        name: name.slice(1),
        dbName: name,
        kind: 'model',
        fields: [column('A', keyA), column('B', keyB)],
        keys: [
          { kind: 'id', fields: ['A', 'B'], map: undefined, partial: false },
          { kind: 'index', fields: ['B'], map: undefined, partial: false },
        ],
        lines: [],
      }
      const relation = (side: string, to: Model, key: string): Relation => ({
        from: { model: model.name, fields: [side] },
        to: { model: to.name, fields: [key] },
      })
      return [{ model, relations: [relation('A', a, keyA.name), relation('B', b, keyB.name)] }]
    }),
  )
}

/** The schema without relation fields, and the relations they declared. */
export function strip(schema: Schema): { readonly schema: Schema; readonly relations: readonly Relation[] } {
  const lists = implicitJoinTables(schema)
  const models = schema.models.map((model) => ({ ...model, fields: columnsOf(model) }))
  return {
    schema: { ...schema, models: [...models, ...lists.map((list) => list.model)] },
    relations: [
      ...declaredRelations(schema).map(({ from, to }) => ({ from, to })),
      ...lists.flatMap((list) => list.relations),
    ],
  }
}
