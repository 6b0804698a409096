// Connections: whom they trust, and how often they are made again.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepConnection, type Session } from '../src/verify/connection.js'
import { QueryFailure } from '../src/verify/database.js'
import { openMysql } from '../src/verify/mysql.js'
import { parseDatabaseUrl } from '../src/verify/url.js'
import { startTlsServer } from './live/tls-server.js'

describe('a certificate', () => {
  const read = (name: string): string =>
    readFileSync(path.join(import.meta.dirname, 'fixtures/live/tls', name), 'utf8')

  it.each([
    ['its own host', 'localhost.pem', 'localhost.pem', 'sslaccept=strict', true],
    // Signed by whom we trust, but for somebody else.
    ['another host', 'another-host.pem', 'another-host.pem', 'sslaccept=strict', false],
    ['another host, without being asked', 'another-host.pem', 'another-host.pem', 'ssl=true', false],
    ['its own host, signed by a stranger', 'localhost.pem', 'another-host.pem', 'sslaccept=strict', false],
    [
      'another host, where any will do',
      'another-host.pem',
      'localhost.pem',
      'sslaccept=accept_invalid_certs',
      true,
    ],
  ])('of %s', async (_, certificate, authority, parameter, trusted) => {
    const server = await startTlsServer(read('key.pem'), read(certificate))
    const url = `mysql://root:secret@localhost:${server.port}/app?sslcert=ca.pem&${parameter}&connect_timeout=5`
    const database = openMysql(parseDatabaseUrl(url), { readFile: async () => read(authority) })
    try {
      // It answers nobody, so that every attempt fails; what counts is whether it heard the password.
      await expect(database.connect()).rejects.toMatchObject({
        kind: 'connection',
        message: trusted ? 'the connection was lost' : 'no trustworthy encrypted connection could be made',
      })
      expect(server.hasLogin()).toBe(trusted)
    } finally {
      await database.close()
      server.stop()
    }
  })
})

describe('a lost connection', () => {
  /** Sessions of which each answers so many statements and is then lost. */
  function sessions(...answers: readonly number[]) {
    const opened: number[] = []
    const open = async (): Promise<Session> => {
      let left = answers[opened.length]
      if (left === undefined) throw new Error('opened once too often')
      opened.push(left)
      return {
        engine: 'mysql',
        send: async () => {
          if (left === 0) throw new QueryFailure('connection', 'the connection was lost')
          if (left !== undefined) left--
          return []
        },
        end: async () => {},
        destroy: () => {},
      }
    }
    return { opened, database: keepConnection({ identity: 'x', user: 'u', name: 'app' }, open) }
  }

  it('is made again once, and the statement is sent again', async () => {
    const { opened, database } = sessions(1, 9)
    for (let i = 0; i < 3; i++) expect(await database.query('SELECT 1', 1)).toEqual([])
    expect(opened).toEqual([1, 9])
  })

  it('is not made again for a statement that loses the second one as well', async () => {
    const { opened, database } = sessions(0, 0, 9)
    await expect(database.query('SELECT 1', 1)).rejects.toThrow('the connection was lost')
    expect(opened).toEqual([0, 0])
  })

  it('is made again once in the whole look, not once for each statement', async () => {
    const { opened, database } = sessions(1, 1, 9)
    await database.query('SELECT 1', 1)
    await database.query('SELECT 1', 1)
    await expect(database.query('SELECT 1', 1)).rejects.toThrow('the connection was lost')
    expect(opened).toEqual([1, 1])
  })
})
