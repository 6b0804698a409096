// The line that tells a person at a terminal what the program is busy with. Nothing is ever written to a pipe or a file.
import { setImmediate } from 'node:timers/promises'
import { type HowFar, progressLine } from '../print/progress.js'
import type { InferAndVerifyPorts } from '../run/restore.js'
import type { Surroundings } from './surroundings.js'

// The spinner and the bar of the prompts draw from a timer, which does not run while inference does, and they end the
// process by themselves on Ctrl-C, with status 0 and in the middle of a look at a database.

/** A place for one line that comes and goes. */
export interface WaitingLine {
  /** A line that stays. */
  readonly say: (text: string) => void
  /** Tells what comes now; resolves when it is on the screen, since what comes may leave no time for that. */
  readonly begin: (text: string) => Promise<void>
  readonly show: (text: string, share: HowFar) => void
  /** Takes the line away. */
  readonly end: () => void
}

const NOBODY_WAITS: WaitingLine = { say: () => {}, begin: async () => {}, show: () => {}, end: () => {} }

const INFERRING = 'Looking for relations'

const ERASE = '\r\u001B[K'

/** The line on standard error, if that is a terminal. A dumb one cannot erase: it gets only what stays. */
export function waitingLine({ stderr, env }: Surroundings): WaitingLine {
  if (stderr.isTTY !== true) return NOBODY_WAITS
  const say = (text: string): void => void stderr.write(`${text}\n`)
  if (env.TERM === 'dumb') return { ...NOBODY_WAITS, say }
  let isShown = false
  const end = (): void => {
    if (isShown) stderr.write(ERASE)
    isShown = false
  }
  const put = (text: string): void => {
    stderr.write(ERASE + text)
    isShown = true
  }
  return {
    end,
    say: (text) => {
      end()
      say(text)
    },
    begin: async (text) => {
      put(`${text}...`)
      await setImmediate()
    },
    show: (text, share) => put(progressLine(text, share, stderr.columns ?? 80)),
  }
}

/** The ports of a run, which tell a person who waits what it is busy with. */
export const watched = <Of extends InferAndVerifyPorts>(ports: Of, waiting: WaitingLine): Of => ({
  ...ports,
  load: async () => {
    const source = await ports.load()
    await waiting.begin(INFERRING)
    return source
  },
  answer: async (...asked) => {
    waiting.end()
    const answers = await ports.answer(...asked)
    if (!('left' in answers) && Object.keys(answers).length > 0) await waiting.begin(INFERRING)
    return answers
  },
  verify: async (schema, inference) => {
    waiting.end()
    const verified = await ports.verify(schema, inference)
    waiting.end()
    return verified
  },
})
