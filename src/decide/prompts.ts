// Keys and screen: the only importer of the prompts. It knows nothing of relations.
import type { Readable, Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { settings as coreSettings, Prompt, wrapTextWithPrefix } from '@clack/core'
import {
  autocomplete,
  type CANCEL_SYMBOL,
  isCancel,
  log,
  S_BAR,
  S_BAR_END,
  S_STEP_ACTIVE,
  S_STEP_CANCEL,
  S_STEP_SUBMIT,
  settings,
  text,
} from '@clack/prompts'
import { RestoreError } from '../errors.js'
import { type Style, styleFor } from '../print/style.js'
import { hasWords, type Machine } from './machine.js'
import { type Choosable, menu } from './menu.js'
import { type TableAnswer, type TableContent, type TableState, tickTable } from './table.js'

/** Something that can be found among many. */
export interface Findable {
  readonly value: string
  /** All that is shown of it, which is what a filter looks at. */
  readonly label: string
}

/** What a conversation needs. Every question throws `interrupted` on Ctrl-C. */
export interface Prompts {
  /** The characters that fit on a line. */
  readonly width: number
  /** The lines that fit on a screen. */
  readonly rows: number
  readonly style: Style
  readonly say: (text: string) => void
  /** A text of any length: in a pager where it is long and there is one. */
  readonly show: (text: string) => Promise<void>
  /** One of a few; the first is pointed at, unless `initial` names another. */
  readonly choose: <Value extends string>(
    message: string,
    choices: readonly Choosable<Value>[],
    initial?: Value,
  ) => Promise<Value>
  /** Some of many, never none; `from`: as it was left. */
  readonly tick: (message: string, content: TableContent, from?: TableState) => Promise<TableAnswer>
  /** One of very many, with a filter; undefined after Escape. */
  readonly find: (message: string, choices: readonly Findable[]) => Promise<string | undefined>
  /** A text; `problem` says what is wrong with it. Undefined after Escape. */
  readonly type: (
    message: string,
    initial: string,
    problem: (text: string) => string | undefined,
  ) => Promise<string | undefined>
}

/** The streams of a person: both are a terminal, and the output is standard error. */
export interface Terminal {
  readonly input: Readable
  readonly output: Writable & { readonly columns?: number; readonly rows?: number }
  /** Shows a text in the person's pager; false where there is none. */
  readonly page?: ((text: string) => Promise<boolean>) | undefined
}

/** The end that a person put to a conversation. */
export const interrupted = (): RestoreError =>
  new RestoreError('interrupted', 'Stopped. Nothing was written.', 'Start again: npx restore-relations')

/** What is asked, or `instead` where Ctrl-C is the answer. */
export async function unlessInterrupted<T, Instead>(
  asked: Promise<T>,
  instead: Instead,
): Promise<T | Instead> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof RestoreError && error.code === 'interrupted') return instead
    throw error
  }
}

/** What stands on the left of every line: a bar and two blanks, and one more on the right for the cursor. */
const GUIDE = 4

/** How far the rest of a line that was too long stands to the right. */
const INDENT_OF_REST = 2

/** How many answers are shown at once; the others scroll. Half of a terminal of 24 lines: the question stays in sight. */
const ROWS = 12

/** What stands around a question: the line above it, its end, and the line of the cursor. */
const AROUND = 3

/** So much of a question is shown on the smallest screen. */
const LEAST_ASKED = 3

/** What a terminal that does not tell its size is taken for. */
const UNTOLD_SIZE = { columns: 80, rows: 24 }

/** A question that alone says when it is answered: Enter may mean something else in it. */
class KeyPrompt extends Prompt<string> {
  protected override _shouldSubmit(): boolean {
    return false
  }
}

/**
 * Prompts on a terminal.
 *
 * @example
 * const prompts = terminalPrompts({ input: process.stdin, output: process.stderr })
 */
