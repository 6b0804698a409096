// A person at a terminal of 80 columns: waits for a text on the screen, then presses keys.
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { Terminal } from '../src/decide/prompts.js'

export const KEYS = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  space: ' ',
  interrupt: '\u0003',
  endOfInput: '\u0004',
  escape: '\u001b',
} as const

/** What to wait for, and the keys to press then. */
export type Step = readonly [text: string, ...keys: readonly string[]]

export interface Person {
  readonly terminal: Terminal
  /** Everything that was printed, without colours and movements. */
  readonly seen: () => string
  /** The steps that were never reached. */
  readonly left: () => readonly Step[]
}

/** Presses the keys of each step as soon as its text stands on the screen, after those of the step before. */
export function personWith(steps: readonly Step[]): Person {
  const input = new PassThrough()
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 40, isTTY: true })
  const todo = [...steps]
  let all = ''
  let fresh = ''
  output.on('data', (chunk: Buffer) => {
    const text = stripVTControlCharacters(String(chunk))
    all += text
    fresh += text
    const [step] = todo
    if (step === undefined || !fresh.includes(step[0])) return
    todo.shift()
    fresh = ''
    // One key at a time, as fingers do; the prompts read a burst as one key.
    let at = 0
    for (const key of step.slice(1)) {
      setTimeout(() => input.write(key), at + 5)
      // An escape is only one when nothing follows it for a moment.
      at += key === KEYS.escape ? 100 : 5
    }
  })
  return { terminal: { input, output }, seen: () => all, left: () => todo }
}
