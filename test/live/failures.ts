// That whatever fails is part of the answer: privileges, addresses, killed statements, connections and servers.
import type { RowDataPacket } from 'mysql2/promise'
import { expect, it } from 'vitest'
import type { Inference } from '../../src/relation/candidate.js'
import type { ScratchDatabase } from '../servers/scratch-database.js'
import { createDatabase } from '../servers/scratch-database.js'
import { type Server, startServer } from '../servers/servers.js'
import { candidate, everything, inferred, type Looked, lookAt, shopStatements } from './shop.js'

const few = inferred(
  [candidate('Purchase.customerId > Customer.id')],
  [candidate('Purchase.deviceCode > Device.code')],
)
const SECRET = 'hunter2-and-more'

/** Everything that a failed look leaves standing: each candidate that went in, none more certain than data allows. */
function expectStanding({ references }: Looked, before: Inference): void {
  const ids = new Set(references.flatMap(({ candidates }) => candidates.map(({ id }) => id)))
  for (const { candidates } of before.references) for (const { id } of candidates) expect(ids).toContain(id)
}

async function withReader(
  shop: ScratchDatabase,
  grants: readonly string[],
  work: (url: string, user: string) => Promise<void>,
): Promise<void> {
  const user = `reader${Math.random().toString(36).slice(2, 8)}`
  const account = `'${user}'@'%'`
  await shop.admin.query(`CREATE USER ${account} IDENTIFIED BY '${SECRET}'`)
  try {
    for (const grant of grants) await shop.admin.query(`${grant} TO ${account}`)
    const url = new URL(shop.url)
    url.username = user
    url.password = SECRET
    await work(url.href, user)
  } finally {
    await shop.admin.query(`DROP USER ${account}`)
  }
}

export function describeFailures(server: Server, shop: () => ScratchDatabase): void {
  it('names the grant that would open what it may not read', async () => {
    const { name } = shop()
    await withReader(shop(), [`GRANT SELECT ON \`${name}\`.purchase`], async (url, user) => {
      const inference = inferred([candidate('Purchase.customerId > Customer.id')])
      const refused = await lookAt(url, inference)
      const entry = refused.notChecked.find(
        ({ what }) => what === candidate('Purchase.customerId > Customer.id').id,
      )
      expect(entry?.why).toContain('customer')
      expect(entry?.grant).toBe(`GRANT SELECT ON \`${name}\`.\`customer\` TO '${user}'`)
      const digests = refused.notChecked.find(({ what }) => what === 'the statements that ran')
      for (const grant of [entry?.grant, digests?.grant])
        if (grant?.startsWith('GRANT')) await shop().admin.query(grant)
      const allowed = await lookAt(url, inference)
      expect(allowed.found('Purchase.customerId > Customer.id')?.confidence).toBeGreaterThan(0.9)
      expect(allowed.notChecked.filter(({ what }) => /customer|statements/.test(what))).toEqual([])
    })
  })

  it('hidden view definitions', async () => {
    await shop().admin.query('CREATE OR REPLACE VIEW hidden AS SELECT id FROM draft')
    await withReader(shop(), [`GRANT SELECT ON \`${shop().name}\`.*`], async (url, user) => {
      const { notChecked } = await lookAt(url, inferred())
      expect(notChecked[0]?.what).toMatch(/^the definitions? of /)
      expect(notChecked[0]?.grant).toBe(`GRANT SHOW VIEW ON \`${shop().name}\`.* TO '${user}'`)
    })
    await shop().admin.query('DROP VIEW hidden')
  })

  it.each([
    ['a wrong password', { password: SECRET, username: 'nobody' }, /refused|denied/],
    ['a database that is not there', { pathname: '/nowhere' }, /does not exist/],
    ['a port where nobody listens', { port: '1' }, /nothing answers/],
    ['a host that is not there', { hostname: 'nowhere.invalid' }, /host/],
    ['a certificate nobody signed', { search: '?sslaccept=strict' }, /encrypted|connection/],
  ])('%s', async (_, change, why) => {
    const url = Object.assign(new URL(shop().url), change)
    const looked = await lookAt(url.href, everything)
    expect(looked.notChecked).toHaveLength(1)
    expect(looked.notChecked[0]?.why).toMatch(why)
    expect(looked.references).toEqual(everything.references)
    expect(JSON.stringify(looked)).not.toContain(SECRET)
  })

  it.skipIf(server.kind !== 'mysql')('encrypts when the URL asks for it', async () => {
    // Asked at every statement: on a busy machine one answer may come when the connection is gone.
    const kinds: Promise<unknown>[] = []
    const onStatement = (): void => {
      kinds.push(
        shop().admin.query<RowDataPacket[]>(
          `SELECT connection_type AS kind FROM performance_schema.threads WHERE processlist_db = '${shop().name}' AND processlist_id <> CONNECTION_ID()`,
        ),
      )
    }
    const url = `${shop().url}?sslaccept=accept_invalid_certs`
    expect(
      (await lookAt(url, everything, { onStatement })).found('Purchase.customerId > Customer.id'),
    ).toBeDefined()
    const seen = JSON.stringify(await Promise.all(kinds))
    expect(seen).toContain('SSL/TLS')
    expect(seen).not.toContain('TCP/IP')
  })

  // Step by step: the statement or the connection dies just when it is sent.
  it.each(['QUERY', 'CONNECTION'])('a killed %s at every step', async (what) => {
    const kill = async (): Promise<void> => {
      const [rows] = await shop().admin.query<RowDataPacket[]>(
        `SELECT id FROM information_schema.processlist WHERE db = '${shop().name}' AND id <> CONNECTION_ID()`,
      )
      for (const { id } of rows)
        await shop()
          .admin.query(`KILL ${what} ${id}`)
          .catch(() => {})
    }
    const { sent } = await lookAt(shop().url, few)
    for (let step = 1; step <= sent.length; step++) {
      const kills: Promise<void>[] = []
      const looked = await lookAt(shop().url, few, {
        onStatement: (_, number) => {
          if (number >= step) kills.push(kill())
        },
      })
      await Promise.all(kills)
      expectStanding(looked, few)
    }
  })

  it('one lost connection is made again, and nothing is left out', async () => {
    const whole = await lookAt(shop().url, everything)
    const kills: Promise<unknown>[] = []
    const looked = await lookAt(shop().url, everything, {
      onStatement: (sql, number) => {
        if (number !== 15) return
        kills.push(
          shop()
            .admin.query<RowDataPacket[]>(
              `SELECT id FROM information_schema.processlist WHERE db = '${shop().name}' AND id <> CONNECTION_ID()`,
            )
            .then(([[row]]) => shop().admin.query(`KILL CONNECTION ${row?.id}`)),
        )
        expect(sql).not.toBe('')
      },
    })
    await Promise.all(kills)
    expect(looked.references).toEqual(whole.references)
    expect(looked.notChecked).toEqual(whole.notChecked)
  })

  it.skipIf(server.kind !== 'mariadb' || !server.own)('a server that dies in the middle', async () => {
    const doomed = await startServer('mariadb')
    const database = await createDatabase(doomed, shopStatements)
    const looked = await lookAt(database.url, everything, {
      onStatement: (_, number) => {
        if (number === 18) void doomed.stop()
      },
    })
    expectStanding(looked, everything)
    expect(looked.notChecked.length).toBeGreaterThan(0)
    database.admin.destroy()
    await doomed.stop()
  })
}
