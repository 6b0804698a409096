// How questions look and what keys do in them, without a terminal.
import { describe, expect, it } from 'vitest'
import type { Machine, PressedKey, Screen } from '../src/decide/machine.js'
import { menu } from '../src/decide/menu.js'
import { type TableContent, type TableState, tickTable } from '../src/decide/table.js'
import { leaveChoices, singleChoices } from '../src/decide/wording.js'
import { plainStyle } from '../src/print/style.js'

const key = (name: string): PressedKey => ({
  name,
  text: name.length === 1 ? name : name === 'space' ? ' ' : '',
})

/** The state, or the answer, after some keys. */
function afterKeys<State, Value>({ start, press }: Machine<State, Value>, ...names: readonly string[]) {
  let state = start
  for (const name of names) {
    const next = press(state, key(name))
    if ('answer' in next) return next
    state = next.state
  }
  return { state }
}

const screen = (columns: number, rows: number): Screen => ({ columns: columns - 4, rows, style: plainStyle })

/** What stands on the screen after some keys, within its bounds. */
function seen<State, Value>(
  machine: Machine<State, Value>,
  [columns, rows]: readonly [number, number],
  ...names: readonly string[]
): string {
  const end = afterKeys(machine, ...names)
  if (!('state' in end)) throw new Error('answered')
  const lines = machine.lines(end.state, screen(columns, rows))
  expect(lines.length).toBeLessThanOrEqual(rows)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns - 4)
  return `\n${lines.join('\n')}\n`
}

const SIZES = [
  [80, 24],
  [60, 20],
] as const

const open = {
  key: 'Loan(reader_id)',
  reference: { from: { model: 'Loan', fields: ['reader_id'] }, candidates: [] },
  candidate: {
    id: 'Loan(reader_id)->Reader(id)',
    from: { model: 'Loan', fields: ['reader_id'] },
    to: { model: 'Reader', fields: ['id'] },
    cardinality: 'many-to-one',
    optional: false,
    confidence: 0.7,
    convention: 'table-name',
    evidence: [],
  },
} as const

describe('a menu', () => {
  const choices = singleChoices(
    {
      kind: 'single',
      open,
      alike: [open, open],
      likely: [open],
      rest: [open, open, open],
      progress: { done: 3, of: 9 },
    },
    0.9,
    true,
  )
  const single = menu(choices, 'later')

  it('is answered by one key, or by arrows and Enter', () => {
    expect(afterKeys(single, 'y')).toEqual({ answer: 'yes' })
    expect(afterKeys(single, 'N')).toEqual({ answer: 'note' })
    expect(afterKeys(single, 'return')).toEqual({ answer: 'later' })
    expect(afterKeys(single, 'up', 'return')).toEqual({ answer: 'no' })
    expect(
      afterKeys(
        menu(leaveChoices({ accepted: 1, rejected: 0, rules: 0, schema: 0, isTicked: false }, 0, true)),
        'escape',
      ),
    ).toEqual({ answer: 'stay' })
    expect(afterKeys(single, 'x', '?')).toMatchObject({ state: { hasHelp: true } })
  })

  it('gives every answer a key of its own', () => {
    const keys = choices.map((one) => one.key)
    expect(new Set(keys).size).toBe(choices.length)
    expect(keys).not.toContain('?')
  })

  it.each(SIZES)('on %i columns and %i lines', (...size) => {
    expect(seen(single, size)).toMatchSnapshot()
    expect(seen(single, size, '?')).toMatchSnapshot('with help')
  })
})

