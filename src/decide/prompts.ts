// Keys and screen: the only importer of the prompts. It knows nothing of relations.
import type { Readable, Writable } from 'node:stream'
import {
  autocomplete,
  type CANCEL_SYMBOL,
  isCancel,
  log,
  multiselect,
  select,
  settings,
  text,
} from '@clack/prompts'
import { RestoreError } from '../errors.js'
import { type Style, styleFor } from '../print/style.js'

/** Something that can be chosen. */
export interface Choosable<Value extends string = string> {
  readonly value: Value
  readonly label: string
  /** A word or two behind the label while it is pointed at. */
  readonly hint?: string
}

/** What a conversation needs. Every question throws `interrupted` on Ctrl-C. */
export interface Prompts {
  /** The characters that fit on a line. */
  readonly width: number
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
  /** Some of many, all of them at first, never none. */
  readonly chooseSome: (message: string, choices: readonly Choosable[]) => Promise<readonly string[]>
  /** One of very many, with a filter. */
  readonly find: (message: string, choices: readonly Choosable[]) => Promise<string>
  /** A text; `problem` says what is wrong with it. */
  readonly type: (
    message: string,
    initial: string,
    problem: (text: string) => string | undefined,
  ) => Promise<string>
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

function given<T extends string | readonly string[]>(answer: T | typeof CANCEL_SYMBOL): T {
  if (isCancel(answer)) throw interrupted()
  return answer
}

/** What stands on the left of every line: a bar and two blanks, and one more on the right for the cursor. */
const GUIDE = 4

/** How many answers are shown at once; the others scroll. Half of a terminal of 24 lines: the question stays in sight. */
const ROWS = 12

/**
 * Prompts on a terminal.
 *
 * @example
 * const prompts = terminalPrompts({ input: process.stdin, output: process.stderr })
 */
export function terminalPrompts({ input, output, page }: Terminal): Prompts {
  // Escape would throw away everything that was answered: only Ctrl-C and the answer that says so quit.
  settings.aliases.delete('escape')
  // Ctrl-D ends the input; without this a question would wait for ever for an answer that cannot come.
  settings.aliases.set('\u0004', 'cancel')
  const common = { input, output, showInstructions: false }
  const plain = <Value extends string>(choices: readonly Choosable<Value>[]) =>
    choices.map(({ value, label, hint }) => ({
      value: String(value),
      label,
      ...(hint === undefined ? {} : { hint }),
    }))
  return {
    width: (output.columns ?? 80) - GUIDE,
    style: styleFor(output),
    say: (message) => log.message(message, { output }),
    async show(text) {
      // What fits beside the guide and the question that follows needs no other program.
      const isLong = text.split('\n').length > (output.rows ?? 24) - ROWS
      if (!isLong || !(await page?.(`${text}\n`))) log.message(text, { output })
    },
    async choose(message, choices, initial) {
      const initialValue = initial === undefined ? {} : { initialValue: String(initial) }
      const answer = given(await select({ ...common, message, options: plain(choices), ...initialValue }))
      const chosen = choices.find(({ value }) => value === answer)
      if (chosen === undefined) throw interrupted()
      return chosen.value
    },
    async chooseSome(message, choices) {
      const initialValues = choices.map(({ value }) => value)
      return given(
        await multiselect({ ...common, message, options: plain(choices), initialValues, maxItems: ROWS }),
      )
    },
    find: async (message, choices) =>
      given(
        await autocomplete({
          ...common,
          message,
          options: plain(choices),
          placeholder: 'type to filter',
          maxItems: ROWS,
        }),
      ),
    type: async (message, initial, problem) =>
      given(
        await text({ ...common, message, initialValue: initial, validate: (typed) => problem(typed ?? '') }),
      ),
  }
}
