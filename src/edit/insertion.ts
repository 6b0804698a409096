// Where new lines go in a block and how they are spaced: like the field line they follow.
import { isComment, type Line, type Model } from '../schema/schema.js'
import type { Edit } from './edit.js'
import type { FieldLine } from './lines.js'

/** How the lines of a block are laid out. Columns count from the first character behind the indentation. */
interface Layout {
  readonly indent: string
  /** What separates the parts of a line where they are not aligned: a space, or a tab where the neighbour has one. */
  readonly separator: string
  /** Where types stand, and attributes; undefined where lines disagree, as in a block that nobody aligned. */
  readonly typeColumn: number | undefined
  readonly attributeColumn: number | undefined
}

const PARTS = /^(\s*)(\S+)(\s+)((?:Unsupported\s*\(.*?\)|\S+?)(?:\s*\[\s*\]|\s*\?)?)(?:(\s+)(@.*))?$/

interface Parts {
  readonly indent: string
  readonly name: string
  readonly gap: string
  readonly type: string
  readonly secondGap: string | undefined
}

function partsOf(line: string): Parts | undefined {
  const match = PARTS.exec(line.replace(/\s*\/\/.*$/, ''))
  if (match === null) return undefined
  const [, indent = '', name = '', gap = ' ', type = '', secondGap] = match
  return { indent, name, gap, type, secondGap }
}

/** The field lines that stand together at the end of the fields, the last one last. */
function lastFieldLines(text: string, lines: readonly Line[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.kind === 'field')
  let first = last
  while (lines[first - 1]?.kind === 'field') first--
  return lines.slice(first, last + 1).map((line) => text.slice(line.start, line.end))
}

/** Where all of them start, 0 if there are none; undefined if they disagree. */
function commonColumn(starts: readonly number[]): number | undefined {
  const [first = 0] = starts
  return starts.every((start) => start === first) ? first : undefined
}

function layoutOf(neighbours: readonly string[]): Layout {
  const parts = neighbours.flatMap((line) => partsOf(line) ?? [])
  const last = parts.at(-1)
  const indent = last?.indent ?? '  '
  if (last?.gap.includes('\t'))
    return { indent, separator: '\t', typeColumn: undefined, attributeColumn: undefined }
  const typeColumn = commonColumn(parts.map(({ name, gap }) => name.length + gap.length))
  const attributeColumn = commonColumn(
    parts.flatMap(({ name, gap, type, secondGap }) =>
      secondGap === undefined ? [] : [name.length + gap.length + type.length + secondGap.length],
    ),
  )
  return {
    indent,
    separator: ' ',
    typeColumn,
    attributeColumn: typeColumn === undefined ? undefined : attributeColumn,
  }
}

/** Pads to the column that the block uses, wider if one of the new texts needs it; else one separator. */
function padded(texts: readonly string[], column: number | undefined, separator: string): readonly string[] {
  if (column === undefined) return texts.map((text) => text + separator)
  const width = Math.max(column, ...texts.map((text) => text.length + 1))
  return texts.map((text) => text.padEnd(width))
}

/** The lines with the spacing of the lines that stand before them. */
function laidOut(neighbours: readonly string[], added: readonly FieldLine[]): readonly string[] {
  const layout = layoutOf(neighbours)
  const names = padded(
    added.map((line) => line.name),
    layout.typeColumn,
    layout.separator,
  )
  const typed = added.map((line, i) => (names[i] ?? '') + line.type)
  const withGap = padded(typed, layout.attributeColumn, layout.separator)
  return added.map((line, i) =>
    line.attributes === ''
      ? layout.indent + (typed[i] ?? '')
      : layout.indent + (withGap[i] ?? '') + line.attributes,
  )
}

/** The line end that a line of the text has: `\r\n`, `\r` or `\n`. */
export const lineEndAt = (text: string, end: number): string =>
  /^(?:\r\n|\r)/.exec(text.slice(end, end + 2))?.[0] ?? '\n'

/**
 * The one edit that puts new field lines behind the last field of a model; undefined when there is nothing to add or
 * the model has no field to follow.
 *
 * @param text The text of the file that the model stands in.
 */
export function insertFields(model: Model, text: string, added: readonly FieldLine[]): Edit | undefined {
  const last = model.lines.findLast((line) => line.kind === 'field')
  if (last === undefined || added.length === 0) return undefined
  const lineEnd = lineEndAt(text, last.end)
  const lines = laidOut(lastFieldLines(text, model.lines), added)
  return {
    path: model.span.path,
    at: last.end,
    removed: 0,
    text: lines.map((line) => lineEnd + line).join(''),
  }
}

const KEY = /^\s*@@(?:id|unique|index|fulltext)\b/

/**
 * Where new keys go: behind the last key, else before the other block attributes and what is said above them, else
 * behind the fields.
 */
function placeForKeys(
  model: Model,
  text: string,
): { readonly at: number; readonly before: boolean } | undefined {
  const { lines } = model
  const isKey = (line: Line) => line.kind === 'attribute' && KEY.test(text.slice(line.start, line.end))
  const lastKey = lines.findLast(isKey)
  if (lastKey !== undefined) return { at: lastKey.end, before: false }
  let first = lines.findIndex((line) => line.kind === 'attribute')
  for (let above = lines[first - 1]; above !== undefined && isComment(above); above = lines[first - 1])
    first--
  const other = lines[first]
  return other && { at: other.start, before: true }
}

/**
 * The one edit that adds block attributes such as `@@index([authorId])` to a model; undefined when there are none.
 *
 * @param text The text of the file that the model stands in.
 */
export function insertKeys(model: Model, text: string, attributes: readonly string[]): Edit | undefined {
  const lastField = model.lines.findLast((line) => line.kind === 'field')
  if (lastField === undefined || attributes.length === 0) return undefined
  const lineEnd = lineEndAt(text, lastField.end)
  const indent = /^\s*/.exec(text.slice(lastField.start, lastField.end))?.[0] ?? ''
  const lines = attributes.map((attribute) => indent + attribute)
  const { path } = model.span
  const place = placeForKeys(model, text)
  if (place === undefined)
    return { path, at: lastField.end, removed: 0, text: ['', '', ...lines].join(lineEnd) }
  const added = place.before
    ? lines.map((line) => line + lineEnd).join('')
    : lines.map((line) => lineEnd + line).join('')
  return { path, at: place.at, removed: 0, text: added }
}
