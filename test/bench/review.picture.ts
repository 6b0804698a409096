// The picture of a review in the README, made anew from the built program: `npm run picture`.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import xterm from '@xterm/headless'
import { expect, it } from 'vitest'
import { talkInTerminal } from '../pty.js'
import { scratch, textOf } from '../scratch.js'
import { ROOT } from '../user-project.js'

const COLUMNS = 80
const ROWS = 24
// Of a monospaced font of 14 px.
const WIDTH = 8.43
const HEIGHT = 18
const MARGIN = 14

/** The first eight colours of a terminal, and what stands for bold and faint. */
const COLOURS = ['#888', '#f0716f', '#7ec77e', '#e0c46c', '#6ea8fe', '#c792ea', '#5fd0d0', '#ddd'] as const
const PLAIN = '#ddd'
const FAINT = '#8a8f98'
const PAPER = '#1e2127'

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** What stands on the screen when everything was printed. */
async function screenOf(raw: string): Promise<InstanceType<typeof xterm.Terminal>> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true })
  await new Promise<void>((resolve) => terminal.write(raw, resolve))
  return terminal
}

/** One line of the screen as text elements, one for each stretch of one look. */
function lineOf(terminal: InstanceType<typeof xterm.Terminal>, row: number): string {
  const { active } = terminal.buffer
  const line = active.getLine(active.baseY + row)
  const stretches: { look: string; at: number; text: string }[] = []
  for (let at = 0; at < COLUMNS; at++) {
    const cell = line?.getCell(at)
    const letter = cell?.getChars() ?? ''
    const colour = cell?.isFgPalette() ? COLOURS[cell.getFgColor() % COLOURS.length] : undefined
    const fill = cell?.isDim() ? FAINT : (colour ?? PLAIN)
    const look = `fill="${fill}"${cell?.isBold() ? ' font-weight="bold"' : ''}`
    const last = stretches.at(-1)
    if (last?.look === look) last.text += letter === '' ? ' ' : letter
    else stretches.push({ look, at, text: letter === '' ? ' ' : letter })
  }
  const y = MARGIN + (row + 0.75) * HEIGHT
  return stretches
    .filter(({ text }) => text.trim() !== '')
    .map(({ look, at, text }) => {
      const length = text.trimEnd().length
      const x = (MARGIN + at * WIDTH).toFixed(1)
      return `<text x="${x}" y="${y}" ${look} textLength="${(length * WIDTH).toFixed(1)}" xml:space="preserve">${escaped(text.trimEnd())}</text>`
    })
    .join('')
}

it('draws the first questions about the shop', async () => {
  const folder = scratch({ 'schema.prisma': textOf(path.join(ROOT, 'examples/shop'), 'schema.prisma') })
  const { raw, left } = await talkInTerminal(
    folder,
    [COLUMNS, ROWS],
    ['--relation-mode', 'keep'],
    [[/Accept these \d+\?/, 'c']],
    [],
    { TERM: 'xterm-256color', FORCE_COLOR: '1' },
    4000,
  )
  expect(left).toEqual([])
  const terminal = await screenOf(raw)
  const lines = Array.from({ length: ROWS }, (_, row) => lineOf(terminal, row))
  const width = Math.ceil(2 * MARGIN + COLUMNS * WIDTH)
  const height = 2 * MARGIN + ROWS * HEIGHT
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" role="img" aria-label="A review in a terminal">`
  const paper = `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`
  writeFileSync(
    path.join(ROOT, '.github/review.svg'),
    `${[head, paper, ...lines.filter((line) => line !== ''), '</svg>'].join('\n')}\n`,
  )
})
