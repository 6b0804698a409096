// How names are cut into words and compared: case, digits, singular and plural.
import { grouped } from '../grouped.js'
import { singular } from '../text/english.js'
import { comparedWordsOf } from '../text/words.js'

const singulars = new Map<string, string>()

/**
 * The form in which a word is compared: its singular, if English has one for it. Words of other languages lose their
 * plural `s`, on both sides alike.
 *
 * @example
 * comparable('categories') // 'category'
 */
export function comparable(word: string): string {
  const known = singulars.get(word)
  if (known !== undefined) return known
  // English forgot that `data` is the plural of `datum`; schemas use both.
  const found = word === 'datum' ? 'data' : word.length < 3 ? word : singular(word)
  singulars.set(word, found)
  return found
}

/** Whether a word is a number. */
export const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word)

/** What names are looked up by: their words in the singular, without separators, so that `user_group` meets `usergroup`. */
export const normalizedName = (words: readonly string[]): string => words.map(comparable).join('')

/** Cuts run-together words with the words that the schema itself uses. */
export interface Vocabulary {
  /** The words of a name, run-together ones cut. */
  readonly split: (name: string) => readonly string[]
}

// Shorter pieces are found in nearly every word by chance.
const SHORTEST_PIECE = 3
const SHORTEST_PLURAL_INSIDE = 6
// Of the end of a run-together table name: shorter ones are ends of words by chance.
const SHORTEST_END = 4
// So many tables that begin alike are a family: `fmfields`, `fmcrops`, `fmyields`. Chosen by hand.
const LEAST_FAMILY = 3
// Letters before a table's name and `id` that say how it is meant: `cuserid`, `moduserid`.
const MOST_ROLE_LETTERS = 3

/** The best cut of `word` into known pieces: the fewest, at least two; undefined when it cannot be cut to the end. */
function cutIntoPieces(
  word: string,
  pieces: ReadonlySet<string>,
  endings: ReadonlySet<string>,
  families: ReadonlySet<string>,
): readonly string[] | undefined {
  const best: (readonly string[] | undefined)[] = [[]]
  for (let end = 1; end <= word.length; end++) {
    for (let start = Math.max(0, end - 24); start < end; start++) {
      const before = best[start]
      if (before === undefined || (start === 0 && end === word.length)) continue
      const piece = word.slice(start, end)
      // A plural ends a name: `Persons` is no "pers" and "ons".
      const shortest = end === word.length ? SHORTEST_PIECE : SHORTEST_PLURAL_INSIDE
      const known =
        (piece.length >= SHORTEST_PIECE && pieces.has(piece)) ||
        (piece.length >= shortest && pieces.has(comparable(piece))) ||
        (endings.has(piece) && (start === 0 || end === word.length)) ||
        (start === 0 && families.has(piece))
      const old = best[end]
      if (known && (old === undefined || before.length + 1 < old.length)) best[end] = [...before, piece]
    }
  }
  return best[word.length]
}

/** What run-together names with `id` behind (`queueid`, `docid`) teach of the words of tables. */
interface IdStems {
  /** Ends of the run-together names of tables: `field` of `fmfields`. */
  readonly ends: ReadonlySet<string>
  /** What stands before those: `rt`. */
  readonly families: ReadonlySet<string>
  /** Beginnings of words of tables: `doc` of `documents`. */
  readonly beginnings: ReadonlySet<string>
}

