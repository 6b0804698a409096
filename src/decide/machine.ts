// What every question with single keys is: a state, what a key makes of it, and how it looks. No terminal is needed for it.
import type { Style } from '../print/style.js'

/** A key that was pressed. */
export interface PressedKey {
  /** `up`, `return`, `escape`, `pagedown`, `space`, `backspace`; a letter is itself. */
  readonly name: string
  /** What it types; empty for keys that type nothing. */
  readonly text: string
}

/** What there is to draw on. */
export interface Screen {
  readonly columns: number
  readonly rows: number
  readonly style: Style
}

/** What a key leads to: the next state, or the answer. */
export type Pressed<State, Value> = { readonly state: State } | { readonly answer: Value }

/** A question as data. */
export interface Machine<State, Value> {
  readonly start: State
  readonly press: (state: State, key: PressedKey) => Pressed<State, Value>
  readonly lines: (state: State, screen: Screen) => readonly string[]
  /** What stays on the screen once it is answered. */
  readonly told: (answer: Value) => string
  /** What Ctrl-C comes to; left out: it ends the question without an answer. */
  readonly interrupted?: (state: State) => Value
}

/** The number nearest to a wish that a list has a place for. */
export const placeNear = (wish: number, count: number): number => Math.max(0, Math.min(count - 1, wish))

/** Which part of a list is shown, so that the place that is pointed at is among it. */
export function shownPart(
  at: number,
  count: number,
  rows: number,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(at - Math.floor(rows / 2), count - rows))
  return { from, to: Math.min(count, from + rows) }
}

/** A text that is cut where it does not fit. */
export const shortened = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`

/** Whether all words of a filter stand in a text. */
export function hasWords(text: string, filter: string): boolean {
  const where = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(' ')
    .every((word) => where.includes(word))
}
