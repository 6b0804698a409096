// The globs of `--only`, `--skip` and `ignore`: a `*` stands for any characters, everything else for itself.
import { relationId } from '../infer/candidate.js'
import { declaredRelations } from '../schema/relations.js'
import { type Columns, type LookUp, lookUp, type Schema } from '../schema/schema.js'

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const asRegExp = (glob: string): RegExp => new RegExp(`^${glob.split('*').map(escaped).join('.*')}$`, 's')

/**
 * Makes a test for some globs: whether any of them matches any of the names, as a whole and with its case.
 *
 * @example
 * matcher(['Order*', 'Post(authorId)->*'])(['Post', 'Post(authorId)->User(id)']) // true
 */
export function matcher(globs: readonly string[]): (names: readonly string[]) => boolean {
  const patterns = globs.map(asRegExp)
  return (names) => patterns.some((pattern) => names.some((name) => pattern.test(name)))
}

const plainId = ({ model, fields }: Columns): string => `${model}(${fields.join(',')})`

/**
 * The names that a glob can mean a relation by, each in the schema's and in the database's spelling: the model that holds
 * the columns, the column (`Post.authorId`) and the id.
 */
export function namesOf(find: LookUp, from: Columns, to: Columns): readonly string[] {
  const table = find.model(from.model)?.dbName ?? from.model
  const columns = from.fields.flatMap((field) => [
    `${from.model}.${field}`,
    `${table}.${find.field(from.model, field)?.dbName ?? field}`,
  ])
  return [from.model, table, ...columns, `${plainId(from)}->${plainId(to)}`, relationId(find, from, to)]
}

interface Link {
  readonly from: Columns
  readonly to: Columns
}

/** The globs that match no model, no column and no relation, be it proposed or declared: likely misspelled. */
export function unmatchedGlobs(
  globs: readonly string[],
  schema: Schema,
  proposed: readonly Link[],
): readonly string[] {
  if (globs.length === 0) return []
  const find = lookUp(schema)
  const names = [
    ...schema.models.flatMap(({ name, dbName, fields }) => [
      name,
      dbName,
      ...fields.flatMap((field) => [`${name}.${field.name}`, `${dbName}.${field.dbName}`]),
    ]),
    ...[...proposed, ...declaredRelations(schema)].flatMap(({ from, to }) => namesOf(find, from, to)),
  ]
  return globs.filter((glob) => !matcher([glob])(names))
}