function idStemsOf(
  words: Iterable<string>,
  tableWords: ReadonlySet<string>,
  pieces: ReadonlySet<string>,
): IdStems {
  const heads = grouped(
    [...tableWords].flatMap((word) =>
      Array.from({ length: word.length - 1 }, (_, i) => [word.slice(0, i + 1), word] as const),
    ),
  )
  const before = grouped(
    [...tableWords].flatMap((word) =>
      Array.from({ length: Math.max(0, word.length - SHORTEST_END - 1) }, (_, i) => {
        const at = i + 2
        return [word.slice(at), word.slice(0, at)] as const
      }),
    ),
  )
  const stems = [...new Set(words)].flatMap((word) =>
    word.endsWith('id') && word.length >= SHORTEST_PIECE + 2 && !pieces.has(word) ? [word.slice(0, -2)] : [],
  )
  const isFamily = (head: string) => pieces.has(head) || (heads.get(head)?.length ?? 0) >= LEAST_FAMILY
  const found = stems.flatMap((stem) =>
    (before.get(comparable(stem)) ?? []).filter(isFamily).map((head) => [comparable(stem), head] as const),
  )
  return {
    ends: new Set(found.map(([stem]) => stem)),
    families: new Set(found.map(([, head]) => head)),
    beginnings: new Set(stems.filter((stem) => heads.has(stem))),
  }
}

/**
 * Learns the words of a schema.
 *
 * @param tables The names of all tables: their words are the pieces that run-together words are cut into.
 * @param columns The names of all columns: the words of those that are spelled with separators are pieces too.
 * @param common Words that may be pieces in any schema, such as `created`.
 * @param endings Short words such as `id` that may stand at either end of a run-together word.
 */
export function vocabularyOf(
  tables: readonly string[],
  columns: readonly string[],
  common: ReadonlySet<string>,
  endings: ReadonlySet<string>,
): Vocabulary {
  const columnNames = new Set(columns)
  const written = new Map([...tables, ...columnNames].map((name) => [name, comparedWordsOf(name)]))
  const wordsIn = (name: string): readonly string[] => written.get(name) ?? comparedWordsOf(name)
  const pieces = new Set(common)
  const whole = new Set<string>()
  for (const name of tables) {
    const words = wordsIn(name)
    for (const word of words) pieces.add(comparable(word))
    whole.add(words.join(''))
  }
  for (const name of columnNames) {
    const words = wordsIn(name)
    if (words.length > 1) for (const word of words) if (word.length > SHORTEST_PIECE) whole.add(word)
  }
  const tableWords = new Set(tables.flatMap(wordsIn).map(comparable))
  const columnWords = [...columnNames].flatMap(wordsIn)
  const idStems = idStemsOf(columnWords, tableWords, pieces)
  const cuts = new Map<string, readonly string[]>()
  const known = new Set([...pieces, ...[...whole].map(comparable), ...idStems.ends])
  const cutBeforeId = (word: string): readonly string[] => {
    const stem = word.slice(0, -2)
    if (!word.endsWith('id') || pieces.has(word)) return [word]
    if (idStems.beginnings.has(stem)) return [stem, 'id']
    const at = Array.from({ length: MOST_ROLE_LETTERS }, (_, i) => i + 1).find(
      (i) => stem.length - i >= SHORTEST_END && tableWords.has(comparable(stem.slice(i))),
    )
    return at === undefined ? [word] : [stem.slice(0, at), stem.slice(at), 'id']
  }
  const intoPieces = (word: string) => cutIntoPieces(word, known, endings, idStems.families)
  // `statuses` is no "stat" and "uses": `status` is one word, and columns name the table so.
  const isWholePlural = (word: string): boolean => {
    const one = comparable(word)
    return one !== word && intoPieces(one) === undefined
  }
  const cutWord = (word: string): readonly string[] => {
    const before = cuts.get(word)
    if (before !== undefined) return before
    const result =
      word.length < SHORTEST_PIECE + 2 || common.has(word) || isNumber(word)
        ? [word]
        : ((isWholePlural(word) ? undefined : intoPieces(word)) ?? cutBeforeId(word))
    cuts.set(word, result)
    return result
  }
  const names = new Map<string, readonly string[]>()
  const split = (name: string): readonly string[] => {
    const before = names.get(name)
    if (before !== undefined) return before
    const words = wordsIn(name).flatMap(cutWord)
    names.set(name, words)
    return words
  }
  return { split }
}
