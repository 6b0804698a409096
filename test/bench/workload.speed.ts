// How long joins take to find in texts that nobody writes by hand.
import { expect, it } from 'vitest'
import { joinsIn } from '../../src/verify/workload/joins.js'
import type { TableName, TableNames } from '../../src/verify/workload/scope.js'
import { deepQuery } from './deep-query.js'

const table = (name: string, column: string): TableName => ({
  schema: undefined,
  name,
  columns: new Map([[column, column]]),
})

const tables: TableNames = {
  byName: new Map([
    ['posts', [table('posts', 'author_id')]],
    ['users', [table('users', 'id')]],
  ]),
  currentSchema: undefined,
}

it('the joins of deep and of long statements', () => {
  const begin = performance.now()
  joinsIn(deepQuery(60), tables)
  joinsIn(`SELECT ${'('.repeat(50_000)}`, tables)
  expect(performance.now() - begin).toBeLessThan(1000)
})
