// The only importer of mysql2: connections to MySQL, MariaDB and Vitess.
import type { ConnectionOptions, RowDataPacket } from 'mysql2/promise'
import { assertAllowed } from './allow-list.js'
import { keepConnection, type Session } from './connection.js'
import { type Cell, type Database, QueryFailure, type Row } from './database.js'
import { COUNT_WARNINGS, engineOf, IDENTIFY, SESSION } from './dialect.js'
import { failureOf } from './mysql-failure.js'
import { type Address, identityOf } from './url.js'
import { within } from './waiting.js'

/** What opening a database needs from outside. */
export interface MysqlPorts {
  /** Reads the file that the URL names as certificate authority. */
  readonly readFile?: (path: string) => Promise<string>
  /** Hears every statement just before it is sent. */
  readonly onStatement?: (sql: string) => void
}

const cellOf = (value: unknown): Cell =>
  value === null || value === undefined ? null : value instanceof Uint8Array ? value : String(value)

const rowOf = (packet: RowDataPacket): Row =>
  Object.fromEntries(Object.entries(packet).map(([name, value]) => [name, cellOf(value)]))

async function optionsFor(address: Address, ports: MysqlPorts): Promise<ConnectionOptions> {
  const { host, port, socket, user, database, tls, authorityFile, connectSeconds } = address
  const authority =
    authorityFile === undefined || tls !== 'verified' ? undefined : await ports.readFile?.(authorityFile)
  const verified = tls === 'verified'
  return {
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
    user,
    password: address.password(),
    database,
    connectTimeout: connectSeconds * 1000,
    charset: 'utf8mb4',
    // Digits beyond 2^53 and dates that do not exist stay what the server sent.
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    multipleStatements: false,
    flags: ['-LOCAL_FILES'],
    connectAttributes: { program_name: 'restore-relations' },
    ...(tls === 'none'
      ? {}
      : {
          ssl: {
            rejectUnauthorized: verified,
            // mysql2 checks the chain but not the name unless told so.
            verifyIdentity: verified,
            ...(authority === undefined ? {} : { ca: authority }),
          },
        }),
  }
}

/** Opens a connection and makes its session harmless. */
async function openSession(address: Address, ports: MysqlPorts): Promise<Session> {
  const { createConnection } = await import('mysql2/promise')
  const opening = createConnection(await optionsFor(address, ports))
  const connection = await within(address.connectSeconds, opening).catch((error: unknown) => {
    // If it still opens, nobody waits for it any more.
    opening.then((late) => late.destroy()).catch(() => {})
    throw failureOf(error)
  })
  // Without a listener, a connection that dies between two statements would end the process.
  connection.on('error', () => {})
  const send = async (sql: string, seconds: number): Promise<readonly Row[]> => {
    assertAllowed(sql)
    ports.onStatement?.(sql)
    const answer = within(seconds, connection.query<RowDataPacket[]>(sql))
    const [rows] = await answer.catch((error: unknown) => {
      throw failureOf(error)
    })
    return Array.isArray(rows) ? rows.map(rowOf) : []
  }
  const destroy = (): void => connection.destroy()
  try {
    const [answer] = await send(IDENTIFY, address.connectSeconds)
    const engine = engineOf(String(answer?.version), String(answer?.comment))
    if (engine === undefined) throw new QueryFailure('unsuitable', 'the server is none that is known here')
    for (const statement of SESSION[engine]) await send(statement, address.connectSeconds)
    return {
      engine,
      send: engine === 'mariadb' ? refusingPartial(send) : send,
      end: () => within(1, connection.end()).catch(destroy),
      destroy,
    }
  } catch (error) {
    destroy()
    throw error
  }
}

/** MariaDB cuts a statement off at its limit of examined rows without an error; only a warning tells. */
const refusingPartial =
  (send: Session['send']): Session['send'] =>
  async (sql, seconds) => {
    const rows = await send(sql, seconds)
    if (!sql.includes(' ROWS EXAMINED ')) return rows
    const [answer] = await send(COUNT_WARNINGS, seconds)
    if (answer?.warnings === '0') return rows
    throw new QueryFailure('incomplete', 'the server stopped reading before the end')
  }

/**
 * A MySQL, MariaDB or Vitess database. Nothing is sent before `connect` or `query`.
 *
 * @example
 * const database = openMysql(parseDatabaseUrl(url))
 * const engine = await database.connect()
 */
export const openMysql = (address: Address, ports: MysqlPorts = {}): Database =>
  keepConnection({ identity: identityOf(address), user: address.user, name: address.database }, () =>
    openSession(address, ports),
  )
