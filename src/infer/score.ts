// From signs to a probability: a sum of weights for every pair, and one choice among the pairs of a column and none.
import type { Clue, Pair, Sign } from './clue.js'
import { clues } from './clues/index.js'
import type { Outlook } from './convention.js'

/** Log-odds that one unit of a sign is worth. A sign without a weight counts nothing. */
export type Weights = Readonly<Record<string, number>>

/** All signs of a pair. */
export const signsOf = (pair: Pair, outlook: Outlook): readonly Sign[] =>
  clues.flatMap((clue) => clue.signs(pair, outlook))

/** The sum of the weights of some signs, in log-odds. */
export function weigh(signs: readonly Sign[], weights: Weights): number {
  let sum = 0
  for (const { name, value } of signs) sum += (weights[name] ?? 0) * value
  return sum
}

/** Weighs the clues of the pairs of one schema. */
export interface Scales {
  /** What one clue says of a pair, in log-odds. */
  readonly weightOf: (clue: Clue, pair: Pair) => number
  /** What all clues together say of each pair of one column. */
  readonly scores: (pairs: readonly Pair[]) => readonly number[]
}

/** Scales that weigh what is alike only once: most signs of a schema recur. */
export function scalesFor(outlook: Outlook, weights: Weights): Scales {
  const known = new Map(clues.map((clue) => [clue, new Map<string, number>()]))
  const asked = clues.filter((clue) => clue.isIdle?.(outlook) !== true)
  const ofColumns = asked.filter((clue) => clue.ofColumn)
  const ofPairs = asked.filter((clue) => !clue.ofColumn)
  const weightOf = (clue: Clue, pair: Pair): number => {
    const text = clue.alike?.(pair, outlook)
    const memory = text === undefined ? undefined : known.get(clue)
    if (text === undefined || memory === undefined) return weigh(clue.signs(pair, outlook), weights)
    const before = memory.get(text)
    if (before !== undefined) return before
    const weight = weigh(clue.signs(pair, outlook), weights)
    memory.set(text, weight)
    return weight
  }
  const sum = (list: readonly Clue[], pair: Pair): number => {
    let total = 0
    for (const clue of list) total += weightOf(clue, pair)
    return total
  }
  const scores = (pairs: readonly Pair[]): readonly number[] => {
    const ofColumn = new Map<string, number>()
    return pairs.map((pair) => {
      // A column's own signs differ only by how well the key is named, and for a reference to its own table.
      const kind = pair.proposal.convention === 'self' ? 'self' : pair.strength
      const before = ofColumn.get(kind)
      const own = before ?? sum(ofColumns, pair)
      if (before === undefined) ofColumn.set(kind, own)
      return own + sum(ofPairs, pair)
    })
  }
  return { weightOf, scores }
}

/**
 * The probability of each of several claims of which at most one holds, from their log-odds against "none of them".
 *
 * @example
 * chances([0]) // [0.5]
 */
export function chances(scores: readonly number[]): readonly number[] {
  const top = Math.max(0, ...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, Math.exp(-top))
  return powers.map((power) => power / total)
}
