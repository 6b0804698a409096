// The columns that a statement compares with each other: joins, correlated and other subqueries.
import {
  type ColumnName,
  firstOutput,
  itemsIn,
  openScopes,
  type Path,
  pathAt,
  queryIn,
  resolve,
  type Scope,
  type TableNames,
  type TableSource,
} from './scope.js'
import { type Item, isSign, isWord, keywordOf, parseItems } from './tokens.js'

/** Two columns that a statement sets equal. The order means nothing. */
export interface Join {
  readonly left: ColumnName
  readonly right: ColumnName
}

const columnNameId = ({ schema, table, column }: ColumnName): string =>
  JSON.stringify([schema, table, column])

/** The same for both orders. */
export const joinId = (left: ColumnName, right: ColumnName): string =>
  [left, right].map(columnNameId).sort().join()

/** Words before which or behind which a comparison may stand; any other word is a function or part of a formula. */
const CLAUSES = new Set(
  'SET ON AND OR WHERE HAVING NOT WHEN IF XOR SELECT ORDER GROUP LIMIT LEFT RIGHT INNER CROSS JOIN NATURAL STRAIGHT_JOIN THEN UNION FOR LOCK AS'.split(
    ' ',
  ),
)

/** Whether a comparison can end or begin here, so that its operand is nothing but the column. */
const isEdge = (item: Item | undefined): boolean => {
  const word = keywordOf(item)
  return item === undefined || isSign(item, ',') || (word !== undefined && CLAUSES.has(word))
}

/** The path in parentheses, however many: `((a.b))`. */
function pathInside(item: Item | undefined): Path {
  if (item?.kind !== 'group') return []
  const path = pathAt(item.items, 0)
  return path.length > 0 && itemsIn(path) === item.items.length
    ? path
    : pathInside(item.items.length === 1 ? item.items[0] : undefined)
}

/** The column left of an index. */
function pathBefore(items: readonly Item[], at: number): Path {
  const inside = pathInside(items[at - 1])
  if (inside.length > 0) return isEdge(items[at - 2]) ? inside : []
  for (const length of [5, 3, 1]) {
    const path = at - length < 0 ? [] : pathAt(items, at - length)
    if (itemsIn(path) === length) return isEdge(items[at - length - 1]) ? path : []
  }
  return []
}

/** The column right of an index. */
function pathBehind(items: readonly Item[], at: number): Path {
  const inside = pathInside(items[at + 1])
  if (inside.length > 0) return isEdge(items[at + 2]) ? inside : []
  const path = pathAt(items, at + 1)
  return isEdge(items[at + 1 + itemsIn(path)]) ? path : []
}

type Hear = (left: ColumnName | undefined, right: ColumnName | undefined) => void

const pathIn = ({ schema, alias }: TableSource, column: string): Path =>
  schema === undefined ? [alias, column] : [schema, alias, column]

/** `JOIN b USING (c)`: the column of the last two tables. */
function findUsing(scope: Scope, columns: Item | undefined, tables: TableNames, hear: Hear): void {
  if (columns?.kind !== 'group') return
  const [left, right] = scope.sources.slice(-2)
  for (const item of columns.items) {
    const [column] = pathAt([item], 0)
    if (column === undefined || left === undefined || right === undefined) continue
    hear(resolve(scope, pathIn(left, column), tables), resolve(scope, pathIn(right, column), tables))
  }
}

function findIn(scope: Scope, items: readonly Item[], tables: TableNames, hear: Hear): void {
  let assigning = false
  for (const [i, item] of items.entries()) {
    // `SET a = b` copies a value and compares nothing.
    if (isWord(item, 'SET')) assigning = true
    else if (isWord(item, 'WHERE')) assigning = false
    if (isSign(item, '=') && !assigning) {
      const [left, right] = [pathBefore(items, i), pathBehind(items, i)]
      if (left.length > 0 && right.length > 0)
        hear(resolve(scope, left, tables), resolve(scope, right, tables))
    }
    if (isWord(item, 'USING')) findUsing(scope, items[i + 1], tables, hear)
    const inside = queryIn(item)
    if (inside !== undefined) {
      const inner = openScopes(inside, scope)
      const compared = isWord(items[i - 1], 'IN')
        ? pathBefore(items, isWord(items[i - 2], 'NOT') ? i - 2 : i - 1)
        : []
      for (const query of inner) {
        if (compared.length > 0) hear(resolve(scope, compared, tables), firstOutput(query, tables))
        findIn(query, query.items, tables, hear)
      }
    } else if (item.kind === 'group') findIn(scope, item.items, tables, hear)
  }
}

/**
 * Every pair of columns that the statement sets equal, each once. Names that could mean two columns are left out.
 *
 * @example
 * joinsIn('SELECT * FROM Post p JOIN User u ON p.authorId = u.id', tables).map(({ right }) => right.column) // ['id']
 */
export function joinsIn(sql: string, tables: TableNames): readonly Join[] {
  const joins = new Map<string, Join>()
  const hear: Hear = (left, right) => {
    if (left === undefined || right === undefined) return
    if (columnNameId(left) !== columnNameId(right)) joins.set(joinId(left, right), { left, right })
  }
  const items = parseItems(sql.replace(/^\s*(?:(?:PREPARE|EXECUTE|EXPLAIN)\s+(?=\w))+/i, ''))
  for (const scope of openScopes(items, undefined)) findIn(scope, scope.items, tables, hear)
  return [...joins.values()]
}
