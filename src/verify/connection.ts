// One connection: made when it is first needed, made again once if it is lost, whatever the driver.
import { type Database, QueryFailure, type Row, type ServerEngine } from './database.js'
import { untilAborted } from './waiting.js'

/** A connection whose session is set up. It throws nothing but QueryFailure. */
export interface Session {
  readonly engine: ServerEngine
  readonly send: (sql: string, seconds: number) => Promise<readonly Row[]>
  /** Says goodbye if the server listens, else breaks off. */
  readonly end: () => Promise<void>
  readonly destroy: () => void
}

/** A database behind sessions that `open` makes. */
export function keepConnection(
  place: Pick<Database, 'identity' | 'user' | 'name'>,
  open: () => Promise<Session>,
): Database {
  const closing = new AbortController()
  const closed = untilAborted(closing.signal, new QueryFailure('connection', 'the connection was closed'))
  let session: Session | undefined
  let busy = false
  let reconnected = false

  const current = async (): Promise<Session> => {
    if (session !== undefined) return session
    const opening = open()
    // Closed meanwhile: nobody will use it.
    opening.then((late) => closing.signal.aborted && late.destroy()).catch(() => {})
    session = await Promise.race([opening, closed])
    return session
  }
  const ask = async (sql: string, seconds: number): Promise<readonly Row[]> => {
    const { send } = await current()
    busy = true
    const answer = send(sql, seconds).finally(() => {
      busy = false
    })
    return Promise.race([answer, closed])
  }

  /** Runs `work`; if that loses the connection, once more on a new one. */
  const steadily = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      const had = session
      // A statement that nobody answers keeps its connection busy for ever.
      if (error.kind === 'connection' || error.kind === 'silent') {
        had?.destroy()
        session = undefined
      }
      const lost = error.kind === 'connection' && had !== undefined
      if (!lost || reconnected || closing.signal.aborted) throw error
      reconnected = true
      return steadily(work)
    }
  }

  return {
    ...place,
    connect: () => steadily(async () => (await current()).engine),
    query: (sql, seconds) => steadily(() => ask(sql, seconds)),
    close: async () => {
      // A statement that still runs would keep the farewell waiting.
      if (!busy) await session?.end()
      closing.abort()
      session?.destroy()
    },
  }
}
