// The only importer of mysql2: connections to MySQL, MariaDB and Vitess, and what their errors mean.
import type { Connection, ConnectionOptions, RowDataPacket } from 'mysql2/promise'
import { assertAllowed, ForbiddenStatement } from './allow-list.js'
import {
  type Cell,
  type Database,
  type Engine,
  type FailureKind,
  QueryFailure,
  type Row,
} from './database.js'
import { COUNT_WARNINGS, engineOf, IDENTIFY, SESSION } from './dialect.js'
import { type Address, identityOf } from './url.js'

/** What opening a database needs from outside. */
export interface MysqlPorts {
  /** Reads the file that the URL names as certificate authority. */
  readonly readFile?: (path: string) => Promise<string>
  /** Hears every statement just before it is sent. */
  readonly onStatement?: (sql: string) => void
}

interface ServerError {
  readonly errno: number
  readonly code: string
  readonly message: string
}

function serverError(error: unknown): ServerError {
  const { errno, code, message } =
    typeof error === 'object' && error !== null ? (error as Partial<Record<keyof ServerError, unknown>>) : {}
  return {
    errno: typeof errno === 'number' ? errno : 0,
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  }
}

/** By number, not by name: mysql2 has no names for the errors that only MariaDB knows. */
const KINDS: ReadonlyMap<number, readonly [FailureKind, string]> = new Map([
  [1028, ['timeout', 'the statement was stopped']],
  [1317, ['timeout', 'the statement was killed']],
  [1969, ['timeout', "the server's time limit was reached"]],
  [3024, ['timeout', "the server's time limit was reached"]],
  [1104, ['too-large', 'the server would have had to read too many rows']],
  [1205, ['locked', 'another session holds a lock']],
  [1213, ['locked', 'another session holds a lock']],
  [1044, ['denied', 'access to the database is denied']],
  [1045, ['denied', 'the user name or the password is refused']],
  [1142, ['denied', 'the privilege to read it is missing']],
  [1143, ['denied', 'the privilege to read one of its columns is missing']],
  [1227, ['denied', 'a privilege is missing']],
  [1345, ['denied', 'a privilege is missing']],
  [1698, ['denied', 'the user name or the password is refused']],
  [1193, ['unsuitable', 'the server cannot promise a read-only session']],
  [1235, ['unsuitable', 'the server cannot promise a read-only session']],
  [1040, ['connection', 'the server has no connection left']],
  [1049, ['connection', 'the database does not exist']],
  [1053, ['connection', 'the server is shutting down']],
  [1129, ['connection', 'the server refuses this machine']],
  [1130, ['connection', 'the server refuses this machine']],
  [1927, ['connection', 'the connection was killed']],
  [4031, ['connection', 'the server closed the idle connection']],
])

/** Errors of sockets, TLS and the protocol, which have a name instead of a number from the server. */
const CONNECTION_CODES: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'nothing answers at that address'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'the host is not known'],
  [/^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'the host does not answer'],
  [/SSL|TLS|CERT|ALTNAME/, 'no trustworthy encrypted connection could be made'],
  [/^(?:PROTOCOL_|ECONN|EPIPE)/, 'the connection was lost'],
]

/** What Vitess wraps into its one number for everything. */
function vitessKind(message: string): readonly [FailureKind, string] | undefined {
  if (/command denied|ACL check error/i.test(message))
    return ['denied', 'the privilege to read it is missing']
  if (/deadline|timeout/i.test(message)) return ['timeout', "the server's time limit was reached"]
  return /no healthy tablet|UNAVAILABLE/i.test(message)
    ? ['connection', 'the database is not available']
    : undefined
}

/** The server's own words are not passed on: they may quote the statement, and with it values. */
function failureOf(error: unknown): QueryFailure {
  if (error instanceof QueryFailure) return error
  const { errno, code, message } = serverError(error)
  const known = KINDS.get(errno) ?? vitessKind(message)
  if (known !== undefined) return new QueryFailure(...known)
  const lost = CONNECTION_CODES.find(([pattern]) => pattern.test(code))
  if (lost !== undefined) return new QueryFailure('connection', lost[1])
  if (/closed state|connection.*(?:closed|lost)|certificate|self.signed/i.test(message))
    return new QueryFailure('connection', 'the connection was lost')
  return new QueryFailure('other', `the server answered with error ${code || errno || 'unknown'}`)
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

/** Settles with `work`, or rejects as soon as the time is over or `stopped` rejects. */
async function within<T>(seconds: number, stopped: Promise<never>, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const failure = new QueryFailure('timeout', 'the server did not answer in time')
    timer = setTimeout(() => reject(failure), seconds * 1000)
  })
  try {
    return await Promise.race([work, late, stopped])
  } finally {
    clearTimeout(timer)
  }
}

