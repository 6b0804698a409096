// Indexes for relation scalars. Foreign keys bring one in some databases, and relation mode "prisma" brings none.
import type { MissingIndex } from '../relation/planned-relation.js'
import { declaredRelations } from '../schema/relations.js'
import {
  type Field,
  type LookUp,
  lookUp,
  type Model,
  type RelationMode,
  type Schema,
} from '../schema/schema.js'
import { type IndexName, indexNames } from './constraint-names.js'
import type { ResolvedChoice } from './resolved-choice.js'

// MySQL indexes only a prefix of these types. 191 characters of four bytes each fit the 767 bytes that the smallest
// of its index formats holds, and so do 191 bytes.
const NEEDS_LENGTH = /^(?:Tiny|Medium|Long)?(?:Text|Blob)$/
const PREFIX_LENGTH = 191
/** Types without a native one that MySQL stores as such a type: `Bytes` is a LongBlob. */
const needsLength = (field: Field, provider: string | undefined): boolean =>
  provider === 'mysql' &&
  (field.nativeType === undefined ? field.type === 'Bytes' : NEEDS_LENGTH.test(field.nativeType))

/** Whether some key starts with exactly these columns in this order: then it serves look-ups by them. */
const isCovered = (model: Model, columns: readonly Field[]): boolean =>
  model.keys.some((key) => !key.partial && columns.every((column, i) => key.fields[i] === column.name))

type Quote = (name: string) => string

const QUOTES: ReadonlyMap<string | undefined, Quote> = new Map([
  ['mysql', (name) => `\`${name.replaceAll('`', '``')}\``],
  ['sqlserver', (name) => `[${name.replaceAll(']', ']]')}]`],
])
const standardQuote: Quote = (name) => `"${name.replaceAll('"', '""')}"`

function missingIndex(
  model: Model,
  columns: readonly Field[],
  { name, map }: IndexName,
  provider: string | undefined,
): MissingIndex {
  const quote = QUOTES.get(provider) ?? standardQuote
  const withLength = (written: string, column: Field, length: string) =>
    needsLength(column, provider) ? written + length : written
  const table =
    model.dbSchema === undefined ? quote(model.dbName) : `${quote(model.dbSchema)}.${quote(model.dbName)}`
  const fields = columns.map((column) => withLength(column.name, column, `(length: ${PREFIX_LENGTH})`))
  const parts = columns.map((column) => withLength(quote(column.dbName), column, `(${PREFIX_LENGTH})`))
  return {
    columns: { model: model.name, fields: columns.map((column) => column.name) },
    attribute: `@@index([${fields.join(', ')}]${map === undefined ? '' : `, map: ${JSON.stringify(map)}`})`,
    statement: `CREATE INDEX ${quote(name)} ON ${table}(${parts.join(', ')});`,
  }
}

const declaredColumns = (schema: Schema, find: LookUp) =>
  declaredRelations(schema).flatMap(({ from }) => {
    const model = find.model(from.model)
    const columns = from.fields.flatMap((name) => find.field(from.model, name) ?? [])
    return model === undefined || columns.length < from.fields.length ? [] : [{ from: model, columns }]
  })

const keyOf = (model: Model, columns: readonly Field[]): string =>
  `${model.name}(${columns.map((column) => column.name).join(',')})`

/** Every shorter list that these columns start with. */
const startsOf = (model: Model, columns: readonly Field[]): readonly string[] =>
  columns.slice(1).map((_, i) => keyOf(model, columns.slice(0, i + 1)))

/**
 * The relation scalars that no key or index leads: those of the new relations, and under relation mode "prisma", where
 * no foreign key can have brought an index, those of the declared ones too. Views have no indexes, and what a longer
 * missing index starts with is not listed on its own.
 */
export function missingIndexes(
  schema: Schema,
  relations: readonly ResolvedChoice[],
  mode: RelationMode,
): readonly MissingIndex[] {
  const declared = mode === 'prisma' ? declaredColumns(schema, lookUp(schema)) : []
  const wanted = [...declared, ...relations]
    .filter(({ from, columns }) => from.kind === 'model' && !isCovered(from, columns))
    .map(({ from, columns }) => ({ from, columns, key: keyOf(from, columns) }))
  const served = new Set(wanted.flatMap(({ from, columns }) => startsOf(from, columns)))
  const open = new Map(wanted.filter(({ key }) => !served.has(key)).map((index) => [index.key, index]))
  const nameOf = indexNames(schema)
  return [...open.values()].map(({ from, columns }) =>
    missingIndex(from, columns, nameOf(from, columns), schema.datasource?.provider),
  )
}
