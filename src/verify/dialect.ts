// How MySQL, MariaDB and Vitess differ in what we send them, and how values and names are written. Nothing else knows.
import type { ServerEngine } from './database.js'

/** The server's own limit for one statement, in seconds: honest plans take milliseconds. A choice. */
export const STATEMENT_SECONDS = 5

/** The most rows MariaDB may touch for one statement; ten times what an honest plan needs. */
const ROWS_EXAMINED = 20_000

/** Sent first on every connection, to find out the engine. */
export const IDENTIFY = 'SELECT @@version AS version, @@version_comment AS comment'

/** Asked on MariaDB after a statement with a limit of examined rows: anything but 0 means it was cut off. */
export const COUNT_WARNINGS = 'SELECT @@warning_count AS warnings'

/**
 * What makes a session harmless. `SET SESSION TRANSACTION READ ONLY` refuses writes and definitions alike, which an open
 * read-only transaction does not; it also holds no lock. On Vitess it would do nothing, silently, so it is not sent:
 * there the allow-list and a read-only password protect.
 */
export const SESSION: Readonly<Record<ServerEngine, readonly string[]>> = {
  mysql: [
    'SET SESSION TRANSACTION READ ONLY',
    `SET SESSION max_execution_time = ${STATEMENT_SECONDS * 1000}`,
    'SET SESSION lock_wait_timeout = 2',
    'SET SESSION sql_big_selects = 0, max_join_size = 100000',
  ],
  mariadb: [
    'SET SESSION TRANSACTION READ ONLY',
    `SET SESSION max_statement_time = ${STATEMENT_SECONDS}`,
    'SET SESSION lock_wait_timeout = 2',
  ],
  vitess: [`SET query_timeout = ${STATEMENT_SECONDS * 1000}`],
}

/** Comments that a statement may carry. MySQL obeys a hint only if it is the first comment behind SELECT. */
export const HINTS: Readonly<Record<ServerEngine, string>> = {
  mysql: `/*+ MAX_EXECUTION_TIME(${STATEMENT_SECONDS * 1000}) */ `,
  mariadb: '',
  vitess: `/*vt+ QUERY_TIMEOUT_MS=${STATEMENT_SECONDS * 1000} WORKLOAD_NAME=restore-relations */ `,
}

/** The engine that a server's `@@version` and `@@version_comment` tell; undefined for a stranger such as TiDB. */
export function engineOf(version: string, comment: string): ServerEngine | undefined {
  if (/vitess|planetscale/i.test(version) || /vitess|planetscale/i.test(comment)) return 'vitess'
  if (/mariadb/i.test(version) || /mariadb/i.test(comment)) return 'mariadb'
  return /tidb|clickhouse|doris|starrocks|singlestore|oceanbase/i.test(version + comment)
    ? undefined
    : 'mysql'
}

/** A name in back quotes, whatever is in it. */
export const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** One `SELECT` without the word: columns, table, condition, order. */
export interface Select {
  readonly columns: string
  readonly from: string
  readonly where?: string
  readonly orderBy?: string
}

const body = ({ columns, from, where, orderBy }: Select): string =>
  `${columns} FROM ${from}${where === undefined ? '' : ` WHERE ${where}`}${orderBy === undefined ? '' : ` ORDER BY ${orderBy}`}`

const limit = (engine: ServerEngine, rows: number): string =>
  ` LIMIT ${rows}${engine === 'mariadb' ? ` ROWS EXAMINED ${ROWS_EXAMINED}` : ''}`

/**
 * A statement that returns at most `rows` rows.
 *
 * @example
 * select('mariadb', { columns: '`id`', from: '`users`', orderBy: '`id`' }, 50)
 * // 'SELECT `id` FROM `users` ORDER BY `id` LIMIT 50 ROWS EXAMINED 20000'
 */
export const select = (engine: ServerEngine, what: Select, rows: number): string =>
  `SELECT ${HINTS[engine]}${body(what)}${limit(engine, rows)}`

/** One statement for several blocks of at most `rows` rows each. One round trip; no temporary table on either engine. */
export function selectBlocks(engine: ServerEngine, blocks: readonly Select[], rows: number): string {
  const [first, ...rest] = blocks
  if (first === undefined || rest.length === 0) return first === undefined ? '' : select(engine, first, rows)
  const parts = blocks.map(
    (block, i) => `(SELECT ${i === 0 ? HINTS[engine] : ''}${body(block)} LIMIT ${rows})`,
  )
  return `${parts.join(' UNION ALL ')}${engine === 'mariadb' ? limit(engine, rows * blocks.length) : ''}`
}

/** What kind of values a column holds, as far as we compare them. */
export type Family = 'integer' | 'string' | 'binary'

/** A value of a family as text of its own: integers in digits, binary in upper-case hexadecimal digits. */
export type Value = string

const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/

/**
 * A value as SQL. No quoted string ever holds what came from the database: its escaping would depend on the server's
 * `sql_mode`. Hexadecimal digits are safe everywhere, but Vitess would compare them as bytes.
 *
 * @returns undefined if the engine cannot be asked for this value safely
 * @example
 * literal('mysql', 'string', "it's") // "_utf8mb4 X'69742773'"
 */
export function literal(engine: ServerEngine, family: Family, value: Value): string | undefined {
  if (family === 'integer') return /^-?\d{1,20}$/.test(value) ? value : undefined
  if (family === 'binary') return /^(?:[0-9A-F]{2})*$/.test(value) ? `X'${value}'` : undefined
  if (engine === 'vitess') return PLAIN.test(value) ? `'${value}'` : undefined
  return `_utf8mb4 X'${Buffer.from(value, 'utf8').toString('hex').toUpperCase()}'`
}
