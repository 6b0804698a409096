// Many relations to look at and to tick: in groups, with a filter, by pages.
import { groupBy } from '../grouped.js'
import { counted, wrapped } from '../print/words.js'
import {
  hasWords,
  type Machine,
  type Pressed,
  type PressedKey,
  placeNear,
  type Screen,
  shortened,
  shownPart,
} from './machine.js'
import { packed } from './menu.js'

/** One line that can be ticked. */
export interface TableRow {
  readonly key: string
  /** In each arrangement, the group that it stands in. */
  readonly groups: readonly string[]
  /** In each arrangement, what it says below the title of its group. */
  readonly labels: readonly string[]
  /** `97 %` */
  readonly share: string
  /** A short reason. */
  readonly says: string
  /** All about it. */
  readonly details: readonly string[]
}

/** What a table shows. */
export interface TableContent {
  /** How the rows can be grouped: `target`, `convention`. */
  readonly arrangements: readonly string[]
  /** The least certain first. */
  readonly rows: readonly TableRow[]
  /** The keys of the rows that are ticked at first. */
  readonly ticked: readonly string[]
}

/** Where a table stands. */
export interface TableState {
  /** The arrangement that is shown, by its place. */
  readonly arrangement: number
  /** The line that is pointed at. */
  readonly at: number
  readonly filter: string
  /** Whether keys go into the filter. */
  readonly isTyping: boolean
  readonly ticked: ReadonlySet<string>
  readonly hasDetails: boolean
  readonly hasHelp: boolean
  /** What the last key could not do. */
  readonly complaint: string
}

/** What a table comes to: the keys of what is ticked, or nothing chosen, or the wish to leave altogether, and where it stood. */
export type TableAnswer =
  | { readonly kind: 'ticked'; readonly keys: readonly string[] }
  | { readonly kind: 'back' }
  | { readonly kind: 'quit'; readonly from: TableState }

type TableLine =
  | { readonly title: string; readonly rows: readonly TableRow[]; readonly row?: undefined }
  | {
      readonly row: TableRow
    }

const groupOf = ({ groups }: TableRow, arrangement: number): string => groups[arrangement] ?? ''

const labelOf = ({ labels }: TableRow, arrangement: number): string => labels[arrangement] ?? ''

/** What is shown of a row, its group's title included: what a filter looks at. */
const shownText = (row: TableRow, arrangement: number): string =>
  [groupOf(row, arrangement), labelOf(row, arrangement), row.share, row.says].join(' ')

const isShown = (row: TableRow, { arrangement, filter }: TableState): boolean =>
  hasWords(shownText(row, arrangement), filter)

/** The lines of a table: the largest group first, below each title its rows. */
function linesOf({ rows }: TableContent, state: TableState): readonly TableLine[] {
  const groups = groupBy(
    rows.filter((row) => isShown(row, state)),
    (row) => groupOf(row, state.arrangement),
  )
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .flatMap(([title, members]): readonly TableLine[] => [
      { title, rows: members },
      ...members.map((row) => ({ row })),
    ])
}

const rowsIn = (line: TableLine | undefined): readonly TableRow[] =>
  line === undefined ? [] : line.row === undefined ? line.rows : [line.row]

/** Ticks some rows, or unticks them where all of them were ticked. */
function toggled(ticked: ReadonlySet<string>, rows: readonly TableRow[]): ReadonlySet<string> {
  const keys = rows.map(({ key }) => key)
  const isOn = keys.every((key) => ticked.has(key))
  return isOn ? new Set([...ticked].filter((key) => !keys.includes(key))) : new Set([...ticked, ...keys])
}

/** How far a page goes. Half of the lines of a plain terminal, so that some of what was seen stays. */
const PAGE = 10

/** Where a key that moves leads to; undefined for any other key. */
function movedBy(name: string, at: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    up: at - 1,
    down: at + 1,
    pageup: at - PAGE,
    pagedown: at + PAGE,
    home: 0,
    end: count - 1,
  }
  const wish = steps[name]
  return wish === undefined ? undefined : placeNear(wish, count)
}

function typed(state: TableState, { name, text }: PressedKey): TableState {
  const filtered = (filter: string): TableState => ({ ...state, filter, at: 0 })
  switch (name) {
    case 'return':
      return { ...state, isTyping: false }
    case 'escape':
      return { ...filtered(''), isTyping: false }
    case 'backspace':
      return filtered(state.filter.slice(0, -1))
    default:
      return /^[ -~\u00A0-\uFFFF]+$/.test(text) ? filtered(state.filter + text) : state
  }
}

