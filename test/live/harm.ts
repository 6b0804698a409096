// That a look harms nothing: what is sent, what it reads, when it stops.
import type { RowDataPacket } from 'mysql2/promise'
import { createConnection } from 'mysql2/promise'
import { expect, it } from 'vitest'
import { isAllowed } from '../../src/verify/allow-list.js'
import { SESSION } from '../../src/verify/dialect.js'
import { explainLook } from '../../src/verify/explain-look.js'
import type { ScratchDatabase } from '../servers/scratch-database.js'
import type { Server } from '../servers/servers.js'
import { candidate, everything, inferred, lookAt, shopSchema } from './shop.js'

const rowsOf = async (shop: ScratchDatabase, sql: string): Promise<readonly RowDataPacket[]> =>
  (await shop.admin.query<RowDataPacket[]>(sql))[0]

/** The index entries and rows that the server reads for these statements: sends them again and counts. */
async function readsOf(shop: ScratchDatabase, statements: readonly string[]): Promise<number> {
  let reads = 0
  for (const sql of statements) {
    await shop.admin.query('FLUSH STATUS')
    await shop.admin.query(sql)
    const rows = await rowsOf(shop, "SHOW SESSION STATUS LIKE 'Handler_read%'")
    reads += rows.reduce((sum, { Value }) => sum + Number(Value), 0)
  }
  return reads
}

/** The form of a statement: without its values, lists and blocks shortened to one. */
const formOf = (sql: string): string =>
  [...new Set(withoutValues(sql).split(' UNION ALL '))].join(' UNION ALL ')

const withoutValues = (sql: string): string =>
  sql
    .replace(/(?:_utf8mb4 )?X'[0-9A-F]*'|(?<=[=(,] ?)-?\d+(?=[,) ]|$)|:\w+/g, ':value')
    .replace(/:value(?:,:value)+/g, ':value')
    .replace(/(\([^()]*= :value\))(?: OR \([^()]*= :value\))+/g, '$1')
    .replace(/LIMIT \d+/g, 'LIMIT n')
    .replace(/FORCE INDEX \(`[^`]*`\)/g, 'FORCE INDEX (i)')

export function describeHarm(server: Server, shop: () => ScratchDatabase): void {
  it.skipIf(!server.own)(
    'the general log of a whole run holds allowed statements and nothing else',
    async () => {
      const { admin, name } = shop()
      await admin.query("SET GLOBAL log_output = 'TABLE'")
      await admin.query('TRUNCATE mysql.general_log')
      await admin.query('SET GLOBAL general_log = ON')
      const { sent } = await lookAt(shop().url, everything)
      await admin.query('SET GLOBAL general_log = OFF')
      const log = await rowsOf(
        shop(),
        `SELECT command_type AS command, CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log
       WHERE thread_id IN (SELECT thread_id FROM mysql.general_log WHERE command_type = 'Connect' AND argument LIKE '% on ${name} %')`,
      )
      // The server may still be about to log the end of the connection.
      const commands = new Set(['Quit', ...log.map(({ command }) => String(command))])
      expect([...commands].sort()).toEqual(['Connect', 'Query', 'Quit'])
      const logged = log.filter(({ command }) => command === 'Query').map(({ text }) => String(text))
      // The log table promises no order.
      expect([...logged].sort()).toEqual([...sent].sort())
      expect(logged.filter((sql) => !isAllowed(sql))).toEqual([])
    },
  )

  it('explains every form of statement before it is sent', async () => {
    const { sent } = await lookAt(shop().url, everything)
    const explained = new Set(explainLook(shopSchema, everything, server.kind).map(({ sql }) => formOf(sql)))
    explained.add(formOf('SELECT @@warning_count AS warnings'))
    // Only the database knows of its foreign key and its view, so no one could explain what they add.
    const own = sent.filter((sql) => !/worn_id|seller_id/.test(sql)).map(formOf)
    expect([...new Set(own)].filter((form) => !explained.has(form))).toEqual([])
  })

  it('the session refuses to write', async () => {
    const connection = await createConnection(shop().url)
    try {
      for (const statement of SESSION[server.kind]) await connection.query(statement)
      for (const harmful of [
        'INSERT INTO draft VALUES (1, 1)',
        'DELETE FROM draft',
        'CREATE TABLE harm (id INT)',
        'DROP TABLE draft',
        'TRUNCATE draft',
      ])
        await expect(connection.query(harmful), harmful).rejects.toMatchObject({ errno: 1792 })
    } finally {
      await connection.end()
    }
  })

  it.skipIf(!server.own)('reads at most 2104 rows and index entries for one candidate', async () => {
    for (const { candidates } of everything.references) {
      const [first] = candidates
      const { sent, rowsRead } = await lookAt(shop().url, inferred([]))
      const more = await lookAt(shop().url, inferred(first === undefined ? [] : [first]))
      // The sample is shared with what the database suggests by itself, so it is counted in full here.
      const own = more.sent.filter(
        (sql) => /^\(?SELECT .*`/.test(sql) && (!sent.includes(sql) || sql.includes('UNION')),
      )
      const reads = await readsOf(shop(), own)
      expect(reads, first?.id).toBeGreaterThan(0)
      expect(reads, first?.id).toBeLessThanOrEqual(2104)
      expect(more.rowsRead - rowsRead, first?.id).toBeLessThanOrEqual(2104)
    }
  })

  it('stops at the bounds and says what it left out', async () => {
    for (const maxRowsRead of [0, 500, 2000, 4000]) {
      const { rowsRead, notChecked, references } = await lookAt(shop().url, everything, { maxRowsRead })
      expect(rowsRead).toBeLessThanOrEqual(maxRowsRead)
      expect(notChecked.at(-1)?.what).toMatch(/^\d+ of \d+ candidates$/)
      expect(notChecked.at(-1)?.why).toContain('--max-rows-read')
      expect(references.length).toBeGreaterThanOrEqual(everything.references.length)
    }
    const late = await lookAt(shop().url, everything, { maxSeconds: 0 })
    expect(late.notChecked.at(-1)?.why).toContain('--max-seconds')
  })

  it('ends when it is interrupted, before or while it looks', async () => {
    const before = await lookAt(shop().url, everything, { signal: AbortSignal.abort() })
    expect(before.notChecked.map(({ why }) => why)).toEqual(['the look was interrupted'])
    const controller = new AbortController()
    const onStatement = (_: string, number: number): void => {
      if (number === 14) controller.abort()
    }
    const during = await lookAt(shop().url, everything, { signal: controller.signal, onStatement })
    expect(during.sent.length).toBe(14)
    expect(during.notChecked.at(-1)?.why).toBe('the look was interrupted')
  })

  it('takes a name for a name, whatever is in it', async () => {
    const { found, checked } = await lookAt(shop().url, inferred([candidate('Odd.user > User.id')]))
    expect(found('Odd.user > User.id')?.confidence).toBe(0.5)
    expect(checked.map(({ says }) => says).join()).toContain('any others in their range')
  })
}
