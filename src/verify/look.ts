// One look at a database: asks within bounds, counts, and decides which failures end it.
import { type Database, QueryFailure, type Row, type ServerEngine } from './database.js'
import { STATEMENT_SECONDS } from './dialect.js'
import { untilAborted } from './waiting.js'

/** How much a look may cost. */
export interface Bounds {
  readonly maxRowsRead: number
  readonly maxSeconds: number
  /** Ends the look at once; what was found by then is kept. */
  readonly signal?: AbortSignal
}

/** Some hundred candidates, a minute at most. */
export const DEFAULT_BOUNDS: Bounds = { maxRowsRead: 250_000, maxSeconds: 60 }

/** Timeouts after which a server is taken for too busy to be asked more: one may be bad luck. A choice. */
const PATIENCE = 3

/** The look cannot go on: the reason is part of the answer, not an error of the run. */
export class LookOver extends Error {
  override readonly name = 'LookOver'
}

/** A look under way: the only way to ask, and what it has cost so far. */
export interface Look {
  readonly engine: ServerEngine
  /**
   * Sends a statement that reads at most `reads` index entries or rows.
   *
   * @throws QueryFailure if this statement failed, LookOver if nothing more can be asked
   */
  readonly ask: (sql: string, reads: number) => Promise<readonly Row[]>
  readonly rowsRead: () => number
  readonly statements: () => number
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const lookOverBy = (failure: QueryFailure): LookOver => new LookOver(failure.message)

/**
 * Connects and begins a look.
 *
 * @throws LookOver if the database cannot be looked at
 */
export async function beginLook(database: Database, bounds: Bounds): Promise<Look> {
  const { maxRowsRead, maxSeconds, signal } = bounds
  const end = performance.now() + maxSeconds * 1000
  let rowsRead = 0
  let statements = 0
  let timeouts = 0

  const interrupted = untilAborted(signal, new LookOver('the look was interrupted'))

  const send = async (sql: string): Promise<readonly Row[]> => {
    const seconds = Math.min((end - performance.now()) / 1000, STATEMENT_SECONDS * 2)
    if (seconds <= 0) throw new LookOver(`the time of --max-seconds ${maxSeconds} is over`)
    statements++
    return Promise.race([database.query(sql, seconds), interrupted])
  }

  /** Returns if a failure concerns only its statement. */
  const throwIfLookOver = (failure: QueryFailure): void => {
    if (failure.kind === 'connection' || failure.kind === 'unsuitable') throw lookOverBy(failure)
    const slow = failure.kind === 'timeout' || failure.kind === 'silent'
    if (slow && ++timeouts >= PATIENCE)
      throw new LookOver(`${PATIENCE} statements took too long: the server is busy`)
  }

  const ask = async (sql: string, reads: number): Promise<readonly Row[]> => {
    if (rowsRead + reads > maxRowsRead)
      throw new LookOver(`the rows of --max-rows-read ${maxRowsRead} are used up`)
    rowsRead += reads
    try {
      return await send(sql)
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      throwIfLookOver(error)
      if (error.kind !== 'locked') throw error
      await Promise.race([pause(1000), interrupted])
      return send(sql)
    }
  }

  try {
    const engine = await Promise.race([database.connect(), interrupted])
    return { engine, ask, rowsRead: () => rowsRead, statements: () => statements }
  } catch (error) {
    throw error instanceof QueryFailure ? lookOverBy(error) : error
  }
}