/** A connection whose session is set up. */
interface Session {
  readonly engine: Engine
  readonly send: (sql: string, seconds: number) => Promise<readonly Row[]>
  /** Says goodbye if the server listens, else breaks off. */
  readonly end: () => Promise<void>
  readonly destroy: () => void
}

async function openSession(address: Address, ports: MysqlPorts, stopped: Promise<never>): Promise<Session> {
  const { createConnection } = await import('mysql2/promise')
  const opening: Promise<Connection> = createConnection(await optionsFor(address, ports))
  const connection = await within(address.connectSeconds, stopped, opening).catch((error: unknown) => {
    // If it still opens, nobody waits for it any more.
    opening.then((late) => late.destroy()).catch(() => {})
    throw error
  })
  // Without a listener, a connection that dies between two statements would end the process.
  connection.on('error', () => {})
  const send = async (sql: string, seconds: number): Promise<readonly Row[]> => {
    assertAllowed(sql)
    ports.onStatement?.(sql)
    const [rows] = await within(seconds, stopped, connection.query<RowDataPacket[]>(sql))
    return Array.isArray(rows) ? rows.map(rowOf) : []
  }
  const destroy = (): void => connection.destroy()
  const end = (): Promise<void> => within(1, stopped, connection.end()).catch(destroy)
  try {
    const [answer] = await send(IDENTIFY, address.connectSeconds)
    const engine = engineOf(String(answer?.version), String(answer?.comment))
    if (engine === undefined) throw new QueryFailure('unsuitable', 'the server is none that is known here')
    for (const statement of SESSION[engine]) await send(statement, address.connectSeconds)
    return { engine, send, end, destroy }
  } catch (error) {
    destroy()
    throw error
  }
}

/**
 * A MySQL, MariaDB or Vitess database. Nothing is sent before `connect` or `query`.
 *
 * @example
 * const database = openMysql(parseDatabaseUrl(url))
 * const engine = await database.connect()
 */
export function openMysql(address: Address, ports: MysqlPorts = {}): Database {
  let stop: (reason: QueryFailure) => void = () => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = reject
  })
  stopped.catch(() => {})
  let session: Promise<Session> | undefined
  let reconnected = false
  let closed = false
  let busy = false

  const drop = (): void => {
    session?.then((open) => open.destroy()).catch(() => {})
    session = undefined
  }
  const current = (): Promise<Session> => {
    session ??= openSession(address, ports, stopped)
    return session
  }

  const ask = async (sql: string, seconds: number): Promise<readonly Row[]> => {
    const { engine, send } = await current()
    busy = true
    const rows = await send(sql, seconds)
    if (engine === 'mariadb' && sql.includes(' ROWS EXAMINED ')) {
      const [answer] = await send(COUNT_WARNINGS, seconds)
      if (answer?.warnings !== '0')
        throw new QueryFailure('incomplete', 'the server stopped reading before the end')
    }
    busy = false
    return rows
  }

  /** Runs `work`; after a lost connection, once more on a new one. */
  const steadily = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ForbiddenStatement) throw error
      const failure = failureOf(error)
      const hadSession = await session?.then(
        () => true,
        () => false,
      )
      // A statement that nobody answers keeps its connection busy.
      if (failure.kind === 'connection' || failure.message.includes('did not answer')) drop()
      if (failure.kind !== 'connection' || reconnected || closed || hadSession !== true) throw failure
      reconnected = true
      return steadily(work)
    }
  }

  return {
    identity: identityOf(address),
    user: address.user,
    name: address.database,
    connect: () => steadily(async () => (await current()).engine),
    query: (sql, seconds) => steadily(() => ask(sql, seconds)),
    close: async () => {
      closed = true
      // A statement that runs or failed would keep the farewell waiting.
      if (!busy)
        await session?.then(
          (open) => open.end(),
          () => {},
        )
      stop(new QueryFailure('connection', 'the connection was closed'))
      drop()
    },
  }
}
