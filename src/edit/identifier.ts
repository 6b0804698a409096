// Identifiers: the words in one, and words joined in the case that a file uses.
import pluralize from 'pluralize'

/** How a file writes its field names: `createdBy` or `created_by`. */
export type FieldCase = 'camel' | 'snake'

const WORD = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{N}+|\p{Lo}+/gu

/**
 * The words of an identifier, in lower case.
 *
 * @example
 * wordsOf('HTTPServer_id2') // ['http', 'server', 'id', '2']
 */
export const wordsOf = (name: string): readonly string[] =>
  (name.match(WORD) ?? []).map((word) => word.toLowerCase())

export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

export const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)

/** Words as one field name: `['created', 'by']` as `createdBy` or `created_by`. */
export const joined = (words: readonly string[], style: FieldCase): string =>
  style === 'snake' ? words.join('_') : words.map((word, i) => (i === 0 ? word : upperFirst(word))).join('')

// Words that `pluralize` takes for plurals or singulars they are not.
const SINGULAR_AS_THEY_ARE = /(?:us|ss|is|news|data|media)$/

export const singular = (word: string): string =>
  SINGULAR_AS_THEY_ARE.test(word) ? word : pluralize.singular(word)

export const plural = (word: string): string => pluralize.plural(word)

/** The last of the words in another number: `['order', 'item']` as `['order', 'items']`. */
export const inPlural = (words: readonly string[]): readonly string[] =>
  words.map((word, i) => (i === words.length - 1 ? plural(word) : word))

export const inSingular = (words: readonly string[]): readonly string[] =>
  words.map((word, i) => (i === words.length - 1 ? singular(word) : word))

/**
 * A name that Prisma accepts for a field: it starts with a letter and holds letters, digits and `_` alone.
 * Undefined when nothing is left of it.
 *
 * @example
 * asIdentifier('2nd-owner') // 'nd_owner'
 */
export function asIdentifier(name: string): string | undefined {
  const cleaned = name.replace(/^[^a-zA-Z]+/, '').replace(/[^_a-zA-Z0-9]/g, '_')
  return cleaned === '' ? undefined : cleaned
}

/** Whether Prisma accepts this as the name of a field. */
export const isFieldName = (name: string): boolean => /^\p{L}[\p{L}\p{N}_]*$/u.test(name)
