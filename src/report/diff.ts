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
