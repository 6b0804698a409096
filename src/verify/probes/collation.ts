// What a string column's character set can hold, and which strings its collation takes for equal.
import type { Value } from '../dialect.js'
import type { ColumnFact } from './catalog.js'

/** What the server's `latin1` has beyond ISO 8859-1. */
const WINDOWS_1252 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ')

const codePoints = (value: Value): readonly number[] => [...value].map((c) => c.codePointAt(0) ?? 0)

/**
 * Whether a value can occur in a column at all. A statement that compares a column with a value that its character set
 * cannot hold fails as a whole, so such values are never asked for.
 *
 * @returns `unknown` for character sets whose members are not known here
 */
export function mayHold(column: ColumnFact | undefined, value: Value): 'yes' | 'no' | 'unknown' {
  const charset = column?.charset
  if (charset === undefined || charset === 'utf8mb4' || codePoints(value).every((c) => c < 0x80)) return 'yes'
  if (charset === 'ascii') return 'no'
  if (charset === 'latin1')
    return [...value].every((c) => (c.codePointAt(0) ?? 0) <= 0xff || WINDOWS_1252.has(c)) ? 'yes' : 'no'
  if (charset === 'utf8' || charset === 'utf8mb3')
    return codePoints(value).every((c) => c <= 0xffff) ? 'yes' : 'no'
  return 'unknown'
}

const withoutMarks = (value: Value): Value => value.normalize('NFKD').replace(/\p{M}/gu, '')

/**
 * A function that makes equal what the column's collation calls equal: case, accents and trailing spaces, as the
 * collation's name tells.
 *
 * @example
 * foldFor({ ...email, collation: 'utf8mb4_general_ci' })('Zoë ') // 'ZOE'
 */
export function foldFor(column: ColumnFact | undefined): (value: Value) => Value {
  const collation = column?.family === 'string' ? column.collation : undefined
  if (collation === undefined) return (value) => value
  // utf8mb4_0900_* and *_nopad_* keep trailing spaces apart, all others do not.
  const pads = !/_0900_|_nopad_/.test(collation)
  const padded = (value: Value): Value => (pads ? value.replace(/ +$/, '') : value)
  if (/_bin$|_cs$/.test(collation)) return padded
  const keepsAccents = collation.includes('_as_')
  // Upper case, because only it takes ß for SS.
  return (value) => padded(keepsAccents ? value : withoutMarks(value)).toUpperCase()
}
