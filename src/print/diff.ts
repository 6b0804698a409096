// Before and after as a unified diff: the only importer of diff.
import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff'
import type { SourceFile } from '../schema/schema.js'
import { withoutPasswords } from '../text/passwords.js'
import { plainStyle, type Role, type Style } from './style.js'

/** A path as git writes it in a diff. */
const gitPath = (side: 'a' | 'b', path: string): string =>
  `${side}/${path.replaceAll('\\', '/').replace(/^\/+/, '')}`

/** How many unchanged lines stand around a change: as many as git shows. */
const CONTEXT = 3

/**
 * How many lines are compared in one go. Comparing takes time by the square of the changed lines: where each of 1500
 * models gets two fields and half of its eight columns move to the right, the whole took 15 s on one core, pieces of this
 * size half a second. A shorter schema is compared whole.
 */
const PIECE = 500

const lineCount = (text: string): number => text.split('\n').length - 1

/** The blocks of a schema, each with the lines before it and its closing line. */
const blocksOf = (text: string): readonly string[] => text.split(/(?<=^\}.*\n)/m)

const lastLine = (block: string): string => block.slice(block.lastIndexOf('\n', block.length - 2) + 1)

/** A stretch of a text before and after the change. */
interface Piece {
  readonly before: string
  readonly after: string
}

/**
 * The texts in pieces that are compared one by one. A piece ends with a closing line that stays: git wants an unchanged
 * line behind every change but the last.
 */
function piecesOf(before: string, after: string): readonly Piece[] {
  const [olds, nows] = [blocksOf(before), blocksOf(after)]
  // No block is ever added or taken out; where that is not so, nothing says which ones belong together.
  if (olds.length !== nows.length) return [{ before, after }]
  const pieces: Piece[] = []
  let piece: Piece = { before: '', after: '' }
  olds.forEach((old, i) => {
    const now = nows[i] ?? ''
    piece = { before: piece.before + old, after: piece.after + now }
    if (lineCount(piece.before) < PIECE || lastLine(old) !== lastLine(now) || !old.endsWith('\n')) return
    pieces.push(piece)
    piece = { before: '', after: '' }
  })
  return [...pieces, piece]
}

/** What changed, as the package has it, with the line numbers of the whole text. */
function hunksOf(before: string, after: string, context: number): readonly StructuredPatchHunk[] {
  let [oldLine, newLine] = [0, 0]
  return piecesOf(before, after).flatMap((piece) => {
    const { hunks } = structuredPatch('', '', piece.before, piece.after, '', '', { context })
    const placed = hunks.map((hunk) => ({
      ...hunk,
      oldStart: hunk.oldStart + oldLine,
      newStart: hunk.newStart + newLine,
    }))
    oldLine += lineCount(piece.before)
    newLine += lineCount(piece.after)
    return placed
  })
}

/** A stretch of lines that became another; lines are counted from 0, and the end is the first line behind it. */
export interface ChangedLines {
  readonly before: { readonly start: number; readonly end: number }
  readonly after: { readonly start: number; readonly end: number }
}

/** Where two texts differ, from their beginning to their end. */
export const changedLines = (before: string, after: string): readonly ChangedLines[] =>
  hunksOf(before, after, 0).map(({ oldStart, oldLines, newStart, newLines }) => ({
    before: { start: oldStart - 1, end: oldStart - 1 + oldLines },
    after: { start: newStart - 1, end: newStart - 1 + newLines },
  }))

/**
 * The changes as `git apply` takes them. Files that stay the same are left out; no change gives an empty text. The
 * password of a url in the datasource is not shown.
 *
 * @example
 * unifiedDiff(schema.files, result.after)
 */
export function unifiedDiff(before: readonly SourceFile[], after: readonly SourceFile[]): string {
  const texts = new Map(after.map(({ path, text }) => [path, text]))
  return before
    .flatMap(({ path, text }) => {
      const changed = texts.get(path) ?? text
      if (changed === text) return []
      const patch = {
        oldFileName: gitPath('a', path),
        newFileName: gitPath('b', path),
        oldHeader: undefined,
        newHeader: undefined,
        hunks: [...hunksOf(withoutPasswords(text), withoutPasswords(changed), CONTEXT)],
      }
      return formatPatch(patch, FILE_HEADERS_ONLY)
    })
    .join('')
}

const roleOfLine = (line: string): Role | undefined => {
  if (line.startsWith('---') || line.startsWith('+++')) return 'strong'
  if (line.startsWith('@@')) return 'place'
  if (line.startsWith('+')) return 'added'
  return line.startsWith('-') ? 'removed' : undefined
}

/** A unified diff with its colours. */
export function styledDiff(diff: string, style: Style = plainStyle): string {
  return diff
    .split('\n')
    .map((line) => {
      const role = roleOfLine(line)
      return role === undefined ? line : style(role, line)
    })
    .join('\n')
}