function commanded(
  content: TableContent,
  state: TableState,
  lines: readonly TableLine[],
  { name, text }: PressedKey,
): Pressed<TableState, TableAnswer> {
  if (name === 'return') {
    const chosen = content.rows.filter(({ key }) => state.ticked.has(key)).map(({ key }) => key)
    return chosen.length > 0
      ? { answer: { kind: 'ticked', keys: chosen } }
      : { state: { ...state, complaint: 'Nothing is ticked: Space ticks, b leaves without choosing.' } }
  }
  if (name === 'escape' && state.filter !== '') return { state: { ...state, filter: '', at: 0 } }
  if (name === 'escape') return { answer: { kind: 'back' } }
  const here = rowsIn(lines[state.at])
  switch (text) {
    case ' ':
      return { state: { ...state, ticked: toggled(state.ticked, here) } }
    case 'a': {
      const shown = content.rows.filter((row) => isShown(row, state))
      return { state: { ...state, ticked: toggled(state.ticked, shown) } }
    }
    case 'g': {
      const arrangement = (state.arrangement + 1) % content.arrangements.length
      // The row that was pointed at stays so.
      const next = { ...state, arrangement }
      const at = linesOf(content, next).findIndex(({ row }) => row !== undefined && row === here[0])
      return { state: { ...next, at: Math.max(0, at) } }
    }
    case '/':
      return { state: { ...state, isTyping: true } }
    // Details and help are both long: one takes the other's place, so that rows stay in sight.
    case 'd':
      return lines[state.at]?.row === undefined
        ? { state: { ...state, complaint: 'Point at a row: d tells all about one.' } }
        : { state: { ...state, hasDetails: !state.hasDetails, hasHelp: false } }
    case '?':
      return { state: { ...state, hasHelp: !state.hasHelp, hasDetails: false } }
    case 'b':
      return { answer: { kind: 'back' } }
    case 'q':
      return { answer: { kind: 'quit', from: state } }
    default:
      return { state }
  }
}

function pressedInTable(
  content: TableContent,
  before: TableState,
  key: PressedKey,
): Pressed<TableState, TableAnswer> {
  const state = { ...before, complaint: '' }
  const lines = linesOf(content, state)
  const at = movedBy(key.name, state.at, lines.length)
  if (at !== undefined) return { state: { ...state, at } }
  return state.isTyping ? { state: typed(state, key) } : commanded(content, state, lines, key)
}

/** The keys, each with what it does in a word and in a sentence. */
const tableKeys = ({ arrangements }: TableContent, { arrangement, ticked, filter }: TableState) =>
  [
    ['Space', 'tick', 'ticks this row, or all rows of the group'],
    ['a', 'all', 'ticks all that are shown, or none'],
    [
      'g',
      `by ${arrangements[(arrangement + 1) % arrangements.length] ?? ''}`,
      'groups the rows in another way',
    ],
    ['/', 'filter', 'shows only rows with the words you type'],
    ['d', 'details', 'all reasons, and the lines to be written'],
    ['Enter', `accept ${ticked.size}`, 'accepts what is ticked, shown or not'],
    ['b', filter === '' ? 'back' : 'back (Esc: no filter)', 'leaves the table without choosing'],
    ['q', 'leave', 'to write, keep or throw away'],
    ['?', 'help', 'fewer words'],
  ] as const

function keyLines(
  content: TableContent,
  state: TableState,
  columns: number,
  room: number,
): readonly string[] {
  if (state.isTyping)
    return packed(['type words', 'Enter keeps the filter', 'Esc leaves it', 'arrows move'], columns)
  const keys = tableKeys(content, state)
  return state.hasHelp && keys.length <= room
    ? keys.map(([key, , help]) => shortened(`${key.padEnd(5)}  ${help}`, columns))
    : packed(
        keys.map(([key, word]) => `${key} ${word}`),
        columns,
      )
}

/** At most so much of a line goes to what a row is about; the rest says why. */
const LABEL_SHARE = 0.55

/** The least and the greatest confidence of a group, whose rows stand in that order. */
function rangeOf(rows: readonly TableRow[]): string {
  const [low = '', high = ''] = [rows[0]?.share, rows.at(-1)?.share]
  return low === high ? high : `${low.replace(' %', '')} to ${high}`
}

