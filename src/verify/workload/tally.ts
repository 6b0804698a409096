// How often production joins each pair of columns, and what that says of a candidate.
import { groupBy } from '../../grouped.js'
import { counted } from '../../print/words.js'
import type { Evidence } from '../../relation/candidate.js'
import { type Columns, columnsOf, type LookUp, type Schema } from '../../schema/schema.js'
import { joinWeight, LIVE_WEIGHTS } from '../weights.js'
import type { Executed } from './export.js'
import { type Join, joinId, joinsIn } from './joins.js'
import type { ColumnName, TableName, TableNames } from './scope.js'

/** Statements from one place: views are written once, queries run. */
export interface Workload {
  /** The database whose tables they mean by a name without a schema; undefined if nobody knows. */
  readonly database: string | undefined
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
export type JoinTally = ReadonlyMap<string, JoinCount>

/** The tables of a schema by their database names, for statements that ran nobody knows where. */
export const tableNamesOf = (schema: Schema): TableNames => ({
  byName: groupBy(
    schema.models.map(
      (model): TableName => ({
        schema: model.dbSchema,
        name: model.dbName,
        columns: new Map(columnsOf(model).map(({ dbName }) => [dbName.toLowerCase(), dbName])),
      }),
    ),
    ({ name }) => name.toLowerCase(),
  ),
  currentSchema: undefined,
})

/** Finds the joins in all statements, those of each place as it names its tables. */
export function tallyJoins(schema: Schema, workloads: readonly Workload[]): JoinTally {
  const tally = new Map<string, JoinCount>()
  const tables = tableNamesOf(schema)
  const add = (
    text: string,
    currentSchema: string | undefined,
    more: Pick<JoinCount, 'views' | 'queries' | 'executions'>,
  ): void => {
    for (const join of joinsIn(text, { ...tables, currentSchema })) {
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
  for (const { database, views, queries } of workloads) {
    for (const text of views) add(text, database, { views: 1, queries: 0, executions: 0 })
    for (const { text, executions } of queries) add(text, database, { views: 0, queries: 1, executions })
  }
  return tally
}

const dbNamesOf = (find: LookUp, { model, fields }: Columns): readonly ColumnName[] =>
  fields.map((field) => ({
    schema: find.model(model)?.dbSchema,
    table: find.model(model)?.dbName ?? model,
    column: find.field(model, field)?.dbName ?? field,
  }))

/** What the joins say of a candidate: of a composite one, only if every pair of its columns is joined. */
export function workloadEvidence(
  find: LookUp,
  tally: JoinTally,
  from: Columns,
  to: Columns,
): readonly Evidence[] {
  const target = dbNamesOf(find, to)
  const counts = dbNamesOf(find, from).map((column, i) => {
    const other = target[i]
    return other && tally.get(joinId(column, other))
  })
  const known = counts.flatMap((count) => count ?? [])
  if (known.length === 0 || known.length < counts.length) return []
  const least = (name: 'views' | 'queries' | 'executions'): number =>
    Math.min(...known.map((count) => count[name]))
  const [views, queries, executions] = [least('views'), least('queries'), least('executions')]
  // The stronger of the two counts: a view is there because queries use it.
  if (queries > 0 && joinWeight(executions) >= (views > 0 ? LIVE_WEIGHTS.joinedInView : 0)) {
    const says = `joined in ${counted(queries, 'statement')} that ran ${counted(executions, 'time')}`
    return [{ source: 'query', says, weight: joinWeight(executions) }]
  }
  return views > 0
    ? [{ source: 'view', says: `joined in ${counted(views, 'view')}`, weight: LIVE_WEIGHTS.joinedInView }]
    : []
}
