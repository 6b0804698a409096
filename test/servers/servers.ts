// Real database servers for the tests: one that is given, one started from a binary on this machine, or a container.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { createConnection } from 'mysql2/promise'
import { startContainer } from './containers.js'

export type ServerKind = 'mysql' | 'mariadb'

/** A running server. `url` is that of an administrator and names no database. */
export interface Server {
  readonly name: string
  readonly kind: ServerKind
  readonly url: string
  /** Whether it was started for this run, so that a test may change its global settings or kill it. */
  readonly own: boolean
  readonly stop: () => Promise<void>
}

/** A kind of server that this machine cannot offer. */
export interface Missing {
  readonly kind: ServerKind
  readonly why: string
}

const findBinary = (names: readonly string[]): string | undefined =>
  [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file))

/** Where `mysql.sh` unpacks. */
const unpackedRoot = (): string =>
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'restore-relations/mysql/root')

/** How to run a MySQL server: one that is installed, or the unpacked one through its own loader. */
function mysqlCommand(): readonly string[] | undefined {
  const root = unpackedRoot()
  const server = path.join(root, 'usr/sbin/mysqld')
  if (existsSync(server)) {
    const libraries = path.join(root, 'usr/lib/x86_64-linux-gnu')
    const share = path.join(root, 'usr/share/mysql')
    return [
      path.join(libraries, 'ld-linux-x86-64.so.2'),
      '--library-path',
      libraries,
      server,
      '--no-defaults',
      `--basedir=${path.join(root, 'usr')}`,
      `--lc-messages-dir=${share}`,
      `--character-sets-dir=${share}/charsets`,
      `--plugin-dir=${path.join(root, 'usr/lib/mysql/plugin')}`,
    ]
  }
  const installed = findBinary(['mysqld'])
  // On many systems `mysqld` is MariaDB under its old name.
  if (
    installed === undefined ||
    /mariadb/i.test(execFileSync(installed, ['--version'], { encoding: 'utf8' }))
  )
    return undefined
  return [installed, '--no-defaults']
}

function mariadbCommand(): readonly string[] | undefined {
  const installed = findBinary(['mariadbd'])
  return installed === undefined ? undefined : [installed, '--no-defaults']
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

const run = (command: readonly string[]): void => {
  const [file = '', ...rest] = command
  execFileSync(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
}

async function untilAnswering(url: string, child: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) break
    try {
      const connection = await createConnection(url)
      await connection.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error(`the server did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`)
}

// The server's only tie to us is the pipe on the watcher's stdin. However this process ends, the pipe closes, and the
// watcher, deaf to Ctrl-C, kills the server and removes its folder.
const WATCHER = 'folder=$1; shift; trap "" INT TERM; "$@" & cat; kill -9 $!; wait; rm -rf "$folder"'

/** Starts a server on a free port of 127.0.0.1 with a folder of its own: `root`, no password. */
async function startBinary(kind: ServerKind, command: readonly string[]): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), 'restore-relations-'))
  const log = path.join(folder, 'log')
  const data = path.join(folder, 'data')
  const user = `--user=${userInfo().username}`
  const port = await freePort()
  const common = [user, `--datadir=${data}`, `--tmpdir=${folder}`, `--socket=${folder}/socket`]
  // Nothing here must survive a power cut.
  const quick = ['--innodb-buffer-pool-size=256M', '--innodb-flush-log-at-trx-commit=0', '--skip-log-bin']
  if (kind === 'mysql') {
    run([...command, ...common, '--initialize-insecure', '--secure-file-priv=NULL'])
    quick.push('--mysqlx=OFF', '--secure-file-priv=NULL', '--innodb-redo-log-capacity=256M')
  } else {
    const root = '--auth-root-authentication-method=normal'
    run(['mariadb-install-db', '--no-defaults', user, `--datadir=${data}`, root, '--skip-test-db'])
    quick.push('--performance-schema=ON')
  }
  const listen = [`--port=${port}`, '--bind-address=127.0.0.1', `--pid-file=${folder}/pid`]
  const out = openSync(log, 'w')
  const child = spawn('sh', ['-c', WATCHER, 'sh', folder, ...command, ...common, ...listen, ...quick], {
    stdio: ['pipe', out, out],
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    child.stdin?.end()
    await once(child, 'exit')
  }
  const url = `mysql://root@127.0.0.1:${port}`
  try {
    await untilAnswering(url, child, log)
  } catch (error) {
    await stop()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return { name: kind === 'mysql' ? 'MySQL' : 'MariaDB', kind, url, own: true, stop }
}

const IMAGES: Readonly<Record<ServerKind, string>> = { mysql: 'mysql:9', mariadb: 'mariadb:11' }

async function startContained(kind: ServerKind): Promise<Server> {
  const setting = kind === 'mysql' ? 'MYSQL_ALLOW_EMPTY_PASSWORD' : 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD'
  const container = await startContainer(IMAGES[kind], { [setting]: '1' }, 3306)
  return { name: `${IMAGES[kind]} in a container`, kind, own: true, ...container }
}

async function givenServer(url: string): Promise<Server> {
  const connection = await createConnection(url)
  const [rows] = await connection.query('SELECT VERSION() AS version')
  await connection.end()
  const kind: ServerKind = /mariadb/i.test(JSON.stringify(rows)) ? 'mariadb' : 'mysql'
  return { name: `the given ${kind} server`, kind, url, own: false, stop: async () => {} }
}

/**
 * Starts one server of a kind.
 *
 * @throws an Error that says why this machine cannot offer it
 */
export async function startServer(kind: ServerKind): Promise<Server> {
  const command = kind === 'mysql' ? mysqlCommand() : mariadbCommand()
  return command === undefined ? startContained(kind) : startBinary(kind, command)
}

/**
 * The servers that a test runs against: the one named by RESTORE_RELATIONS_TEST_MYSQL_URL alone, else one of each kind.
 * What cannot be had is returned with the reason.
 *
 * @throws if REQUIRE_DB is 1 and a kind is missing
 */
export async function startServers(kinds: readonly ServerKind[] = ['mysql', 'mariadb']): Promise<{
  readonly servers: readonly Server[]
  readonly missing: readonly Missing[]
}> {
  const given = process.env.RESTORE_RELATIONS_TEST_MYSQL_URL
  if (given) return { servers: [await givenServer(given)], missing: [] }
  const servers: Server[] = []
  const missing: Missing[] = []
  const started = await Promise.allSettled(kinds.map(startServer))
  for (const [i, outcome] of started.entries()) {
    const kind = kinds[i] ?? 'mysql'
    if (outcome.status === 'fulfilled') servers.push(outcome.value)
    else missing.push({ kind, why: outcome.reason instanceof Error ? outcome.reason.message : 'unknown' })
  }
  if (missing.length > 0 && process.env.REQUIRE_DB === '1') {
    await Promise.all(servers.map((server) => server.stop()))
    throw new Error(`REQUIRE_DB=1, but ${missing.map(({ kind, why }) => `no ${kind}: ${why}`).join('; ')}`)
  }
  return { servers, missing }
}
