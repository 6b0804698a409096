// What may be sent to a live database. Checked before every statement, whoever built it.
import { COUNT_WARNINGS, HINTS, IDENTIFY, SESSION } from './dialect.js'
import { CATALOG } from './probes/catalog.js'
import { STATEMENT_DIGESTS, VIEW_DEFINITIONS } from './probes/workload.js'

/** Statements without a part that changes, letter by letter. */
const FIXED: ReadonlySet<string> = new Set([
  IDENTIFY,
  COUNT_WARNINGS,
  ...Object.values(SESSION).flat(),
  ...Object.values(CATALOG),
  VIEW_DEFINITIONS,
  STATEMENT_DIGESTS,
])

/** Everything that may stand outside of quotes in a statement that reads tables. No other function, no other clause. */
const WORDS: ReadonlySet<string> = new Set(
  'SELECT FROM WHERE AND OR IN IS NOT NULL ORDER BY LIMIT ROWS EXAMINED UNION ALL AS MIN MAX FORCE INDEX'.split(
    ' ',
  ),
)

// In this order: names, hexadecimal literals, plain quoted text as Vitess gets it, whole numbers, words, signs.
const TOKEN =
  /`(?:[^`]|``)+`|(?:_utf8mb4 )?X'(?:[0-9A-F]{2})*'|'[\x20-\x26\x28-\x5b\x5d-\x7e]*'|-?\d+|[A-Za-z_]\w*|>=|[(),=\s]/y

const MARKS = Object.values(HINTS).filter((hint) => hint !== '')

/**
 * Whether a statement does nothing but read: one of the fixed ones, or a `SELECT` made of quoted names, literals and a
 * few words.
 *
 * @example
 * isAllowed('SELECT `id` FROM `users` WHERE `id` IN (1,2) LIMIT 2') // true
 * isAllowed('SELECT SLEEP(5)') // false
 */
export function isAllowed(sql: string): boolean {
  if (FIXED.has(sql)) return true
  const mark = MARKS.find((hint) => sql.includes(hint))
  // Once only: a second one would be a comment that nothing here explains.
  const plain = mark === undefined ? sql : sql.replace(mark, '')
  if (!/^\(?SELECT /.test(plain)) return false
  let at = 0
  while (at < plain.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(plain)?.[0]
    if (token === undefined) return false
    if (/^[A-Za-z_]\w*$/.test(token) && !WORDS.has(token)) return false
    at += token.length
  }
  return true
}

/** A statement of ours that the allow-list does not know: a defect, never the user's doing. */
class ForbiddenStatement extends Error {
  override readonly name = 'ForbiddenStatement'
}

/** @throws ForbiddenStatement, without the statement, which may hold values */
export function assertAllowed(sql: string): void {
  if (!isAllowed(sql)) throw new ForbiddenStatement('A statement that may not be sent was about to be sent.')
}
