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

/** Clears the screen and goes to its first line. */
const EMPTY_SCREEN = '\u001B[2J\u001B[H'

/** An end of all colours: changes a line and nothing that is seen of it. */
const SAME_TO_THE_EYE = '\u001B[0m'

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
  // Asked each time: a person may draw the window smaller between two questions and in one.
  const widthNow = (): number => (output.columns ?? UNTOLD_SIZE.columns) - GUIDE
  const rowsNow = (): number => output.rows ?? UNTOLD_SIZE.rows
  /** What was told since the last answer: a screen that is drawn anew has it, too. */
  let told: readonly string[] = []
  const say = (message: string): void => log.message(message, { output })
  const barred = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => (line === '' ? style('quiet', S_BAR) : `${style('quiet', S_BAR)}  ${line}`))

  /** A line that is too long, such as one with a very long name in it, in several. */
  const broken = (line: string): readonly string[] =>
    stripVTControlCharacters(line).length <= widthNow()
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
    ask: () => Promise<T | typeof CANCEL_SYMBOL>,
  ): Promise<T | undefined> {
    let isLeft = false
    const onKey = (_: unknown, key: { readonly name?: string } | undefined): void => {
      isLeft = key?.name === 'escape'
    }
    input.on('keypress', onKey)
    // The library's own way out draws the question once more where it stands; a signal would leave what was drawn.
    for (const { aliases } of [settings, coreSettings]) aliases.set('escape', 'cancel')
    try {
      const answer = await ask()
      return isCancel(answer) && isLeft ? undefined : given(answer)
    } finally {
      for (const { aliases } of [settings, coreSettings]) aliases.delete('escape')
      input.off('keypress', onKey)
      told = []
    }
  }

  async function run<State, Value>(message: string, machine: Machine<State, Value>): Promise<Value> {
    let state = machine.start
    let answer: { readonly value: Value } | undefined
    /** The lines of the question and those below it, on the screen as it is now. */
    const drawn = () => {
      const screen = { columns: widthNow(), rows: rowsNow() - AROUND - 1, style }
      // The title and the answers stay in sight together, whatever is between them; at each question about relations a
      // key shows all of it. Help that is asked for takes the place of what is between.
      const whole = message.split('\n').flatMap(broken)
      const least = Math.min(whole.length, LEAST_ASKED)
      const below = machine.lines(state, { ...screen, rows: screen.rows + 1 - least }).length
      const room = Math.max(least, screen.rows + 1 - below)
      const asked = whole.length <= room ? whole : [...whole.slice(0, room - 1), style('quiet', '...')]
      return { asked, below: machine.lines(state, { ...screen, rows: screen.rows + 1 - asked.length }) }
    }
    let redrawn = 0
    let frame = ''
    /** Every line of a frame, made another one than in the frame before a change of size. */
    const anew = (lines: readonly string[]): string => {
      frame = lines.map((line) => (redrawn % 2 === 0 ? line : `${line}${SAME_TO_THE_EYE}`)).join('\n')
      return frame
    }
    // The library draws only lines that have changed, and counts them as if the terminal had broken none anew.
    const onResize = (): void => {
      redrawn += 1
      output.write(EMPTY_SCREEN)
      for (const text of told) say(text)
      // From its last line the library goes up to its first.
      output.write('\n'.repeat(wrapTextWithPrefix(output, frame, '').split('\n').length - 1))
    }
    const active = style('place', S_STEP_ACTIVE)
    const prompt: KeyPrompt = new KeyPrompt(
      {
        input,
        output,
        render() {
          const { asked, below } = drawn()
          const [title = '', ...rest] = asked
          const mark =
            answer !== undefined
              ? style('good', S_STEP_SUBMIT)
              : prompt.state === 'cancel'
                ? style('bad', S_STEP_CANCEL)
                : active
          const head = [...barred(['']), `${mark}  ${title}`, ...barred(rest)]
          if (answer !== undefined)
            return anew([...head, ...barred([style('quiet', machine.told(answer.value))])])
          return anew([...head, ...barred(below), style('quiet', S_BAR_END), ''])
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
    output.on('resize', onResize)
    const end = await prompt.prompt().finally(() => output.off('resize', onResize))
    told = []
    if (isCancel(end) && machine.interrupted !== undefined) return machine.interrupted(state)
    if (isCancel(end) || answer === undefined) throw interrupted()
    return answer.value
  }

  return {
    get width() {
      return widthNow()
    },
    get rows() {
      return rowsNow()
    },
    style,
    say(message) {
      told = [...told, message]
      say(message)
    },
    async show(text) {
      // What fits beside the guide and the question that follows needs no other program.
      const isLong = text.split('\n').length > rowsNow() - ROWS
      if (!isLong || !(await page?.(`${text}\n`))) say(text)
    },
    choose: (message, choices, initial) => run(message, menu(choices, initial)),
    tick: (message, content, from) => run(message, tickTable(content, from)),
    find: (message, choices) =>
      orEscape(() =>
        autocomplete({
          ...common,
          message,
          options: choices.map(({ value, label }) => ({ value, label })),
          filter: (typed, { label = '' }) => hasWords(label, typed),
          placeholder: 'type to filter; Esc leaves without choosing',
          maxItems: ROWS,
        }),
      ),
    type: (message, initial, problem) =>
      orEscape(() =>
        text({
          ...common,
          message,
          initialValue: initial,
          validate: (typed) => problem(typed ?? ''),
        }),
      ),
  }
}
