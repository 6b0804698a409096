// The live look against a sharded Vitess: what it answers there, and that Vitess can plan every statement.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAllowed } from '../src/verify/allow-list.js'
import { openMysql } from '../src/verify/mysql.js'
import { parseDatabaseUrl } from '../src/verify/url.js'
import { candidate, inferred, type Looked, lookAt } from './live/shop.js'
import { missingRuntime } from './servers/containers.js'
import { type ShardedTable, startVitess, type Vitess } from './servers/vitess.js'

const rows = (count: number, row: (n: number) => readonly number[]): readonly string[] =>
  Array.from({ length: count }, (_, n) => `(${row(n).join()})`)

// Rows that belong together lie on different shards as often as not: each table is spread by its own key.
const tables: readonly ShardedTable[] = [
  // Dense keys: whatever number is sampled, it is one of them.
  { name: 'user', definition: 'id INT PRIMARY KEY', rows: rows(400, (n) => [n + 1]) },
  // Keys with gaps, as deleting leaves them.
  { name: 'customer', definition: 'id INT PRIMARY KEY', rows: rows(400, (n) => [n * 3 + 3]) },
  { name: 'tiny', definition: 'id INT PRIMARY KEY', rows: rows(40, (n) => [n + 1]) },
  {
    name: 'purchase',
    definition: 'id INT PRIMARY KEY, user_id INT, customer_id INT',
    // More than are read whole, so that blocks of them are sampled.
    rows: rows(2000, (n) => [n + 1, ((n * 7) % 400) + 1, ((n * 11) % 400) * 3 + 3]),
  },
]

const rivals = inferred(
  [candidate('Purchase.customerId > Tiny.id', 0.6), candidate('Purchase.customerId > Customer.id')],
  [candidate('Purchase.userId > User.id')],
)

const missing = await missingRuntime()
const title = `the live look on two shards of Vitess${missing === undefined ? '' : ` (not run: ${missing})`}`

describe.skipIf(missing !== undefined)(title, () => {
  let vitess: Vitess
  let looked: Looked
  beforeAll(async () => {
    vitess = await startVitess(tables)
    looked = await lookAt(vitess.url, rivals)
  }, 600_000)
  afterAll(() => vitess?.stop())

  it('meets the shards and the ban on foreign keys that it is meant for', async () => {
    const [shards] = await vitess.admin.query('SHOW VITESS_SHARDS')
    expect(JSON.stringify(shards)).toMatch(/-80.*80-/)
    const foreignKey = 'ALTER TABLE purchase ADD FOREIGN KEY (user_id) REFERENCES `user` (id)'
    await expect(vitess.admin.query(foreignKey)).rejects.toThrow(/foreign key/i)
  })

  it('recognises the engine', async () => {
    const database = openMysql(parseDatabaseUrl(vitess.url))
    try {
      expect(await database.connect()).toBe('vitess')
    } finally {
      await database.close()
    }
  })

  it.each([
    ['confirms across shards', 'Purchase.customerId > Customer.id', 0.95, 1, 'decoys'],
    ['contradicts its rival', 'Purchase.customerId > Tiny.id', 0, 0.01, 'sampled rows have no Tiny.id'],
    ['learns nothing from dense keys', 'Purchase.userId > User.id', 0.5, 0.5, 'any others in their range'],
  ])('%s: %s', (_, text, low, high, reason) => {
    const after = looked.found(text)
    expect(after?.evidence.map(({ says }) => says).join('\n')).toContain(reason)
    expect(after?.confidence).toBeGreaterThanOrEqual(low)
    expect(after?.confidence).toBeLessThanOrEqual(high)
  })

  it('sends nothing that Vitess refuses, and nothing that is not allowed', async () => {
    // The one thing that Vitess does not have; the rest was answered.
    expect(looked.notChecked.map(({ what }) => what)).toEqual(['the statements that ran'])
    expect(looked.sent.filter((sql) => !isAllowed(sql))).toEqual([])
    expect(looked.sent.some((sql) => sql.includes('UNION ALL'))).toBe(true)
    // Again as they were, for the words of Vitess itself if it cannot plan one.
    for (const sql of looked.sent) await expect(vitess.admin.query(sql), sql).resolves.toBeDefined()
  })
})
