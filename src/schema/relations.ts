// The relations that a schema already declares.
import type { Columns, Field, Model, Schema } from './schema.js'

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
 * declaredRelations(schema).map((relation) => relation.field.name) // ['author']
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
