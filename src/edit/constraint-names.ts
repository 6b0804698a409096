// The names that Prisma derives for foreign keys and indexes. Two relations on the same columns derive the same one, and
// so do long names that are cut alike: Prisma refuses both until one of them has a `map:`.
import { declaredRelations } from '../schema/relations.js'
import { type Field, type Key, type LookUp, lookUp, type Model, type Schema } from '../schema/schema.js'
import type { ResolvedChoice } from './resolved-choice.js'

// The longest identifier of each provider, in bytes.
const LONGEST: ReadonlyMap<string | undefined, number> = new Map([
  ['mysql', 64],
  ['postgresql', 63],
  ['postgres', 63],
  ['cockroachdb', 63],
  ['sqlserver', 128],
])

/** SQLite cuts nothing. Without a datasource Prisma does not either. */
const longestName = (schema: Schema): number => LONGEST.get(schema.datasource?.provider) ?? 10_000

/** Cuts to a number of bytes, never inside a character. */
function cutToBytes(text: string, bytes: number): string {
  let length = 0
  let kept = ''
  for (const character of text) {
    length += Buffer.byteLength(character)
    if (length > bytes) break
    kept += character
  }
  return kept
}

const derivedName = (parts: readonly string[], suffix: string, longest: number): string =>
  cutToBytes(parts.join('_'), longest - suffix.length) + suffix

/** The derived name if it is free, else the first free one with a number; it is taken then. */
function takeName(parts: readonly string[], suffix: string, longest: number, used: Set<string>): string {
  let name = derivedName(parts, suffix, longest)
  for (let n = 2; used.has(name); n++) name = derivedName(parts, `_${n}${suffix}`, longest)
  used.add(name)
  return name
}

const tableAnd = (model: Model, columns: readonly Field[]): readonly string[] => [
  model.dbName,
  ...columns.map((column) => column.dbName),
]

const SUFFIXES: Readonly<Record<Key['kind'], string>> = {
  id: '_pkey',
  unique: '_key',
  index: '_idx',
  fulltext: '_idx',
}

/** The names of every key. Prisma asks for unique names in a model, a schema or everywhere: everywhere is safe. */
function namesOfKeys(schema: Schema, find: LookUp, longest: number): readonly string[] {
  return schema.models.flatMap((model) =>
    model.keys.map((key) => {
      const columns = key.fields.flatMap((name) => find.field(model.name, name) ?? [])
      return key.map ?? derivedName(tableAnd(model, columns), SUFFIXES[key.kind], longest)
    }),
  )
}

function foreignKeyNames(schema: Schema, find: LookUp, longest: number): readonly string[] {
  return declaredRelations(schema).map(({ from, field }) => {
    const columns = from.fields.map((name) => find.field(from.model, name)?.dbName ?? name)
    const table = find.model(from.model)?.dbName ?? from.model
    return field.relation?.map ?? derivedName([table, ...columns], '_fkey', longest)
  })
}

/**
 * Which relations need a `map:` and what it is. The first relation on some columns keeps the derived name; the others get
 * the target's table into theirs.
 *
 * @returns A look-up; undefined for a relation that needs none.
 */
export function foreignKeyMaps(
  schema: Schema,
  relations: readonly ResolvedChoice[],
): (relation: ResolvedChoice) => string | undefined {
  // SQLite has no names for foreign keys: there, and where no provider is known, Prisma takes no `map:`.
  if (!LONGEST.has(schema.datasource?.provider)) return () => undefined
  const longest = longestName(schema)
  const find = lookUp(schema)
  const used = new Set([...foreignKeyNames(schema, find, longest), ...namesOfKeys(schema, find, longest)])
  const maps = new Map<ResolvedChoice, string>()
  for (const relation of relations) {
    const parts = tableAnd(relation.from, relation.columns)
    const { map } = relation.choice
    const chosen = map !== undefined && Buffer.byteLength(map) <= longest ? map : undefined
    const wanted = chosen ?? derivedName(parts, '_fkey', longest)
    if (used.has(wanted)) maps.set(relation, takeName([...parts, relation.to.dbName], '_fkey', longest, used))
    else if (chosen !== undefined) maps.set(relation, chosen)
    used.add(wanted)
  }
  return (relation) => maps.get(relation)
}

/** The name of a new index; `map` is set where it is not the one that Prisma derives. */
export interface IndexName {
  readonly name: string
  readonly map: string | undefined
}

/** Gives names to new indexes, in the order of the calls. */
export function indexNames(schema: Schema): (model: Model, columns: readonly Field[]) => IndexName {
  const longest = longestName(schema)
  const used = new Set(namesOfKeys(schema, lookUp(schema), longest))
  return (model, columns) => {
    const parts = tableAnd(model, columns)
    const name = takeName(parts, '_idx', longest, used)
    return { name, map: name === derivedName(parts, '_idx', longest) ? undefined : name }
  }
}
