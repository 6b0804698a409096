// Waiting, but not for ever.
import { QueryFailure } from './database.js'

/**
 * Settles with `work`, or rejects when the time is over.
 *
 * @throws QueryFailure `silent`
 */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const failure = new QueryFailure('silent', 'the server did not answer in time')
    timer = setTimeout(() => reject(failure), seconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A promise that only ever rejects, with this error, once the signal aborts. */
export function untilAborted(signal: AbortSignal | undefined, error: Error): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal?.aborted === true) reject(error)
    else signal?.addEventListener('abort', () => reject(error), { once: true })
  })
  // It may reject while nobody races against it.
  aborted.catch(() => {})
  return aborted
}
