// Database URLs as Prisma and its neighbours write them, turned into an address. Nothing made here can print a password.
import { RestoreError } from '../errors.js'
import { stringLiteral } from '../schema/attribute.js'
import type { Datasource } from '../schema/schema.js'
import type { ServerEngine } from './database.js'

/** `verified` checks the certificate and the host name; `unverified` encrypts but believes whoever answers. */
export type Tls = 'verified' | 'unverified' | 'none'

/** Where a database is and how to get in. */
export interface Address {
  readonly host: string
  readonly port: number
  /** A Unix socket to use instead of host and port. */
  readonly socket: string | undefined
  readonly user: string
  /** A function, so that no log and no inspection of this object shows what it returns. */
  readonly password: () => string
  readonly database: string
  readonly tls: Tls
  /** A file with the certificate authority to trust, as the URL names it. */
  readonly authorityFile: string | undefined
  readonly connectSeconds: number
  /** What the user should know about this connection, in plain sentences. */
  readonly warnings: readonly string[]
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Hosts that speak TLS only. */
const ALWAYS_ENCRYPTED = /\.psdb\.cloud\.?$/i

const isLocal = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(host)

const refuse = (message: string, more = ''): RestoreError =>
  new RestoreError('usage', message, `Give one like mysql://USER:PASSWORD@HOST:3306/DATABASE${more}`)

const ENCODED = ', with the signs of the password percent-encoded: %2F for /, %40 for @, %23 for #, %3F for ?'

/** The kind of TLS that one parameter asks for; undefined if it says nothing about it. */
function tlsOfParameter(name: string, value: string): Tls | undefined {
  const said = value.toLowerCase()
  if (name === 'sslaccept') return said === 'accept_invalid_certs' ? 'unverified' : 'verified'
  if (name === 'sslmode' || name === 'ssl-mode' || name === 'ssl_mode' || name === 'tls') {
    if (['disable', 'disabled', 'false'].includes(said)) return 'none'
    return ['prefer', 'preferred', 'require', 'required', 'skip-verify'].includes(said)
      ? 'unverified'
      : 'verified'
  }
  if (name === 'ssl') {
    if (said === 'false') return 'none'
    return /"rejectunauthorized"\s*:\s*false/.test(said) ? 'unverified' : 'verified'
  }
  return name === 'sslcert' ? 'verified' : undefined
}

/** What the URL asks for, the strictest parameter first; undefined if it says nothing. */
function tlsAskedFor(parameters: URLSearchParams): Tls | undefined {
  // A certificate file says whom to trust, not whether: an explicit parameter is heard before it.
  const asked = ['sslaccept', 'ssl', 'sslmode', 'ssl-mode', 'ssl_mode', 'tls', 'sslcert'].flatMap((name) => {
    const value = parameters.get(name)
    return (value === null ? undefined : tlsOfParameter(name, value)) ?? []
  })
  return asked[0]
}

/** What a connection gets: never less than its host is known to need. */
const tlsFor = (asked: Tls | undefined, host: string): Tls =>
  asked === undefined || asked === 'none' ? (ALWAYS_ENCRYPTED.test(host) ? 'verified' : 'none') : asked

function warningsOf(
  asked: Tls | undefined,
  tls: Tls,
  host: string,
  socket: string | undefined,
): readonly string[] {
  if (asked === 'none' && tls !== 'none')
    return ['The connection is encrypted, though the URL asks for none: this host speaks nothing else.']
  if (tls === 'verified' || socket !== undefined || isLocal(host)) return []
  return tls === 'none'
    ? ['The connection to the database is not encrypted; ?sslaccept=strict in the URL encrypts it.']
    : ["The database's certificate is not checked; ?sslaccept=strict in the URL checks it."]
}

/** Schemes that may be named. What stands before the first `:` of a text that is no URL may be anything. */
const NAMED =
  /^(?:postgres(?:ql)?|sqlserver|sqlite|file|mongodb(?:\+srv)?|cockroachdb|prisma(?:\+\w+)?|https?):$/

const schemeInWords = (protocol: string): string =>
  NAMED.test(protocol) ? JSON.stringify(protocol) : 'what this URL begins with'

function parse(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    // The error holds the whole URL, and with it the password.
    return undefined
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A lone percent sign, as in a password that nobody encoded.
    return part
  }
}

