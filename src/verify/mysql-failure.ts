// What the errors of mysql2 and of the servers mean. Pure: it imports neither.
import { type FailureKind, QueryFailure } from './database.js'

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
const KIND_OF_ERROR: ReadonlyMap<number, readonly [FailureKind, string]> = new Map([
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

const UNPLANNED: readonly [FailureKind, string] = ['other', 'Vitess cannot plan the statement']

/** What Vitess wraps into its one number for everything. */
function vitessKind(message: string): readonly [FailureKind, string] | undefined {
  if (/command denied|ACL check error/i.test(message))
    return ['denied', 'the privilege to read it is missing']
  if (/deadline|timeout/i.test(message)) return ['timeout', "the server's time limit was reached"]
  return /no healthy tablet|UNAVAILABLE/i.test(message)
    ? ['connection', 'the database is not available']
    : undefined
}

/**
 * An error as a failure of the port. The server's own words are not passed on: they may quote the statement, and with
 * it values.
 */
export function failureOf(error: unknown): QueryFailure {
  if (error instanceof QueryFailure) return error
  const { errno, code, message } = serverError(error)
  // Vitess says that it cannot plan a statement with the number by which others say that they have no such setting.
  const known = message.includes('VT12001') ? UNPLANNED : (KIND_OF_ERROR.get(errno) ?? vitessKind(message))
  if (known !== undefined) return new QueryFailure(...known)
  const lost = CONNECTION_CODES.find(([pattern]) => pattern.test(code))
  if (lost !== undefined) return new QueryFailure('connection', lost[1])
  if (/closed state|connection.*(?:closed|lost)|certificate|self.signed/i.test(message))
    return new QueryFailure('connection', 'the connection was lost')
  return new QueryFailure('other', `the server answered with error ${code || errno || 'unknown'}`)
}
