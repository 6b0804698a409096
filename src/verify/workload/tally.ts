// How often production joins each pair of columns, and what that says of a candidate.
import type { Evidence } from '../../relation/candidate.js'
import type { Columns, LookUp, Schema } from '../../schema/schema.js'
import { columnsOf } from '../../schema/schema.js'
import { joinWeight, WEIGHTS } from '../weights.js'
import type { Executed } from './export.js'
import { type Join, joinsIn } from './joins.js'
import type { ColumnName, TableNames } from './scope.js'

/** Statements from one place: views are written once, queries run. */
export interface Workload {
  readonly views: readonly string[]
  readonly queries: readonly Executed[]
}

export interface JoinCount {
  readonly join: Join
  readonly views: number
  readonly queries: number
  readonly executions: number
}

/** Counts by `joinId`. */
export type Tally = ReadonlyMap<string, JoinCount>

/** The tables of a schema by their database names. */
export const tableNamesOf = (schema: Schema): TableNames =>
  new Map(
    schema.models.map((model) => [
      model.dbName.toLowerCase(),
      {
        name: model.dbName,
        columns: new Map(columnsOf(model).map(({ dbName }) => [dbName.toLowerCase(), dbName])),
      },
    ]),
  )

/** The same for both orders. */
const joinId = (left: ColumnName, right: ColumnName): string =>
  [left, right]
    .map(({ table, column }) => JSON.stringify([table, column]))
    .sort()
    .join()

/** Finds the joins in all statements. */
export function tallyJoins({ views, queries }: Workload, tables: TableNames): Tally {
  const tally = new Map<string, JoinCount>()
  const add = (text: string, more: Pick<JoinCount, 'views' | 'queries' | 'executions'>): void => {
    for (const join of joinsIn(text, tables)) {
      const id = joinId(join.left, join.right)
      const known = tally.get(id) ?? { views: 0, queries: 0, executions: 0 }
      tally.set(id, {
        join,
        views: known.views + more.views,
        queries: known.queries + more.queries,
        executions: known.executions + more.executions,
      })
    }
  }
  for (const text of views) add(text, { views: 1, queries: 0, executions: 0 })
  for (const { text, executions } of queries) add(text, { views: 0, queries: 1, executions })
  return tally
}

const columnNames = (find: LookUp, { model, fields }: Columns): readonly ColumnName[] =>
  fields.map((field) => ({
    table: find.model(model)?.dbName ?? model,
    column: find.field(model, field)?.dbName ?? field,
  }))

const times = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** What the joins say of a candidate: of a composite one, only if every pair of its columns is joined. */
export function workloadEvidence(
  find: LookUp,
  tally: Tally,
  from: Columns,
  to: Columns,
): readonly Evidence[] {
  const target = columnNames(find, to)
  const counts = columnNames(find, from).map((column, i) => {
    const other = target[i]
    return other && tally.get(joinId(column, other))
  })
  const known = counts.flatMap((count) => count ?? [])
  if (known.length === 0 || known.length < counts.length) return []
  const least = (name: 'views' | 'queries' | 'executions'): number =>
    Math.min(...known.map((count) => count[name]))
  const [views, queries, executions] = [least('views'), least('queries'), least('executions')]
  // The stronger of the two counts: a view is there because queries use it.
  if (queries > 0 && joinWeight(executions) >= (views > 0 ? WEIGHTS.joinedInView : 0)) {
    const says = `joined in ${times(queries, 'statement')} that ran ${times(executions, 'time')}`
    return [{ source: 'query', says, weight: joinWeight(executions) }]
  }
  return views > 0
    ? [{ source: 'view', says: `joined in ${times(views, 'view')}`, weight: WEIGHTS.joinedInView }]
    : []
}
