// What a column may be named after: its name without the words that only say that it refers to something.
import {
  CODE_WORDS,
  ID_WORDS,
  KEY_WORDS,
  LEADING_WORDS,
  NAME_WORDS,
  NOT_IDS,
  NUMBER_WORDS,
  TYPE_MARKS,
} from './lexicon.js'
import { startsWith } from './name-words.js'
import { comparable, isNumber } from './vocabulary.js'

/**
 * How a column says that it refers to something: by an id word at the end (`user_id`) or in front (`id_user`), inside
 * (`user_id_tech`), by the word key or fk, by the name of a natural key (`country_code`, `invoice_no`, `user_name`),
 * or not at all (`company`).
 */
export type Form = 'id' | 'id-first' | 'id-inside' | 'key' | 'code' | 'number' | 'name' | 'bare'

/** Forms that say by themselves that a column refers to something. */
export const saysReference = (form: Form): boolean =>
  form === 'id' || form === 'id-first' || form === 'id-inside' || form === 'key'

/** One way to read a column's name. */
export interface Reading {
  /** The words that name something, in the singular. */
  readonly stem: readonly string[]
  /** The stem as `normalizedName` joins it. */
  readonly normalizedStem: string
  readonly form: Form
  /** The words that were taken for the name of the key: `['uuid']` of `user_uuid`. */
  readonly keyWords: readonly string[]
  /** The words behind an id word inside: `['night']` of `crews_id_night`. */
  readonly behind: readonly string[]
  /** The number that was cut off: `2` of `user_id2`. */
  readonly number: string | undefined
  /** Whether the table's column prefix was cut off. */
  readonly withoutPrefix: boolean
}

/** What a last word says of the key that it names; undefined for any other word. */
export const formOf = (word: string): Form | undefined =>
  ID_WORDS.has(word)
    ? 'id'
    : KEY_WORDS.has(word)
      ? 'key'
      : CODE_WORDS.has(word)
        ? 'code'
        : NUMBER_WORDS.has(word)
          ? 'number'
          : NAME_WORDS.has(word)
            ? 'name'
            : undefined

interface Numbered {
  readonly words: readonly string[]
  readonly number: string | undefined
}

function withoutNumber(words: readonly string[]): Numbered {
  const at = words.findLastIndex(isNumber)
  return at > 0 && words.length > 1
    ? { words: words.filter((_, i) => i !== at), number: words[at] }
    : { words, number: undefined }
}

/** A known one-piece name such as `uid`, which stands for a person where no table is called so. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['uid', 'user'],
  ['gid', 'group'],
  ['pid', 'parent'],
  ['cid', 'category'],
])

function readWords(words: readonly string[], withoutPrefix: boolean): readonly Reading[] {
  const { words: plain, number } = withoutNumber(words)
  const make = (
    words: readonly string[],
    form: Form,
    keyWords: readonly string[] = [],
    behind: readonly string[] = [],
  ): Reading => {
    const stem = words.map(comparable)
    return {
      stem,
      normalizedStem: stem.join(''),
      form,
      keyWords,
      behind: behind.map(comparable),
      number,
      withoutPrefix,
    }
  }
  const [first = '', ...afterFirst] = plain
  const last = plain.at(-1) ?? ''
  if (plain.length === 1) {
    const short = SHORT_FORMS.get(first)
    const alone = formOf(first) === undefined ? [make(plain, 'bare')] : []
    return short === undefined || NOT_IDS.has(first) ? alone : [...alone, make([short], 'id', ['id'])]
  }
  if (LEADING_WORDS.has(first)) {
    const marked =
      afterFirst.length > 1 && TYPE_MARKS.has(afterFirst[0] ?? '') ? afterFirst.slice(1) : afterFirst
    const tail = marked.at(-1) ?? ''
    const end = marked.length > 1 && formOf(tail) === 'id' ? marked.slice(0, -1) : marked
    const form: Form = first === 'fk' ? 'key' : 'id-first'
    return [make(end, end === marked ? form : 'id', end === marked ? [first] : [tail])]
  }
  const suffix = formOf(last)
  if (suffix !== undefined) {
    const deeper = formOf(plain.at(-2) ?? '') === 'id' && plain.length > 2 ? 2 : 1
    const main = make(plain.slice(0, -deeper), suffix, plain.slice(-deeper))
    const short = SHORT_FORMS.get(last)
    if (short !== undefined) return [main, make([...plain.slice(0, -1), short], 'id', [last])]
    return suffix === 'id' || suffix === 'key' ? [main] : [main, make(plain, 'bare')]
  }
  const inside = plain.findLastIndex((word) => ID_WORDS.has(word))
  if (inside > 0)
    return [make(plain.slice(0, inside), 'id-inside', [plain[inside] ?? ''], plain.slice(inside + 1))]
  return [make(plain, 'bare')]
}

/**
 * The readings of a column's name, the likeliest first: without the words that its table or its house puts in front.
 *
 * @param words Of the column's name, as cut by the vocabulary, not singular.
 * @param prefixes What columns of the table may begin with, the longest first.
 * @example
 * readColumn(['author', 'id'], [])[0]?.stem // ['author']
 */
export function readColumn(
  words: readonly string[],
  prefixes: readonly (readonly string[])[],
): readonly Reading[] {
  const prefix = prefixes.find((own) => own.length < words.length && startsWith(words, own))
  const stripped = prefix === undefined ? [] : readWords(words.slice(prefix.length), true)
  return [...stripped, ...readWords(words, false)].filter((reading) => reading.stem.length > 0)
}

/** The readings that are left when a column's prefix counts for nothing: `task` of `task_owner` is no entity. */
export const withoutOwnPrefix = (readings: readonly Reading[]): readonly Reading[] =>
  readings.some((reading) => reading.withoutPrefix)
    ? readings.filter((reading) => reading.withoutPrefix)
    : readings

/** A reading whose stem is cut in two: a role, and what bears it. */
export interface RoleInFront {
  readonly reading: Reading
  /** At least one word. */
  readonly role: readonly string[]
  /** At least one word. */
  readonly entity: readonly string[]
}

/**
 * Every way to take the first words of a column's name for a role: `author` and `user` of `author_user_id`. Words on
 * both sides of an id word are no such name.
 */
export const rolesInFront = (readings: readonly Reading[]): readonly RoleInFront[] =>
  readings
    .filter(({ form }) => form !== 'id-inside')
    .flatMap((reading) =>
      reading.stem.slice(1).map((_, i) => ({
        reading,
        role: reading.stem.slice(0, i + 1),
        entity: reading.stem.slice(i + 1),
      })),
    )