/**
 * Reads a database URL. An `@` behind the host is refused: it is the end of a password that nobody encoded. Parameters of Prisma (`sslaccept`, `sslcert`, `connect_timeout`, `socket`) and of other drivers
 * (`ssl`, `sslmode`) are understood, so that a URL that asks for TLS gets it; hosts that need it get it unasked.
 *
 * @throws RestoreError `usage` for anything but a `mysql:` or `mariadb:` URL with a database; its text holds nothing of
 * the URL but the name of a well-known scheme
 * @example
 * parseDatabaseUrl('mysql://reader:secret@db.example.com/app?sslaccept=strict').tls // 'verified'
 */
export function parseDatabaseUrl(text: string): Address {
  const url = parse(text.trim())
  if (url === undefined) throw refuse('The database URL cannot be read.', ENCODED)
  if (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:')
    throw refuse(`The live look knows MySQL, MariaDB and Vitess, not ${schemeInWords(url.protocol)}.`)
  // `root:1234/secret@host`: behind the first `/`, `?` or `#` the password would be taken for the database, and shown.
  if ([url.pathname, url.search, url.hash].some((part) => part.includes('@')))
    throw refuse('The database URL has an @ behind its host.', ENCODED)
  const database = decode(url.pathname.replace(/^\//, ''))
  if (database === '') throw refuse('The database URL names no database.')
  const parameters = url.searchParams
  if (parameters.has('sslidentity'))
    throw refuse('The live look cannot use a client certificate (sslidentity) yet.')
  const host = url.hostname === '' ? 'localhost' : url.hostname.replace(/^\[|\]$/g, '')
  const socket = parameters.get('socket') ?? undefined
  // As mysql2 waits, if the URL does not say; never longer than the whole look may take.
  const password = decode(url.password)
  const seconds = Number(parameters.get('connect_timeout') ?? parameters.get('connectTimeout'))
  const asked = tlsAskedFor(parameters)
  const tls = tlsFor(asked, host)
  return {
    host,
    port: url.port === '' ? 3306 : Number(url.port),
    socket,
    user: decode(url.username),
    password: () => password,
    database,
    tls,
    authorityFile: parameters.get('sslcert') ?? undefined,
    connectSeconds: seconds > 0 && seconds <= 60 ? seconds : 10,
    warnings: warningsOf(asked, tls, host, socket),
  }
}

/** The engine that an address suggests, before anybody asked it. */
export const likelyEngine = (address: Address | undefined): ServerEngine =>
  address !== undefined && ALWAYS_ENCRYPTED.test(address.host) ? 'vitess' : 'mysql'

/** `reader@db.example.com:3306/app`: what may be shown of an address. */
export const identityOf = ({ user, host, port, socket, database }: Address): string =>
  `${user}@${socket ?? `${host}:${port}`}/${database}`

/**
 * The url that a datasource block names: `env("DATABASE_URL")` looked up, or a literal.
 *
 * @returns undefined if there is none, or its variable is not set
 * @example
 * urlFromSchema(schema.datasource, { DATABASE_URL: 'mysql://localhost/app' })
 */
export function urlFromSchema(datasource: Datasource | undefined, env: Environment): string | undefined {
  const written = datasource?.url
  if (written === undefined) return undefined
  const variable = /^env\(\s*("(?:[^"\\]|\\.)*")\s*\)$/.exec(written)
  const value = variable === null ? stringLiteral(written) : env[stringLiteral(variable[1]) ?? '']
  return value === '' ? undefined : value
}

/**
 * Replaces `${NAME}` in the values of a .env file by other values, as Prisma's command line does. Values that are
 * already in the environment win, and `\$` stands for a dollar sign.
 *
 * @example
 * expandEnvironment({ HOST: 'db', URL: 'mysql://${HOST}/app' }, {}).URL // 'mysql://db/app'
 */
export function expandEnvironment(file: Environment, env: Environment): Environment {
  const expand = (text: string, depth: number): string =>
    text.replace(/(\\)?\$\{(\w+)\}|\\\$/g, (all, escaped: string | undefined, name: string | undefined) => {
      if (name === undefined || escaped !== undefined) return all.slice(1)
      const value = env[name] ?? file[name] ?? ''
      // A value that names itself would never end.
      return depth < 8 ? expand(value, depth + 1) : ''
    })
  const expanded = Object.entries(file).map(([name, value]) => [name, value && expand(value, 0)])
  return { ...Object.fromEntries(expanded), ...env }
}
