// A sharded Vitess in a container: one keyspace, two shards, no foreign keys.
import { setTimeout } from 'node:timers/promises'
import { type Connection, createConnection } from 'mysql2/promise'
import { type RunningContainer, startContainer } from './containers.js'

/** A table whose primary vindex is its column `id`. */
export interface ShardedTable {
  readonly name: string
  /** What stands in the parentheses of its `CREATE TABLE`. */
  readonly definition: string
  /** Each row as SQL, in parentheses. */
  readonly rows: readonly string[]
}

/** A running Vitess. */
export interface Vitess {
  /** What a user would pass as --url. */
  readonly url: string
  /** The administrator's connection to the keyspace. */
  readonly admin: Connection
  readonly stop: () => Promise<void>
}

const KEYSPACE = 'shop'
const PORT = 33574
/** Where the server speaks the protocol of MySQL, counted from `PORT`. */
const MYSQL_PORT = PORT + 3

const ENVIRONMENT = {
  PORT: String(PORT),
  KEYSPACES: KEYSPACE,
  NUM_SHARDS: '2',
  MYSQL_BIND_HOST: '0.0.0.0',
  VTCOMBO_BIND_HOST: '0.0.0.0',
  FOREIGN_KEY_MODE: 'disallow',
}

/** Tries for a minute: a cluster listens before it can answer, and learns of a vindex some time after it was told. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + 60_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() > end) throw error
      await setTimeout(250)
    }
  }
}

async function connect(url: string): Promise<Connection> {
  const connection = await createConnection(url)
  try {
    await connection.query('SELECT 1')
    return connection
  } catch (error) {
    connection.destroy()
    throw error
  }
}

async function createTable(admin: Connection, { name, definition, rows }: ShardedTable): Promise<void> {
  await admin.query(`CREATE TABLE \`${name}\` (${definition})`)
  await admin.query(`ALTER VSCHEMA ON \`${name}\` ADD VINDEX hash(id) USING hash`)
  await persist(() => admin.query(`INSERT INTO \`${name}\` VALUES ${rows.join()}`))
}

async function fill(container: RunningContainer, tables: readonly ShardedTable[]): Promise<Vitess> {
  const url = `${container.url}/${KEYSPACE}`
  const admin = await persist(() => connect(url))
  for (const table of tables) await createTable(admin, table)
  const stop = async (): Promise<void> => {
    admin.destroy()
    await container.stop()
  }
  return { url, admin, stop }
}

/**
 * Starts a Vitess with these tables.
 *
 * @throws an Error if it does not start or takes a table for a bad one
 */
export async function startVitess(tables: readonly ShardedTable[]): Promise<Vitess> {
  const container = await startContainer('vitess/vttestserver:mysql80', ENVIRONMENT, MYSQL_PORT)
  try {
    return await fill(container, tables)
  } catch (error) {
    await container.stop()
    throw error
  }
}
