// The names that Prisma derives for foreign keys. Two relations on the same columns derive the same one, and so do long
// names that are cut alike: Prisma refuses both until one of them has a `map:`.
import { declaredRelations } from '../schema/relations.js'
import { type LookUp, lookUp, type Schema } from '../schema/schema.js'
import type { Link } from './link.js'

// The longest identifier of each provider, in bytes. SQLite has no names for foreign keys, and takes no `map:`.
const LONGEST: Readonly<Record<string, number>> = {
  mysql: 64,
  postgresql: 63,
  postgres: 63,
  cockroachdb: 63,
  sqlserver: 128,
}

const SUFFIX = '_fkey'

/** Cuts to a number of bytes, never inside a character. */
function cut(text: string, bytes: number): string {
  let length = 0
  let kept = ''
  for (const character of text) {
    length += Buffer.byteLength(character)
    if (length > bytes) break
    kept += character
  }
  return kept
}

const derivedName = (table: string, columns: readonly string[], longest: number): string =>
  cut([table, ...columns].join('_'), longest - SUFFIX.length) + SUFFIX

/** The names that are in use before anything is written. Where they must be unique differs; everywhere is safe. */
function namesInUse(schema: Schema, find: LookUp, longest: number): Set<string> {
  const names = declaredRelations(schema).map(({ from, field }) => {
    const columns = from.fields.map((name) => find.field(from.model, name)?.dbName ?? name)
    return field.relation?.map ?? derivedName(find.model(from.model)?.dbName ?? from.model, columns, longest)
  })
  const keys = schema.models.flatMap((model) => model.keys.flatMap((key) => key.map ?? []))
  return new Set([...names, ...keys])
}

/** The first free of: the wanted name, then the name with the target's table, then the same with numbers. */
function freeName(link: Link, used: ReadonlySet<string>, longest: number): string {
  const parts = [...link.columns.map((column) => column.dbName), link.to.dbName]
  let name = derivedName(link.from.dbName, parts, longest)
  for (let n = 2; used.has(name); n++) {
    const number = `_${n}`
    name = derivedName(link.from.dbName, parts, longest - number.length).replace(/_fkey$/, number + SUFFIX)
  }
  return name
}

/**
 * Which links need a `map:` and what it is. The first relation on some columns keeps the derived name.
 *
 * @returns A look-up; undefined for a link that needs none.
 */
export function constraintNames(schema: Schema, links: readonly Link[]): (link: Link) => string | undefined {
  const longest = LONGEST[schema.datasource?.provider ?? '']
  if (longest === undefined) return () => undefined
  const used = namesInUse(schema, lookUp(schema), longest)
  const maps = new Map<Link, string>()
  for (const link of links) {
    const columns = link.columns.map((column) => column.dbName)
    const derived = link.choice.map ?? derivedName(link.from.dbName, columns, longest)
    const name = used.has(derived) ? freeName(link, used, longest) : derived
    used.add(name)
    if (link.choice.map !== undefined || name !== derived) maps.set(link, name)
  }
  return (link) => maps.get(link)
}
