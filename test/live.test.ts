import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Candidate, type Inference, relationId } from '../src/infer/candidate.js'
import { read } from '../src/schema/read.js'
import { lookUp } from '../src/schema/schema.js'
import { isAllowed } from '../src/verify/allow-list.js'
import { DEFAULT_BOUNDS } from '../src/verify/look.js'
import { openMysql } from '../src/verify/mysql.js'
import { parseDatabaseUrl } from '../src/verify/url.js'
import { type Verified, verify } from '../src/verify/verify.js'
import { createDatabase, type ScratchDatabase, statementsIn } from './servers/scratch-database.js'
import { startServers } from './servers/servers.js'

const fixture = (name: string): string =>
  path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures/live/shop', name)
const schema = read([{ path: 'schema.prisma', text: readFileSync(fixture('schema.prisma'), 'utf8') }])
const find = lookUp(schema)

/** A candidate as inference would give it: `purchase.userId > User.id`, half believed. */
function candidate(text: string, confidence = 0.5): Candidate {
  const [from, to] = text.split(' > ').map((side) => {
    const [model = '', ...fields] = side.split(/[.+]/)
    return { model, fields }
  })
  if (from === undefined || to === undefined) throw new Error(text)
  return {
    id: relationId(find, from, to),
    from,
    to,
    cardinality: 'many-to-one',
    optional: true,
    confidence,
    convention: 'test',
    evidence: [],
  }
}

const inference = (...references: readonly (readonly Candidate[])[]): Inference => ({
  references: references.flatMap((candidates) =>
    candidates[0] === undefined ? [] : [{ from: candidates[0].from, candidates }],
  ),
  unresolved: [],
  questions: [],
})

const { servers, missing } = await startServers()
afterAll(async () => {
  for (const server of servers) await server.stop()
})

describe.each(missing)('no live tests on $kind: $why', () => {
  it.skipIf(true)('needs a server', () => {})
})

describe.each(servers)('the live look on $name', (server) => {
  let database: ScratchDatabase
  beforeAll(async () => {
    database = await createDatabase(server, statementsIn(fixture('database.sql')))
  })
  afterAll(() => database.drop())

  async function lookAt(
    what: Inference,
    bounds = DEFAULT_BOUNDS,
  ): Promise<Verified & { sent: readonly string[] }> {
    const sent: string[] = []
    const live = openMysql(parseDatabaseUrl(database.url), { onStatement: (sql) => sent.push(sql) })
    try {
      return { ...(await verify(schema, what, live, bounds)), sent }
    } finally {
      await live.close()
    }
  }

  // The candidate, the confidence it ends with from 0.5, and a word of why.
  it.each([
    ['Purchase.userId > User.id', 0.4, 0.6, 'any others in their range'],
    ['Purchase.userId > Tiny.id', 0, 0.01, 'have no Tiny.id'],
    ['Purchase.userId > Nothing.id', 0.4, 0.6, ''],
    ['Purchase.customerId > Customer.id', 0.95, 1, 'decoys'],
    ['Purchase.customerEmail > Customer.email', 0.95, 1, 'are keys of'],
    ['Purchase.accountUuid > Account.uuid', 0.95, 1, 'are keys of'],
    ['Purchase.deviceCode > Device.code', 0.95, 1, 'have no Device.code'],
    ['Purchase.eventId > Event.id', 0.95, 1, 'decoys'],
    ['Purchase.storeNo+orderNo > StoreOrder.storeNo+orderNo', 0.95, 1, 'decoys'],
    ['Purchase.referrerId > Customer.id', 0.95, 1, 'for none'],
    ['Purchase.wornId > Customer.id', 0.95, 1, 'have no Customer.id'],
    ['Purchase.unusedId > User.id', 0.4, 0.6, ''],
    ['Purchase.sellerId > User.id', 0.99, 1, 'foreign key'],
    ['Purchase.sellerId > Tiny.id', 0, 0.01, 'foreign key from here to user'],
    ['Purchase.profileId > Purchase.id', 0, 0.01, 'have no'],
    ['Purchase.oddId > User.id', 0.3, 0.6, ''],
    ['Draft.userId > User.id', 0.4, 0.6, ''],
    ['Lost.userId > User.id', 0.5, 0.5, ''],
  ])('%s ends between %f and %f', async (text, low, high, word) => {
    const { references, checked, notChecked, sent } = await lookAt(inference([candidate(text)]))
    const [found] = references[0]?.candidates ?? []
    const says = found?.evidence.map((item) => `${item.says} [${item.weight}]`).join('\n') ?? ''
    expect(says).toContain(word)
    expect(found?.confidence).toBeGreaterThanOrEqual(low)
    expect(found?.confidence).toBeLessThanOrEqual(high)
    expect(checked.length + notChecked.length).toBe(1)
    expect(sent.filter((sql) => !isAllowed(sql))).toEqual([])
  })
})