function drawnLine(
  line: TableLine,
  isHere: boolean,
  { arrangement, ticked }: TableState,
  labelWidth: number,
  { columns, style }: Screen,
): string {
  const on = rowsIn(line).filter(({ key }) => ticked.has(key)).length
  const mark = on === 0 ? '[ ]' : on === rowsIn(line).length ? '[x]' : '[-]'
  const pointer = isHere ? '>' : ' '
  if (line.row === undefined) {
    const count = `  ${line.rows.length}, ${rangeOf(line.rows)}`
    const title = shortened(`${pointer} ${mark} ${line.title}`, columns - count.length)
    return style('strong', `${title}${count}`)
  }
  const label = shortened(labelOf(line.row, arrangement), labelWidth).padEnd(labelWidth)
  const text = shortened(
    `${pointer}   ${mark} ${label}  ${line.row.share.padStart(4)}  ${line.row.says}`,
    columns,
  )
  return isHere ? style('strong', text) : text
}

/** So many lines of the list are shown on the smallest screen. */
const LEAST_SEEN = 3

/** What fits of some lines, with a sign where that is not all. */
const fitting = (lines: readonly string[], room: number): readonly string[] =>
  lines.length <= room ? lines : [...lines.slice(0, Math.max(0, room - 1)), ...(room > 0 ? ['...'] : [])]

function drawnTable(content: TableContent, state: TableState, screen: Screen): readonly string[] {
  const { columns, rows, style } = screen
  const lines = linesOf(content, state)
  const shownRows = lines.flatMap(({ row }) => row ?? [])
  const here = lines[state.at]
  const details = state.hasDetails && here?.row !== undefined ? here.row.details : []
  const complaint = state.complaint === '' ? [] : [style('strong', shortened(state.complaint, columns))]
  // The head and a line that tells what is beyond stand around the list.
  const around = 2 + complaint.length
  const keys = keyLines(content, state, columns, rows - around - LEAST_SEEN)
  const count = `${state.ticked.size} of ${counted(content.rows.length, 'relation')} ticked`
  const search =
    state.isTyping || state.filter !== ''
      ? `/${state.filter}${state.isTyping ? '_' : ''}  ${shownRows.length} shown`
      : ''
  const head = search === '' ? count : `${count}   ${search}`
  const below = [
    ...fitting(
      details.length === 0 ? [] : ['', ...details.flatMap((text) => wrapped(text, columns))],
      rows - around - LEAST_SEEN - keys.length,
    ),
    ...complaint,
  ]
  const room = Math.max(LEAST_SEEN, rows - keys.length - below.length - 2)
  const { from, to } = shownPart(state.at, lines.length, room)
  const labelWidth = Math.min(
    Math.floor(columns * LABEL_SHARE),
    Math.max(0, ...shownRows.map((row) => labelOf(row, state.arrangement).length)),
  )
  const beyond = lines.length > room ? `lines ${from + 1} to ${to} of ${lines.length}` : ''
  return [
    style('quiet', shortened(head, columns)),
    ...lines
      .slice(from, to)
      .map((line, i) => drawnLine(line, from + i === state.at, state, labelWidth, screen)),
    ...(lines.length === 0 ? ['nothing has these words'] : []),
    ...(beyond === '' ? [] : [style('quiet', beyond)]),
    ...below,
    ...keys.map((line) => style('quiet', line)),
  ]
}

/**
 * A table.
 *
 * @param from Where it stood when it was left.
 * @example
 * tickTable({ arrangements: ['target'], rows: [], ticked: [] }).start.filter // ''
 */
export const tickTable = (content: TableContent, from?: TableState): Machine<TableState, TableAnswer> => ({
  start: from ?? {
    arrangement: 0,
    at: 0,
    filter: '',
    isTyping: false,
    ticked: new Set(content.ticked),
    hasDetails: false,
    hasHelp: false,
    complaint: '',
  },
  press: (state, key) => pressedInTable(content, state, key),
  lines: (state, screen) => drawnTable(content, state, screen),
  told: (answer) =>
    answer.kind === 'ticked' ? `${counted(answer.keys.length, 'relation')} ticked` : 'nothing chosen',
  interrupted: (from) => ({ kind: 'quit', from }),
})
