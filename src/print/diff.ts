// Before and after as a unified diff: the only importer of diff.
import { diffArrays, FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk } from 'diff'
import type { SourceFile } from '../schema/schema.js'
import { withoutPasswords } from '../text/passwords.js'
import { plainStyle, type Role, type Style } from './style.js'

/** A path as git writes it in a diff. */
const gitPath = (side: 'a' | 'b', path: string): string =>
  `${side}/${path.replaceAll('\\', '/').replace(/^\/+/, '')}`

/** How many unchanged lines stand around a change. */
const CONTEXT = 3

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n')

/** The lines in pieces that end with the closing line of a block. */
function blocksOf(lines: readonly string[]): readonly (readonly string[])[] {
  const blocks: string[][] = [[]]
  for (const line of lines) {
    blocks.at(-1)?.push(line)
    if (line.startsWith('}')) blocks.push([])
  }
  return blocks
}

/** Every line with its mark: `+`, `-` or a blank. */
function markedLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const mark = (added: boolean, removed: boolean): string => (added ? '+' : removed ? '-' : ' ')
  const compare = (old: readonly string[], now: readonly string[]): readonly string[] =>
    diffArrays([...old], [...now]).flatMap(({ added, removed, value }) =>
      value.map((line) => mark(added, removed) + line),
    )
  // Comparing is quadratic in the number of changes, and every model of a large schema may change: so block by block.
  const [olds, nows] = [blocksOf(before), blocksOf(after)]
  return olds.length === nows.length
    ? olds.flatMap((old, i) => compare(old, nows[i] ?? []))
    : compare(before, after)
}

const isChange = (line: string): boolean => !line.startsWith(' ')

/** The stretches that hold a change and what stands around it: from, to (exclusive). */
function stretches(lines: readonly string[]): readonly (readonly [from: number, to: number])[] {
  const found: [number, number][] = []
  lines.forEach((line, i) => {
    if (!isChange(line)) return
    const [from, to] = [Math.max(0, i - CONTEXT), Math.min(lines.length, i + CONTEXT + 1)]
    const last = found.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else found.push([from, to])
  })
  return found
}

function hunksOf(lines: readonly string[], endsOpen: boolean): readonly StructuredPatchHunk[] {
  const numbers = { old: 1, now: 1, at: 0 }
  const count = (part: readonly string[], mark: string): number =>
    part.filter((line) => !line.startsWith(mark)).length
  return stretches(lines).map(([from, to]) => {
    const skipped = lines.slice(numbers.at, from)
    const part = lines.slice(from, to)
    const hunk = {
      oldStart: numbers.old + count(skipped, '+'),
      newStart: numbers.now + count(skipped, '-'),
      oldLines: count(part, '+'),
      newLines: count(part, '-'),
      lines: to === lines.length && endsOpen ? [...part, '\\ No newline at end of file'] : [...part],
    }
    numbers.old = hunk.oldStart + hunk.oldLines
    numbers.now = hunk.newStart + hunk.newLines
    numbers.at = to
    return hunk
  })
}

/**
 * The changes as `git apply` takes them. Files that stay the same are left out; no change gives an empty text. What stands
 * at the end of a file is expected to stay. The password of a url in the datasource is not shown.
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
      const lines = markedLines(linesOf(withoutPasswords(text)), linesOf(withoutPasswords(changed)))
      const patch = {
        oldFileName: gitPath('a', path),
        newFileName: gitPath('b', path),
        oldHeader: undefined,
        newHeader: undefined,
        hunks: [...hunksOf(lines, !text.endsWith('\n'))],
      }
      return formatPatch(patch, FILE_HEADERS_ONLY)
    })
    .join('')
}

const roleOf = (line: string): Role | undefined => {
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
      const role = roleOf(line)
      return role === undefined ? line : style(role, line)
    })
    .join('\n')
}

/** What a unified diff comes to: one line per file. */
export function changeCount(diff: string): string {
  const files: { readonly path: string; added: number; removed: number }[] = []
  for (const line of diff.split('\n')) {
    const file = files.at(-1)
    if (line.startsWith('+++ ')) files.push({ path: line.slice('+++ b/'.length), added: 0, removed: 0 })
    else if (file !== undefined && line.startsWith('+')) file.added++
    else if (file !== undefined && line.startsWith('-') && !line.startsWith('--- ')) file.removed++
  }
  return files.map(({ path, added, removed }) => `${path}  +${added} -${removed} lines`).join('\n')
}
