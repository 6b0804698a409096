// Before and after as a unified diff: the only importer of diff.
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { SourceFile } from '../schema/schema.js'
import { plainStyle, type Role, type Style } from './style.js'

/** A path as git writes it in a diff. */
const gitPath = (side: 'a' | 'b', path: string): string =>
  `${side}/${path.replaceAll('\\', '/').replace(/^\/+/, '')}`

/**
 * The changes as `git apply` takes them. Files that stay the same are left out; no change gives an empty text.
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
      const options = { context: 3, headerOptions: FILE_HEADERS_ONLY }
      return createTwoFilesPatch(
        gitPath('a', path),
        gitPath('b', path),
        text,
        changed,
        undefined,
        undefined,
        options,
      )
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
