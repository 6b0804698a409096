// One of a few answers: a letter answers at once, arrows and Enter do the same with two keys.
import { type Machine, type Pressed, type PressedKey, type Screen, shortened, shownPart } from './machine.js'

/** Something that can be chosen. */
export interface Choosable<Value extends string = string> {
  readonly value: Value
  readonly label: string
  /** The letter that chooses it at once. */
  readonly key?: string
  /** What it does, in a few words, for whoever asks with `?`. */
  readonly help?: string
  /** Not in the list that arrows move in: only its key is named, below. */
  readonly aside?: boolean
  /** Escape means it, too. */
  readonly isEscape?: boolean
}

/** Where a menu stands. */
export interface MenuState {
  /** The place in the list that is pointed at. */
  readonly at: number
  readonly hasHelp: boolean
}

const inList = <Value extends string>(choices: readonly Choosable<Value>[]): readonly Choosable<Value>[] =>
  choices.filter(({ aside }) => aside !== true)

function pressed<Value extends string>(
  choices: readonly Choosable<Value>[],
  state: MenuState,
  { name, text }: PressedKey,
): Pressed<MenuState, Value> {
  const meant = choices.find(({ key }) => key !== undefined && key === text)
  if (meant !== undefined) return { answer: meant.value }
  const left = name === 'escape' ? choices.find(({ isEscape }) => isEscape === true) : undefined
  if (left !== undefined) return { answer: left.value }
  const list = inList(choices)
  switch (name) {
    case 'up':
      return { state: { ...state, at: (state.at + list.length - 1) % list.length } }
    case 'down':
      return { state: { ...state, at: (state.at + 1) % list.length } }
    case 'return': {
      const chosen = list[state.at]
      return chosen === undefined ? { state } : { answer: chosen.value }
    }
    default:
      return { state: text === '?' ? { ...state, hasHelp: !state.hasHelp } : state }
  }
}

/** The keys that stand beside the list, packed into lines. */
export function packed(parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 3 + part.length <= width)
      lines[lines.length - 1] = `${last}   ${part}`
    else lines.push(part)
  }
  return lines
}

/** The pointer, the key and the blanks around them. */
const BEFORE_LABEL = 5

function drawn<Value extends string>(
  choices: readonly Choosable<Value>[],
  { at, hasHelp }: MenuState,
  { columns, rows, style }: Screen,
): readonly string[] {
  const list = inList(choices)
  const said = ({ label, help }: Choosable<Value>): string => {
    if (!hasHelp || help === undefined) return label
    const both = `${label}: ${help}`
    // Half a sentence helps nobody: where both do not fit, the help alone does.
    return both.length <= columns - BEFORE_LABEL ? both : help
  }
  const asides = choices.filter(({ aside }) => aside === true)
  // A line for each key only where all answers stay in sight.
  const keys =
    hasHelp && list.length + asides.length + 1 <= rows
      ? [...asides.map((one) => `${one.key}  ${said(one)}`), '?  fewer words']
      : packed(
          [
            ...asides.map(({ key, label }) => `${key} ${label}`),
            hasHelp ? '? fewer words' : '? what the keys do',
          ],
          columns,
        )
  const { from, to } = shownPart(at, list.length, Math.max(3, rows - keys.length))
  return [
    ...list.slice(from, to).map((one, i) => {
      const isHere = from + i === at
      const line = shortened(`${isHere ? '>' : ' '} ${one.key ?? ' '}  ${said(one)}`, columns)
      return isHere ? style('strong', line) : line
    }),
    ...keys.map((line) => style('quiet', shortened(line, columns))),
  ]
}

/**
 * A menu.
 *
 * @param initial What is pointed at first; else the first of the list.
 * @example
 * const { start, press } = menu([{ value: 'yes', label: 'Yes', key: 'y' }, { value: 'no', label: 'No', key: 'n' }])
 * press(start, { name: 'n', text: 'n' }) // { answer: 'no' }
 */
export function menu<Value extends string>(
  choices: readonly Choosable<Value>[],
  initial?: Value,
): Machine<MenuState, Value> {
  const at = inList(choices).findIndex(({ value }) => value === initial)
  return {
    start: { at: Math.max(0, at), hasHelp: false },
    press: (state, key) => pressed(choices, state, key),
    lines: (state, screen) => drawn(choices, state, screen),
    told: (answer) => choices.find(({ value }) => value === answer)?.label ?? answer,
  }
}
