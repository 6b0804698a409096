// The schema as the later stages see it: plain data with places in the original text.

/** One file of the schema, as it was read. `path` is what messages show and what edits refer to. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** A place in a file: UTF-16 offsets into `SourceFile.text`, `end` exclusive. */
export interface Span {
  readonly path: string
  readonly start: number
  readonly end: number
}

/** `one` is required, `optional` has a `?`, `list` has `[]`. */
export type Arity = 'one' | 'optional' | 'list'

/** What the type of a field names. `unsupported` also covers names that nothing in the schema declares. */
export type FieldKind = 'scalar' | 'enum' | 'model' | 'unsupported'

/** The arguments of `@relation(...)`, as written. */
export interface RelationAttribute {
  readonly name: string | undefined
  readonly fields: readonly string[] | undefined
  readonly references: readonly string[] | undefined
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  readonly map: string | undefined
}

const SCALARS = new Set([
  'String',
  'Boolean',
  'Int',
  'BigInt',
  'Float',
  'Decimal',
  'DateTime',
  'Json',
  'Bytes',
])

/** Whether a type is Prisma's own, which it stays even beside a model of that name. */
export const isScalarType = (type: string): boolean => SCALARS.has(type)

/** One field of a model: a column (`scalar`, `enum`, `unsupported`) or a relation field (`model`). */
export interface Field {
  readonly name: string
  /** The column's name in the database: the argument of `@map`, else the name. */
  readonly dbName: string
  /** The type as written, without `?` and `[]`: `Int`, `User`, `Unsupported("geometry")`. */
  readonly type: string
  readonly kind: FieldKind
  readonly arity: Arity
  /** The native type without `@db.` and without spaces, for example `VarChar(191)` or `Decimal(8,2)`. */
  readonly nativeType: string | undefined
  /** What stands inside `@default(...)`, as written. */
  readonly default: string | undefined
  readonly updatedAt: boolean
  readonly ignored: boolean
  readonly relation: RelationAttribute | undefined
  /** From the first character of the name to the last of the code, without a trailing comment. */
  readonly span: Span
}

/** A key or index of a model. A single-column `@id`, `@unique` and its block form look the same here. */
export interface Key {
  readonly kind: 'id' | 'unique' | 'index' | 'fulltext'
  /** Field names in the order of the key. */
  readonly fields: readonly string[]
  readonly map: string | undefined
  /** Covers only some rows (`where:`): proves no uniqueness. */
  readonly partial: boolean
}

/** What a line of a block is: `documentation` is `///`, a `comment` is `//` or a line of a block comment. */
export type LineKind = 'field' | 'attribute' | 'documentation' | 'comment' | 'blank' | 'other'

/** Whether a line says something only to a reader. */
export const isComment = ({ kind }: Pick<Line, 'kind'>): boolean =>
  kind === 'comment' || kind === 'documentation'

/** One line of a block's body: offsets without the line end. */
export interface Line {
  readonly kind: LineKind
  readonly start: number
  readonly end: number
}

/** A model or a view. */
export interface Model {
  readonly name: string
  /** The table's name in the database: the argument of `@@map`, else the name. */
  readonly dbName: string
  /** The argument of `@@schema`. */
  readonly dbSchema: string | undefined
  readonly kind: 'model' | 'view'
  readonly ignored: boolean
  readonly fields: readonly Field[]
  readonly keys: readonly Key[]
  /** The lines between the braces. */
  readonly lines: readonly Line[]
  /** From the keyword to the closing brace. */
  readonly span: Span
}

export type RelationMode = 'prisma' | 'foreignKeys'

/** The datasource block. */
export interface Datasource {
  readonly name: string
  /** `mysql`, `postgresql`, ... as written; undefined when it is absent. */
  readonly provider: string | undefined
  /** The expression of `url`, as written: `env("DATABASE_URL")` or a string literal. */
  readonly url: string | undefined
  /** `relationMode`, or `referentialIntegrity` as Prisma 3 and 4 called it. */
  readonly relationMode: RelationMode | undefined
  readonly lines: readonly Line[]
  readonly span: Span
}

/** Everything the stages need to know of a schema, from all of its files. */
export interface Schema {
  readonly files: readonly SourceFile[]
  readonly models: readonly Model[]
  readonly datasource: Datasource | undefined
  readonly previewFeatures: readonly string[]
}

/** Some columns of one model, in a meaningful order. */
export interface Columns {
  readonly model: string
  readonly fields: readonly string[]
}

/**
 * Finds models and fields by name in constant time. Build one per schema and pass it on.
 *
 * @example
 * const find = lookUp(schema)
 * find.field('Post', 'authorId')?.type // 'Int'
 */
export interface LookUp {
  readonly model: (name: string) => Model | undefined
  readonly field: (model: string, field: string) => Field | undefined
}

export function lookUp(schema: Schema): LookUp {
  // The first of two equal names wins, as it does for a reader; Prisma reports the second.
  const models = new Map<string, { readonly model: Model; readonly fields: Map<string, Field> }>()
  for (const model of schema.models) {
    if (models.has(model.name)) continue
    const fields = new Map<string, Field>()
    for (const field of model.fields) if (!fields.has(field.name)) fields.set(field.name, field)
    models.set(model.name, { model, fields })
  }
  return {
    model: (name) => models.get(name)?.model,
    field: (model, field) => models.get(model)?.fields.get(field),
  }
}

/** The fields that a column set names, in its order; a name that the model does not have is left out. */
export const fieldsOf = (find: LookUp, { model, fields }: Columns): readonly Field[] =>
  fields.flatMap((name) => find.field(model, name) ?? [])

/** The columns of a model: every field that is no relation. */
export const columnsOf = (model: Model): readonly Field[] =>
  model.fields.filter((field) => field.kind !== 'model')

/** The keys that make their columns a unique criterion in Prisma's sense. */
export const uniqueKeysOf = (model: Model): readonly Key[] =>
  model.keys.filter((key) => (key.kind === 'id' || key.kind === 'unique') && !key.partial)

/** Whether exactly these columns, in any order, are a unique criterion of the model. */
export function isUniqueCriterion(model: Model, fields: readonly string[]): boolean {
  const wanted = new Set(fields)
  return uniqueKeysOf(model).some(
    (key) => key.fields.length === wanted.size && key.fields.every((field) => wanted.has(field)),
  )
}

/** Whether Prisma takes this as the name of a field: letters of any script, digits and `_`, a letter first. */
export const isFieldName = (name: string): boolean => /^\p{L}[\p{L}\p{N}_]*$/u.test(name)