describe('a table', () => {
  const row = (from: string, to: string, convention: string, share: number) => ({
    key: from,
    groups: [`-> ${to}`, convention],
    labels: [from, `${from} -> ${to}`],
    share: `${share} %`,
    says: `${from.split('.')[1]} is a word for ${to.split('.')[0]}`,
    details: [`all reasons for ${from}`, 'both are Int, and an index leads to it'],
  })
  const NAMED = 'The table and an id word'
  const ROLE = 'A role alone'
  const content: TableContent = {
    arrangements: ['target', 'convention'],
    rows: [
      row('Loan.keeper', 'Reader.id', ROLE, 41),
      row('Fine.payer', 'Reader.id', ROLE, 55),
      ...Array.from({ length: 30 }, (_, i) => row(`Shelf${i}.branch_id`, 'Branch.id', NAMED, 91)),
      row('Loan.reader_id', 'Reader.id', NAMED, 97),
    ],
    ticked: ['Loan.reader_id', ...Array.from({ length: 30 }, (_, i) => `Shelf${i}.branch_id`)],
  }
  const machine = tickTable(content)
  const ticked = (...names: readonly string[]): number => {
    const end = afterKeys(machine, ...names)
    return 'state' in end ? (end.state as TableState).ticked.size : -1
  }

  it('ticks a row, a whole group, or all that is shown', () => {
    expect(ticked()).toBe(31)
    expect(ticked('down', 'space')).toBe(30)
    expect(ticked('space')).toBe(1)
    expect(ticked('space', 'space')).toBe(31)
    expect(ticked('a')).toBe(33)
    expect(ticked('a', 'a')).toBe(0)
  })

  it('filters by what is shown, with letters that command nothing', () => {
    const abq = afterKeys(machine, '/', 'a', 'b', 'q', 'space', 'd')
    expect(abq).toMatchObject({ state: { filter: 'abq d', isTyping: true } })
    expect(ticked('/', ...'role read'.replace(' ', '_').split(''), 'return', 'a')).toBe(31)
    // By target the title of the convention is not on the screen; by convention it is.
    expect(ticked('/', ...'alone', 'return', 'a')).toBe(31)
    expect(ticked('g', '/', ...'alone', 'return', 'a')).toBe(33)
    expect(ticked('/', ...'keeper', 'return', 'a')).toBe(32)
  })

  it('leaves the filter first, then the table', () => {
    expect(afterKeys(machine, '/', 'x', 'escape')).toMatchObject({ state: { filter: '', isTyping: false } })
    expect(afterKeys(machine, '/', 'x', 'return', 'escape')).toMatchObject({ state: { filter: '' } })
    expect(afterKeys(machine, 'escape')).toEqual({ answer: { kind: 'back' } })
    expect(afterKeys(machine, 'b')).toEqual({ answer: { kind: 'back' } })
    expect(afterKeys(machine, 'q')).toMatchObject({ answer: { kind: 'quit' } })
  })

  it('accepts what is ticked, and nothing at all only by leaving', () => {
    expect(afterKeys(machine, '/', ...'keeper', 'return', 'a', 'escape', 'space', 'return')).toEqual({
      answer: { kind: 'ticked', keys: ['Loan.keeper', 'Loan.reader_id'] },
    })
    expect(afterKeys(machine, 'a', 'a', 'return')).toMatchObject({
      state: { complaint: expect.stringMatching(/^Nothing is ticked/) },
    })
  })

  it('says that a group has no details, and shows help or details, not both', () => {
    expect(afterKeys(machine, 'd')).toMatchObject({
      state: { hasDetails: false, complaint: expect.stringMatching(/^Point at a row/) },
    })
    expect(afterKeys(machine, '?', 'down', 'd')).toMatchObject({
      state: { hasDetails: true, hasHelp: false },
    })
    expect(afterKeys(machine, 'down', 'd', '?')).toMatchObject({
      state: { hasDetails: false, hasHelp: true },
    })
  })

  it('moves by pages and to the ends', () => {
    expect(afterKeys(machine, 'pagedown', 'down', 'pageup')).toMatchObject({ state: { at: 1 } })
    expect(afterKeys(machine, 'end')).toMatchObject({ state: { at: 34 } })
    expect(afterKeys(machine, 'end', 'home', 'up')).toMatchObject({ state: { at: 0 } })
  })

  it.each(SIZES)('on %i columns and %i lines', (...size) => {
    expect(seen(machine, size)).toMatchSnapshot()
    expect(seen(machine, size, 'end', 'd')).toMatchSnapshot('the last one, with details')
    expect(seen(machine, size, 'g', '/', 'k', 'e', 'e')).toMatchSnapshot('by convention, with a filter')
    expect(seen(machine, size, '?')).toMatchSnapshot('with help')
  })
})
