// Values as they are compared here, and repeatable choices among them.
import type { Cell } from '../database.js'
import type { Family, Value } from '../dialect.js'

/** A random number from 0 to 1, exclusive. */
export type Random = () => number

/**
 * A generator that gives the same numbers for the same name, so that two runs read the same rows.
 *
 * @example
 * seededBy('posts')() === seededBy('posts')() // true
 */
export function seededBy(name: string): Random {
  // FNV-1a for the seed, mulberry32 for the numbers.
  let state = 0x811c9dc5
  for (const byte of Buffer.from(name)) state = Math.imul(state ^ byte, 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** At most `count` of the items, evenly drawn, in a random order. */
export function draw<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  const pool = [...items]
  const drawn: T[] = []
  while (drawn.length < count && pool.length > 0) {
    const at = Math.floor(random() * pool.length)
    const last = pool.pop()
    const chosen = at < pool.length ? pool[at] : last
    if (at < pool.length && last !== undefined) pool[at] = last
    if (chosen !== undefined) drawn.push(chosen)
  }
  return drawn
}

/** The value in a cell; undefined for NULL. */
export function readValue(cell: Cell | undefined, family: Family): Value | undefined {
  if (cell === null || cell === undefined) return undefined
  if (family === 'binary') return Buffer.from(cell).toString('hex').toUpperCase()
  return typeof cell === 'string' ? cell : Buffer.from(cell).toString('utf8')
}

/** A random whole number between two, both included. */
export const between = (low: bigint, high: bigint, fraction: number): bigint =>
  // 2^30 steps are fine enough to choose where to read.
  low + ((high - low) * BigInt(Math.floor(fraction * 2 ** 30))) / BigInt(2 ** 30)

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
const PLACES = 4

const commonPrefix = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/** The characters behind `from` as a number, in the order that most collations have for digits and letters. */
const numberAt = (text: string, from: number): bigint => {
  let total = 0n
  for (let i = from; i < from + PLACES; i++) {
    const digit = DIGITS.indexOf((text[i] ?? '0').toLowerCase())
    total = total * BigInt(DIGITS.length) + BigInt(Math.max(0, digit))
  }
  return total
}

const digitsOf = (number: bigint): string => {
  let text = ''
  let rest = number
  for (let i = 0; i < PLACES; i++) {
    text = DIGITS.charAt(Number(rest % BigInt(DIGITS.length))) + text
    rest /= BigInt(DIGITS.length)
  }
  return text
}

function stringBetween(low: Value, high: Value, fraction: number): Value {
  const shared = commonPrefix(low, high)
  return low.slice(0, shared) + digitsOf(between(numberAt(low, shared), numberAt(high, shared), fraction))
}

function bytesBetween(low: Value, high: Value, fraction: number): Value {
  const length = Math.max(low.length, high.length, 2)
  const number = between(
    BigInt(`0x${low.padEnd(length, '0')}`),
    BigInt(`0x${high.padEnd(length, '0')}`),
    fraction,
  )
  return number.toString(16).toUpperCase().padStart(length, '0')
}

/**
 * A value part of the way from one to another. For strings and bytes it need not exist: it is where to begin reading.
 *
 * @example
 * valueBetween('integer', '100', '200', 0.5) // '150'
 */
export function valueBetween(family: Family, low: Value, high: Value, fraction: number): Value {
  if (family === 'integer') return between(BigInt(low), BigInt(high), fraction).toString()
  return family === 'string' ? stringBetween(low, high, fraction) : bytesBetween(low, high, fraction)
}
