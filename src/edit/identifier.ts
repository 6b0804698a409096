// Identifiers: the words in one, and words joined in the case that a file uses.
import { plural, singular } from '../text/english.js'

/** How a file writes its field names: `createdBy`, `created_by` or `CreatedBy`. */
export type FieldCase = 'camel' | 'snake' | 'pascal'

export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Words as one field name: `['created', 'by']` as `createdBy`, `created_by` or `CreatedBy`. */
export function joined(words: readonly string[], style: FieldCase): string {
  if (style === 'snake') return words.join('_')
  return words.map((word, i) => (i === 0 && style === 'camel' ? word : upperFirst(word))).join('')
}

// Plurals of German and Spanish that no English word ends like: `Einstellungen`, `proveedores`, `estaciones`.
const FOREIGN_PLURAL = /(?:(?<=ung|heit|keit|schaft|tät)en|(?<=dor|[^s]tor|[cs]i[oó]n|idad)es)$/

const oneOf = (word: string): string =>
  FOREIGN_PLURAL.test(word) ? word.replace(FOREIGN_PLURAL, '') : singular(word)

// `log_reported` holds what was reported: nobody writes `reporteds`. `feed` and `bed` have a plural.
const PARTICIPLE = /[aeiouy]\p{L}*[^e]ed$/u
const NO_PARTICIPLE = /^(?:embed|hundred|seabed|testbed|watershed)$/u

const manyOf = (word: string): string => {
  if (PARTICIPLE.test(word) && !NO_PARTICIPLE.test(word)) return word
  if (FOREIGN_PLURAL.test(word)) return word
  return /(?:ung|heit|keit|schaft|tät)$/.test(word) ? `${word}en` : plural(word)
}

export const isPlural = (word: string): boolean => oneOf(word) !== word

/** The last of the words in the plural: `['order', 'item']` as `['order', 'items']`. */
export const inPlural = (words: readonly string[]): readonly string[] =>
  words.map((word, i) => (i === words.length - 1 ? manyOf(word) : word))

/** The last of the words in the singular. */
export const inSingular = (words: readonly string[]): readonly string[] =>
  words.map((word, i) => (i === words.length - 1 ? oneOf(word) : word))

const sameWord = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && oneOf(a) === oneOf(b)

/** How many words two lists begin with in common, whatever their number: `BibleVerse`, `BibleBooks`: 1. */
export function commonStart(a: readonly string[], b: readonly string[]): number {
  const i = a.findIndex((word, at) => !sameWord(word, b[at]))
  return i === -1 ? a.length : i
}

/** How many words two lists end with in common: `shippingAddress`, `Address`: 1. */
export const commonEnd = (a: readonly string[], b: readonly string[]): number =>
  commonStart(a.toReversed(), b.toReversed())

/**
 * A name that Prisma accepts for a field: it starts with a letter and holds letters, digits and `_` alone.
 * Undefined when nothing is left of it.
 *
 * @example
 * asFieldName('2nd-owner') // 'nd_owner'
 */
export function asFieldName(name: string): string | undefined {
  const cleaned = name.replace(/^[^\p{L}]+/u, '').replace(/[^_\p{L}\p{N}]/gu, '_')
  return cleaned === '' ? undefined : cleaned
}
