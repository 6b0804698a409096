// What a change adds, for somebody who is to approve it: the new lines under the heads of their blocks. Lines that only move
// to the right are counted; the diff has them all.
import { groupBy } from '../grouped.js'
import type { SourceFile } from '../schema/schema.js'
import { withoutPasswords } from '../text/passwords.js'
import { changedLines } from './diff.js'
import { plainStyle, type Style } from './style.js'
import { counted, wrapped } from './words.js'

/** New lines that stand together. */
interface NewLines {
  /** The line above them, unless that is the head of the block or new itself. */
  readonly above: string | undefined
  /** What stood in their place: almost always nothing. */
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** A model, or another block, that gets new lines. */
interface ChangedBlock {
  readonly path: string
  /** `model Post {` */
  readonly head: string
  readonly places: readonly NewLines[]
}

/** What a change comes to. */
export interface Preview {
  readonly blocks: readonly ChangedBlock[]
  /** The heads of the blocks that have other lines which only move to the right. */
  readonly realigned: readonly string[]
}

const MODEL_HEAD = /^\s*\w+\s+\w+\s*\{/

const linesOfFile = (text: string): readonly string[] => withoutPasswords(text).split(/\r?\n/)

const squeezed = (line: string): string => line.trim().replace(/\s+/g, ' ')

const isBlank = (line: string): boolean => line.trim() === ''

/** What is found in one file, with the line of the head that each place belongs to. */
function previewOfFile(path: string, before: string, after: string) {
  const [olds, news] = [linesOfFile(before), linesOfFile(after)]
  // Of the texts as they will be, and not of what is planned: so nothing can be written that is not shown here.
  const changes = changedLines(olds.map(squeezed).join('\n'), news.map(squeezed).join('\n'))
  const headAt = (at: number): number => news.slice(0, at + 1).findLastIndex((line) => MODEL_HEAD.test(line))
  const isNew = (at: number): boolean =>
    changes.some((change) => change.after.start <= at && at < change.after.end)
  const places = changes.flatMap((change) => {
    const removed = olds.slice(change.before.start, change.before.end).filter((line) => !isBlank(line))
    const added = news.slice(change.after.start, change.after.end).filter((line) => !isBlank(line))
    if (removed.length + added.length === 0) return []
    const head = headAt(change.after.start)
    const above = news.slice(0, change.after.start).findLastIndex((line) => !isBlank(line))
    const isShown = above > head && !isNew(above)
    return [{ head, lines: { above: isShown ? news[above] : undefined, removed, added } }]
  })
  const moved = new Set<number>()
  let [old, now] = [0, 0]
  for (const { before: gone, after: come } of [...changes, endOf(olds, news)]) {
    for (; old < gone.start; old++, now++) if (olds[old] !== news[now]) moved.add(headAt(now))
    old = gone.end
    now = come.end
  }
  return {
    realigned: [...moved].map((head) => news[head]?.trim() ?? ''),
    blocks: [...groupBy(places, ({ head }) => head)].map(
      ([head, own]): ChangedBlock => ({
        path,
        head: news[head]?.trim() ?? '',
        places: own.map(({ lines }) => lines),
      }),
    ),
  }
}

const endOf = (olds: readonly string[], news: readonly string[]) => ({
  before: { start: olds.length, end: olds.length },
  after: { start: news.length, end: news.length },
})

/**
 * What a change adds, block by block.
 *
 * @example
 * previewOf(schema.files, result.after).blocks[0]?.head // 'model Post {'
 */
export function previewOf(before: readonly SourceFile[], after: readonly SourceFile[]): Preview {
  const texts = new Map(after.map(({ path, text }) => [path, text]))
  const found = before.flatMap(({ path, text }) => {
    const changed = texts.get(path) ?? text
    return changed === text ? [] : [previewOfFile(path, text, changed)]
  })
  return {
    blocks: found.flatMap(({ blocks }) => blocks),
    realigned: found.flatMap(({ realigned }) => realigned),
  }
}

/** What moves a line of the schema off the mark before it. */
const MARK = 2

/** A line of the schema behind its mark; what does not fit goes on below, further in. */
function marked(mark: string, line: string, width: number): readonly string[] {
  const indent = line.length - line.trimStart().length
  const isFitting = MARK + line.length <= width
  // Columns of text are of no use in a line that has to be broken; an argument stays on the line of its name.
  const text = (isFitting ? line.trim() : squeezed(line)).replaceAll(': ', ':\u00A0')
  const [first = '', ...rest] = wrapped(text, isFitting ? width : width - MARK - indent - 4)
  const margin = ' '.repeat(indent)
  return [`${mark} ${margin}${first}`, ...rest.map((part) => `${mark} ${margin}    ${part}`)].map((part) =>
    part.replaceAll('\u00A0', ' '),
  )
}

function placeLines({ above, removed, added }: NewLines, width: number, style: Style): readonly string[] {
  return [
    ...(above === undefined ? [] : marked(' ', above, width).map((line) => style('quiet', line))),
    ...removed.flatMap((line) => marked('-', line, width)).map((line) => style('removed', line)),
    ...added.flatMap((line) => marked('+', line, width)).map((line) => style('added', line)),
  ]
}

/** `12 models and the datasource` */
function spelledBlocks(heads: readonly string[]): string {
  const others = heads.filter((head) => head.startsWith('datasource')).length
  return [
    ...(heads.length > others ? [counted(heads.length - others, 'model')] : []),
    ...(others > 0 ? ['the datasource'] : []),
  ].join(' and ')
}

/** `Other lines of 12 models only move to the right; --no-format prevents it.` */
function realignedSays({ realigned }: Preview): readonly string[] {
  return realigned.length === 0
    ? []
    : [`Other lines of ${spelledBlocks(realigned)} only move to the right; --no-format prevents it.`]
}

/**
 * The new lines as they are shown, each below the head of its model and the line above.
 *
 * @param width Of the terminal, in characters.
 * @example
 * printPreview(previewOf(schema.files, result.after), 80).join('\n')
 */
export function printPreview(preview: Preview, width: number, style: Style = plainStyle): readonly string[] {
  const files = groupBy(preview.blocks, ({ path }) => path)
  return [
    ...[...files].flatMap(([path, blocks]) => [
      style('strong', path),
      ...blocks.flatMap(({ head, places }) => [
        ...(head === '' ? [] : [style('place', `  ${head}`)]),
        ...places.flatMap((place) => placeLines(place, width, style)),
      ]),
      '',
    ]),
    ...realignedSays(preview).flatMap((line) => wrapped(line, width)),
  ]
}

/** The same in a few lines: how many lines each file gets. */
export function countPreview(preview: Preview, width: number): readonly string[] {
  const files = groupBy(preview.blocks, ({ path }) => path)
  return [
    ...[...files].flatMap(([path, blocks]) => {
      const lines = blocks.flatMap(({ places }) => places.flatMap(({ added }) => added)).length
      const text = `${path}: ${counted(lines, 'new line')} in ${spelledBlocks(blocks.map(({ head }) => head))}`
      return wrapped(text, width)
    }),
    ...realignedSays(preview).flatMap((line) => wrapped(line, width)),
  ]
}
