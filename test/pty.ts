// The built program in a real terminal, and a person at it.
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type IPty, spawn } from '@lydell/node-pty'
import { ROOT } from './user-project.js'

/** What is looked for in the question that waits for an answer, and the keys that answer it. */
export type Reaction = readonly [question: RegExp, ...keys: readonly string[]]

export interface Talked {
  readonly status: number
  /** Everything that was printed, without colours and movements. */
  readonly seen: string
  /** The same with them. */
  readonly raw: string
  /** The reactions that nothing was the occasion for. */
  readonly left: readonly Reaction[]
}

/** How long the screen is still before a person reads it. */
const STILL = 150

/** A person who waits for longer than this has met a question that was not expected. */
const PATIENCE = 20_000

/**
 * Runs the program in a terminal.
 *
 * @param reactions Each is used once; of those that fit a question the first.
 * @param always What is pressed where no reaction fits.
 * @param added To the environment.
 * @param patience Milliseconds until a question that nothing answers is left.
 */
export function talkInTerminal(
  folder: string,
  [columns, rows]: readonly [number, number],
  argv: readonly string[],
  reactions: readonly Reaction[],
  always: readonly Reaction[] = [],
  added: Readonly<Record<string, string>> = {},
  patience = PATIENCE,
): Promise<Talked> {
  const { CI: _, ...env } = { ...process.env, ...added }
  const terminal: IPty = spawn(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...argv], {
    cols: columns,
    rows,
    cwd: folder,
    env,
  })
  const todo = [...reactions]
  let seen = ''
  let raw = ''
  let fresh = ''
  let timer: NodeJS.Timeout | undefined

  const press = async (keys: readonly string[]): Promise<void> => {
    fresh = ''
    for (const key of keys) {
      terminal.write(key)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const react = (): void => {
    // The question that waits is the last one that was drawn; one with another mark is answered.
    const from = fresh.lastIndexOf('◆')
    if (fresh.lastIndexOf('◇') > from) return
    const question = fresh.slice(from + 1).replace(/[\s│]+/g, ' ')
    const at = todo.findIndex(([asked]) => asked.test(question))
    const [reaction] = at === -1 ? always.filter(([asked]) => asked.test(question)) : todo.splice(at, 1)
    if (reaction !== undefined) void press(reaction.slice(1).map(String))
  }
  return new Promise((resolve) => {
    const late = setTimeout(() => terminal.kill(), patience)
    terminal.onData((data) => {
      const text = stripVTControlCharacters(data)
      seen += text
      raw += data
      fresh += text
      clearTimeout(timer)
      timer = setTimeout(react, STILL)
    })
    terminal.onExit(({ exitCode }) => {
      clearTimeout(timer)
      clearTimeout(late)
      resolve({ status: exitCode, seen, raw, left: todo })
    })
  })
}
