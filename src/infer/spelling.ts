// Words that differ as a slip of the pen or another language makes them differ: `categoty`, `classe`.
import { grouped } from '../grouped.js'

/** How one word was made of another: a letter more, less, other, two swapped, or an ending behind. */
export type Slip = 'letter-more' | 'letter-less' | 'letter-other' | 'letters-swapped' | 'ending'

/** A known word that another one was perhaps meant to be. */
export interface Correction {
  readonly word: string
  readonly slip: Slip
}

// Shorter words are one letter apart by chance.
const SHORTEST_MISSPELT = 5
// `nutritional` of `nutrition`, `classe` of `class`.
const LONGEST_ENDING = 2

const withoutLetter = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1)

/** The word, and the word without each of its letters but the first: people get that one right. */
const lettersLeftOut = (word: string): readonly string[] => [
  word,
  ...Array.from({ length: word.length - 1 }, (_, i) => withoutLetter(word, i + 1)),
]

/** How `written` was made of `meant`, if by one slip. */
function slipOf(written: string, meant: string): Slip | undefined {
  const more = written.length - meant.length
  if (more > 0 && more <= LONGEST_ENDING && written.startsWith(meant)) return 'ending'
  let at = 0
  while (at < written.length && written[at] === meant[at]) at++
  const [rest, other] = [written.slice(at), meant.slice(at)]
  if (more === 1) return rest.slice(1) === other ? 'letter-more' : undefined
  if (more === -1) return rest === other.slice(1) ? 'letter-less' : undefined
  if (more !== 0) return undefined
  if (rest.slice(1) === other.slice(1)) return 'letter-other'
  const isSwap = rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2)
  return isSwap ? 'letters-swapped' : undefined
}

/**
 * Learns words, and finds those that another word was meant to be. The time for one look does not grow with their number.
 *
 * @example
 * speller(['category'])('categoty')[0]?.word // 'category'
 */
export function speller(words: Iterable<string>): (written: string) => readonly Correction[] {
  const known = new Set([...words].filter((word) => word.length >= SHORTEST_MISSPELT))
  const near = grouped(
    [...known].flatMap((word) => lettersLeftOut(word).map((short) => [short, word] as const)),
  )
  return (written) => {
    if (written.length < SHORTEST_MISSPELT || known.has(written)) return []
    const starts = Array.from({ length: LONGEST_ENDING }, (_, i) => written.slice(0, -1 - i))
    const found = new Set([...lettersLeftOut(written), ...starts].flatMap((short) => near.get(short) ?? []))
    return [...found].flatMap((word): readonly Correction[] => {
      const slip = slipOf(written, word)
      return slip === undefined ? [] : [{ word, slip }]
    })
  }
}
