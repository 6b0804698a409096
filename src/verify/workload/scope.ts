// Which tables a SELECT reads, under which names, and which column a name in it means.
import { type Item, isSign, isWord, keywordOf } from './tokens.js'

/** A column of a table, as the database names them. */
export interface ColumnName {
  /** The argument of `@@schema`; undefined where the tables of the Prisma schema have none. */
  readonly schema: string | undefined
  readonly table: string
  readonly column: string
}

/** A table as the database names it, with its columns by their names in lower case. */
export interface TableName {
  readonly schema: string | undefined
  readonly name: string
  readonly columns: ReadonlyMap<string, string>
}

/** The tables that names are looked up in. */
export interface TableNames {
  /** By name in lower case; several where schemas share a name. */
  readonly byName: ReadonlyMap<string, readonly TableName[]>
  /** What a name without a schema is looked for in; undefined if nobody knows, as for an exported file. */
  readonly currentSchema: string | undefined
}

/** A table, or a subquery, that a query reads. */
export interface TableSource {
  readonly alias: string
  /** What stands before the name of the table. */
  readonly schema?: string
  readonly table?: string
  readonly query?: Scope
}

/** One SELECT, UPDATE or DELETE. */
export interface Scope {
  readonly items: readonly Item[]
  readonly outer: Scope | undefined
  readonly sources: TableSource[]
  readonly queries: Map<string, Scope>
}

/** `p.author_id` as its parts: `['p', 'author_id']`. */
export type Path = readonly string[]

/** Words that cannot be the alias of the table before them. */
const NO_ALIAS = new Set(
  'ON JOIN LEFT RIGHT INNER OUTER CROSS NATURAL STRAIGHT_JOIN WHERE GROUP ORDER LIMIT HAVING UNION SET USING FORCE USE IGNORE FOR LOCK WINDOW PARTITION VALUES SELECT'.split(
    ' ',
  ),
)
const BEFORE_TABLE = new Set(['FROM', 'JOIN', 'STRAIGHT_JOIN', 'UPDATE', 'INTO'])
const BEHIND_TABLES = new Set(['WHERE', 'SET', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'VALUES', 'SELECT'])

const nameIn = (item: Item | undefined): string | undefined =>
  item?.kind === 'name' || item?.kind === 'word' ? item.text : undefined

/** The path that begins at an index: `a`, `a.b` or `a.b.c`; `*` may be its last part. */
export function pathAt(items: readonly Item[], at: number): Path {
  const path: string[] = []
  let i = at
  for (;;) {
    const name = nameIn(items[i]) ?? (path.length > 0 && isSign(items[i], '*') ? '*' : undefined)
    if (name === undefined) return path
    path.push(name)
    if (!isSign(items[i + 1], '.')) return path
    i += 2
  }
}

/** How many items a path takes. */
export const itemsIn = (path: Path): number => Math.max(0, path.length * 2 - 1)

/** What stands inside a subquery in parentheses; undefined for anything else. */
export const queryIn = (item: Item | undefined): readonly Item[] | undefined =>
  item?.kind === 'group' && (isWord(item.items[0], 'SELECT') || isWord(item.items[0], 'WITH'))
    ? item.items
    : undefined

/** The parts of a UNION, or the whole. */
function splitUnion(items: readonly Item[]): readonly (readonly Item[])[] {
  const parts: Item[][] = [[]]
  for (const item of items) {
    if (isWord(item, 'UNION')) parts.push([])
    else parts.at(-1)?.push(item)
  }
  return parts
}

/** Opens the scopes of a query: one, or one for each part of a UNION. */
export const openScopes = (items: readonly Item[], outer: Scope | undefined): readonly Scope[] =>
  splitUnion(items).map((part) => openScope(part, outer))

function openScope(items: readonly Item[], outer: Scope | undefined): Scope {
  const scope: Scope = { items, outer, sources: [], queries: new Map() }
  readCommonTables(scope)
  readSources(scope, items, false)
  return scope
}

/** `WITH recent AS (SELECT ...)`. */
function readCommonTables(scope: Scope): void {
  if (!isWord(scope.items[0], 'WITH')) return
  for (const [i, item] of scope.items.entries()) {
    if (isWord(item, 'SELECT')) return
    const name = isWord(scope.items[i - 1], 'AS') ? nameIn(scope.items[i - 2]) : undefined
    const [query] = openScopes(queryIn(item) ?? [], scope)
    if (name !== undefined && queryIn(item) !== undefined && query !== undefined)
      scope.queries.set(name.toLowerCase(), query)
  }
}

function findQuery(scope: Scope | undefined, name: string): Scope | undefined {
  return scope && (scope.queries.get(name.toLowerCase()) ?? findQuery(scope.outer, name))
}

/** Reads the table or subquery at an index, with its alias. */
function readSource(scope: Scope, items: readonly Item[], at: number): void {
  const item = items[at]
  const path = pathAt(items, at)
  const behind = item?.kind === 'group' ? at + 1 : at + itemsIn(path)
  const aliasAt = isWord(items[behind], 'AS') ? behind + 1 : behind
  const word = keywordOf(items[aliasAt])
  const alias = word !== undefined && NO_ALIAS.has(word) ? undefined : nameIn(items[aliasAt])
  const inside = queryIn(item)
  if (inside !== undefined) {
    const [query] = openScopes(inside, scope)
    if (query !== undefined && alias !== undefined) scope.sources.push({ alias, query })
  } else if (item?.kind === 'group') readSources(scope, item.items, true)
  else {
    const table = path.at(-1)
    if (table === undefined) return
    const query = path.length === 1 ? findQuery(scope, table) : undefined
    const schema = path.at(-2)
    const known = { alias: alias ?? table, ...(schema === undefined ? {} : { schema }) }
    scope.sources.push(query === undefined ? { ...known, table } : { ...known, query })
  }
}