export function terminalPrompts({ input, output, page }: Terminal): Prompts {
  // Escape leaves a list or a text without an answer: only Ctrl-C and the answer that says so quit.
  // Ctrl-D ends the input; without this a question would wait for ever for an answer that cannot come.
  // An update of one of the two packages may part what they share.
  for (const { aliases } of [settings, coreSettings]) {
    aliases.delete('escape')
    aliases.set('\u0004', 'cancel')
  }
  const common = { input, output, showInstructions: false }
  const style = styleFor(output)
  const width = (output.columns ?? UNTOLD_SIZE.columns) - GUIDE
  const barred = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => (line === '' ? style('quiet', S_BAR) : `${style('quiet', S_BAR)}  ${line}`))

  /** A line that is too long, such as one with a very long name in it, in several. */
  const broken = (line: string): readonly string[] =>
    stripVTControlCharacters(line).length <= width
      ? [line]
      : wrapTextWithPrefix(output, line, ' '.repeat(GUIDE + INDENT_OF_REST))
          .split('\n')
          .map((part, i) => (i === 0 ? part.trimStart() : `${' '.repeat(INDENT_OF_REST)}${part.trimStart()}`))

  function given<T extends string>(answer: T | typeof CANCEL_SYMBOL): T {
    if (isCancel(answer)) throw interrupted()
    return answer
  }

  /** Runs one of the library's own questions; undefined after Escape. */
  async function orEscape<T extends string>(
    ask: (signal: AbortSignal) => Promise<T | typeof CANCEL_SYMBOL>,
  ): Promise<T | undefined> {
    const left = new AbortController()
    const onKey = (_: unknown, key: { readonly name?: string } | undefined): void => {
      if (key?.name === 'escape') left.abort()
    }
    input.on('keypress', onKey)
    try {
      const answer = await ask(left.signal)
      return left.signal.aborted ? undefined : given(answer)
    } finally {
      input.off('keypress', onKey)
    }
  }

  async function run<State, Value>(message: string, machine: Machine<State, Value>): Promise<Value> {
    let state = machine.start
    let answer: { readonly value: Value } | undefined
    const screen = () => ({
      columns: (output.columns ?? UNTOLD_SIZE.columns) - GUIDE,
      rows: Math.max(0, (output.rows ?? UNTOLD_SIZE.rows) - AROUND - asked.length),
      style,
    })
    // The title and the answers stay in sight together, whatever is between them; at each question about relations a key
    // shows all of it.
    const whole = message.split('\n').flatMap(broken)
    const height = (output.rows ?? UNTOLD_SIZE.rows) - AROUND
    const answers = machine.lines(state, { columns: width, rows: height - 1, style }).length
    const room = Math.max(LEAST_ASKED, height - answers)
    const asked = whole.length <= room ? whole : [...whole.slice(0, room - 1), style('quiet', '...')]
    const active = style('place', S_STEP_ACTIVE)
    const prompt: KeyPrompt = new KeyPrompt(
      {
        input,
        output,
        render() {
          const [title = '', ...rest] = asked
          const mark =
            answer !== undefined
              ? style('good', S_STEP_SUBMIT)
              : prompt.state === 'cancel'
                ? style('bad', S_STEP_CANCEL)
                : active
          const head = [...barred(['']), `${mark}  ${title}`, ...barred(rest)]
          if (answer !== undefined)
            return [...head, ...barred([style('quiet', machine.told(answer.value))])].join('\n')
          return [...head, ...barred(machine.lines(state, screen())), style('quiet', S_BAR_END), ''].join(
            '\n',
          )
        },
      },
      false,
    )
    prompt.on('key', (typed, info) => {
      // A letter with Ctrl or Alt is another key.
      const own = info.ctrl || info.meta ? '' : (typed ?? '')
      const next = machine.press(state, { name: info.name ?? '', text: /^\p{C}/u.test(own) ? '' : own })
      if ('answer' in next) {
        answer = { value: next.answer }
        prompt.state = 'submit'
      } else state = next.state
    })
    const end = await prompt.prompt()
    if (isCancel(end) && machine.interrupted !== undefined) return machine.interrupted(state)
    if (isCancel(end) || answer === undefined) throw interrupted()
    return answer.value
  }

  return {
    get width() {
      return (output.columns ?? UNTOLD_SIZE.columns) - GUIDE
    },
    get rows() {
      return output.rows ?? UNTOLD_SIZE.rows
    },
    style,
    say: (message) => log.message(message, { output }),
    async show(text) {
      // What fits beside the guide and the question that follows needs no other program.
      const isLong = text.split('\n').length > (output.rows ?? UNTOLD_SIZE.rows) - ROWS
      if (!isLong || !(await page?.(`${text}\n`))) log.message(text, { output })
    },
    choose: (message, choices, initial) => run(message, menu(choices, initial)),
    tick: (message, content, from) => run(message, tickTable(content, from)),
    find: (message, choices) =>
      orEscape((signal) =>
        autocomplete({
          ...common,
          signal,
          message,
          options: choices.map(({ value, label }) => ({ value, label })),
          filter: (typed, { label = '' }) => hasWords(label, typed),
          placeholder: 'type to filter; Esc leaves without choosing',
          maxItems: ROWS,
        }),
      ),
    type: (message, initial, problem) =>
      orEscape((signal) =>
        text({
          ...common,
          signal,
          message,
          initialValue: initial,
          validate: (typed) => problem(typed ?? ''),
        }),
      ),
  }
}
