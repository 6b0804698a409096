// How names are cut into words and compared: case, digits, singular and plural.
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
  const found = word.length < 3 ? word : singular(word)
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

/** The best cut of `word` into known pieces: the fewest, at least two; undefined when it cannot be cut to the end. */
function cutIntoPieces(
  word: string,
  pieces: ReadonlySet<string>,
  endings: ReadonlySet<string>,
): readonly string[] | undefined {
  const best: (readonly string[] | undefined)[] = [[]]
  for (let end = 1; end <= word.length; end++) {
    for (let start = Math.max(0, end - 24); start < end; start++) {
      const before = best[start]
      if (before === undefined || (start === 0 && end === word.length)) continue
      const piece = word.slice(start, end)
      const known =
        (piece.length >= SHORTEST_PIECE && pieces.has(comparable(piece))) ||
        (endings.has(piece) && (start === 0 || end === word.length))
      const old = best[end]
      if (known && (old === undefined || before.length + 1 < old.length)) best[end] = [...before, piece]
    }
  }
  return best[word.length]
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
  tables: Iterable<string>,
  columns: Iterable<string>,
  common: ReadonlySet<string>,
  endings: ReadonlySet<string>,
): Vocabulary {
  const pieces = new Set(common)
  const whole = new Set<string>()
  for (const name of tables) {
    const words = comparedWordsOf(name)
    for (const word of words) pieces.add(comparable(word))
    whole.add(words.join(''))
  }
  for (const name of new Set(columns)) {
    const words = comparedWordsOf(name)
    if (words.length > 1) for (const word of words) if (word.length > SHORTEST_PIECE) whole.add(word)
  }
  const cuts = new Map<string, readonly string[]>()
  const known = new Set([...pieces, ...[...whole].map(comparable)])
  const cutWord = (word: string): readonly string[] => {
    const before = cuts.get(word)
    if (before !== undefined) return before
    const result =
      word.length < SHORTEST_PIECE + 2 || common.has(word) || isNumber(word)
        ? [word]
        : (cutIntoPieces(word, known, endings) ?? [word])
    cuts.set(word, result)
    return result
  }
  const names = new Map<string, readonly string[]>()
  const split = (name: string): readonly string[] => {
    const before = names.get(name)
    if (before !== undefined) return before
    const words = comparedWordsOf(name).flatMap(cutWord)
    names.set(name, words)
    return words
  }
  return { split }
}
