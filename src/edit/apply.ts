// Edits into texts: the only importer of magic-string.
import MagicString from 'magic-string'
import { groupBy } from '../grouped.js'
import type { Engine } from '../prisma/engine.js'
import type { Schema, SourceFile } from '../schema/schema.js'
import type { Edit, EditPlan, EditStyle } from './edit.js'

/**
 * Applies edits; their offsets all refer to the texts as given. Several edits at one place keep their order.
 *
 * @example
 * applyEdits([{ path: 'a', text: 'ac' }], [{ path: 'a', at: 1, removed: 0, text: 'b' }])[0]?.text // 'abc'
 */
export function applyEdits(files: readonly SourceFile[], edits: readonly Edit[]): readonly SourceFile[] {
  const byPath = groupBy(edits, (edit) => edit.path)
  return files.map((file) => {
    const own = byPath.get(file.path)
    if (own === undefined) return file
    const text = new MagicString(file.text)
    for (const { at, removed, text: added } of own) {
      if (removed > 0) text.remove(at, at + removed)
      if (added !== '') text.appendLeft(at, added)
    }
    return { path: file.path, text: text.toString() }
  })
}

/**
 * Where a place of an edited text was before the edits.
 *
 * @example
 * offsetBefore([{ path: 'a', at: 1, removed: 2, text: '' }], 'a', 3) // 5
 */
export function offsetBefore(edits: readonly Edit[], path: string, offset: number): number {
  // Two repairs may take out the same line.
  const own = new Map(edits.filter((edit) => edit.path === path).map((edit) => [edit.at, edit]))
  return [...own.values()]
    .toSorted((a, b) => a.at - b.at)
    .reduce((place, { at, removed, text }) => (at <= place ? place + removed - text.length : place), offset)
}

const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n')

/** Whether every line of the text ends in CRLF. */
const isCrlf = (text: string): boolean => text.includes('\r\n') && !/(?<!\r)\n/.test(text)

/**
 * Applies edits and keeps formatted files formatted: one that Prisma's formatter would have left alone is formatted
 * again; any other keeps every byte that no edit touches. The formatter writes line feeds: a file whose lines all end in
 * CRLF is compared and given back with its own.
 *
 * @param format Prisma's formatter, see `Engine.format`. Not called when there is nothing to write.
 */
export function editFormatted(
  before: readonly SourceFile[],
  edits: readonly Edit[],
  format: Engine['format'],
): readonly SourceFile[] {
  if (edits.length === 0) return before
  const after = applyEdits(before, edits)
  const asLineFeeds = (files: readonly SourceFile[]) =>
    files.map(({ path, text }) => ({ path, text: isCrlf(text) ? withLineFeeds(text) : text }))
  const formattedBefore = new Map(format(asLineFeeds(before)).map(({ path, text }) => [path, text]))
  const formattedAfter = new Map(format(asLineFeeds(after)).map(({ path, text }) => [path, text]))
  return after.map((file, i) => {
    const original = before[i]?.text ?? ''
    const crlf = isCrlf(original)
    const wasFormatted = formattedBefore.get(file.path) === (crlf ? withLineFeeds(original) : original)
    const formatted = formattedAfter.get(file.path)
    if (!wasFormatted || file.text === original || formatted === undefined) return file
    return { path: file.path, text: crlf ? formatted.replaceAll('\n', '\r\n') : formatted }
  })
}

/** The files as a plan leaves them: formatted as they were, unless the style forbids it. */
export const editFiles = (
  schema: Schema,
  plan: EditPlan,
  style: EditStyle,
  format: Engine['format'],
): readonly SourceFile[] =>
  style.format ? editFormatted(schema.files, plan.edits, format) : applyEdits(schema.files, plan.edits)
