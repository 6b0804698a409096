// The one dialect of globs, for `--only`, `--skip` and `ignore`: a `*` stands for any characters, everything else for
// itself, in capitals or not.
import { literally } from './expressions.js'

const asRegExp = (glob: string): RegExp => new RegExp(`^${glob.split('*').map(literally).join('.*')}$`, 'is')

/**
 * Makes a test for some globs: whether any of them matches any of the names, as a whole.
 *
 * @example
 * matcher(['Order*', 'Post(authorId)->*'])(['Post', 'Post(authorId)->User(id)']) // true
 */
export function matcher(globs: readonly string[]): (names: readonly string[]) => boolean {
  const patterns = globs.map(asRegExp)
  return (names) => patterns.some((pattern) => names.some((name) => pattern.test(name)))
}
