// The live look against real servers: one of each kind, started once for all of it.
import { afterAll, beforeAll, describe, it } from 'vitest'
import { describeFailures } from './live/failures.js'
import { describeFindings } from './live/findings.js'
import { describeHarm } from './live/harm.js'
import { shopStatements } from './live/shop.js'
import { createDatabase, type ScratchDatabase } from './servers/scratch-database.js'
import { startServers } from './servers/servers.js'

const { servers, missing } = await startServers()
afterAll(async () => {
  for (const server of servers) await server.stop()
})

describe.each(missing)('no live tests on $kind: $why', () => {
  it.skipIf(true)('needs a server', () => {})
})

describe.each(servers)('the live look on $name', (server) => {
  let database: ScratchDatabase | undefined
  const shop = (): ScratchDatabase => {
    if (database === undefined) throw new Error('the shop is not built yet')
    return database
  }
  beforeAll(async () => {
    database = await createDatabase(server, shopStatements)
  })
  afterAll(() => database?.drop())

  describe('finds', () => describeFindings(server, shop))
  describe('harms nothing', () => describeHarm(server, shop))
  describe('fails well', () => describeFailures(server, shop))
})
