// The live database as the verify stage sees it: a port that takes SQL text and gives rows, whatever the engine.

/** The engines whose differences `dialect.ts` knows. Vitess stands for PlanetScale too. */
export type ServerEngine = 'mysql' | 'mariadb' | 'vitess'

/** A value: numbers, dates and the like as the server's text, binary columns as bytes. */
export type Cell = string | Uint8Array | null

export type Row = Readonly<Record<string, Cell>>

/** A cell as text; empty for NULL. MySQL 8 sends the text of some catalog columns as bytes. */
export function textOf(row: Row, name: string): string {
  const cell = row[name]
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('utf8') : (cell ?? '')
}

/** What became of a statement that gave no rows. */
export type FailureKind =
  /** Over the server's time limit, or killed. */
  | 'timeout'
  /** No answer came in time, and the connection was given up. */
  | 'silent'
  /** The server refused the plan as too large. */
  | 'too-large'
  /** Another session holds a lock. */
  | 'locked'
  /** A privilege is missing. */
  | 'denied'
  /** No connection could be made, or it was lost and could not be made again. */
  | 'connection'
  /** The server cannot promise a read-only session, or is none of the engines above. */
  | 'unsuitable'
  /** The rows may be incomplete, so they say nothing. */
  | 'incomplete'
  | 'other'

/** A statement or connection that failed. Its message never holds a password, a value or the statement. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure'
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message)
  }
}

/** A database to look at. One connection, one statement at a time. */
export interface Database {
  /** Where it is, to show: `reader@db.example.com:3306/app`. Never the password. */
  readonly identity: string
  /** The user and the database, to write a grant with. */
  readonly user: string
  readonly name: string
  /**
   * Connects, finds out the engine and makes the session read-only. Called again it returns at once.
   *
   * @throws QueryFailure
   */
  readonly connect: () => Promise<ServerEngine>
  /**
   * Sends one statement. A lost connection is made again once.
   *
   * @param seconds how long to wait for an answer, beyond which the connection is given up
   * @throws QueryFailure
   */
  readonly query: (sql: string, seconds: number) => Promise<readonly Row[]>
  /** Ends the connection, also while a statement runs. Never throws. */
  readonly close: () => Promise<void>
}