function readSources(scope: Scope, items: readonly Item[], among: boolean): void {
  let amongTables = among
  if (among) readSource(scope, items, 0)
  for (const [i, item] of items.entries()) {
    const word = keywordOf(item)
    if (word !== undefined && BEHIND_TABLES.has(word)) amongTables = false
    if (word !== undefined && BEFORE_TABLE.has(word)) amongTables = true
    const begins = (word !== undefined && BEFORE_TABLE.has(word)) || (amongTables && isSign(item, ','))
    if (begins) readSource(scope, items, i + 1)
  }
}

/** The items that a SELECT gives, split at its commas. */
function outputsOf({ items }: Scope): readonly (readonly Item[])[] {
  const from = items.findIndex((item) => isWord(item, 'SELECT'))
  const to = items.findIndex((item) => isWord(item, 'FROM'))
  const outputs: Item[][] = [[]]
  for (const item of items.slice(from + 1, to < 0 ? items.length : to)) {
    if (isSign(item, ',')) outputs.push([])
    else outputs.at(-1)?.push(item)
  }
  return outputs
}

/** The column behind the first output of a query: what `x IN (SELECT y ...)` compares with. */
export function firstOutput(scope: Scope, tables: TableNames): ColumnName | undefined {
  const [output = []] = outputsOf(scope)
  const path = pathAt(output, 0)
  return itemsIn(path) === output.length ? resolve(scope, path, tables) : undefined
}

const certain = (found: ColumnName | 'unclear' | undefined): ColumnName | undefined =>
  found === 'unclear' ? undefined : found

/**
 * The column behind an output of a subquery in FROM. It is looked for in that subquery alone: the query around it holds
 * the subquery itself, and would ask it again without end.
 */
function resolveOutput(scope: Scope, column: string, tables: TableNames): ColumnName | undefined {
  for (const output of outputsOf(scope)) {
    const path = pathAt(output, 0)
    const last = path.at(-1)
    if (last === '*' || (isSign(output[0], '*') && output.length === 1)) {
      const found = certain(resolveHere(scope, [...path.slice(0, -1), column], tables))
      if (found !== undefined) return found
    } else if (last !== undefined) {
      const rest = output.slice(itemsIn(path))
      const alias = nameIn(rest.at(-1)) ?? last
      const plain = rest.length === 0 || (rest.length <= 2 && nameIn(rest[0]) !== undefined)
      if (plain && alias.toLowerCase() === column.toLowerCase())
        return certain(resolveHere(scope, path, tables))
    }
  }
  return undefined
}

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/**
 * The tables that a name may mean. Where the Prisma schema knows no schemas, what stands before a name is the database:
 * that of the statement, or another one, whose tables are not those of the Prisma schema. Nobody knows which where the
 * database of the statement is unknown.
 */
function tablesOf(
  { schema, table }: TableSource,
  { byName, currentSchema }: TableNames,
): readonly TableName[] {
  const wanted = schema ?? currentSchema
  return (byName.get(table?.toLowerCase() ?? '') ?? []).filter((known) => {
    const home = known.schema ?? currentSchema
    return wanted === undefined || home === undefined || isSameName(home, wanted)
  })
}

/** The columns of this name that a source may give: one, or several where its own name could mean several tables. */
function columnsIn(
  source: TableSource,
  column: string,
  tables: TableNames,
): readonly (ColumnName | 'unclear')[] {
  if (source.query !== undefined) return [resolveOutput(source.query, column, tables) ?? []].flat()
  const known = tablesOf(source, tables)
  const found = known.flatMap(({ schema, name, columns }): ColumnName[] => {
    const dbName = columns.get(column.toLowerCase())
    return dbName === undefined ? [] : [{ schema, table: name, column: dbName }]
  })
  return found.length > 0 && known.length > 1 ? ['unclear'] : found
}

/** What a path means among the tables of a scope alone; undefined if nothing, `unclear` if several things. */
function resolveHere(scope: Scope, path: Path, tables: TableNames): ColumnName | 'unclear' | undefined {
  const column = path.at(-1)
  const alias = path.at(-2)?.toLowerCase()
  if (column === undefined) return undefined
  // `crm.users.id`: another `users` of the same statement is another table.
  const schema = path.at(-3)
  const named = scope.sources
    .filter((source) => alias === undefined || source.alias.toLowerCase() === alias)
    .filter((source) => schema === undefined || isSameName(schema, source.schema ?? schema))
  const found = named.flatMap((source) => columnsIn(source, column, tables))
  if (found.length > 1 || (found.length === 0 && alias !== undefined && named.length > 0)) return 'unclear'
  return found[0]
}

/** The column of a table that a path means here, or in the queries around; undefined if that is not certain. */
export function resolve(scope: Scope, path: Path, tables: TableNames): ColumnName | undefined {
  const found = resolveHere(scope, path, tables)
  if (found !== undefined) return certain(found)
  return scope.outer && resolve(scope.outer, path, tables)
}
