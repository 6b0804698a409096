// From signs to a probability: a sum of weights for every pair, and one choice among the pairs of a column and none.
import type { Pair, Sign } from './clue.js'
import { clues } from './clues/index.js'
import type { Outlook } from './convention.js'

/** Log-odds that one unit of a sign is worth. A sign without a weight counts nothing. */
export type Weights = Readonly<Record<string, number>>

/** All signs of a pair. */
export const signsOf = (pair: Pair, outlook: Outlook): readonly Sign[] =>
  clues.flatMap((clue) => clue.signs(pair, outlook))

/** The sum of the weights of some signs, in log-odds. */
export const weigh = (signs: readonly Sign[], weights: Weights): number =>
  signs.reduce((sum, { name, value }) => sum + (weights[name] ?? 0) * value, 0)

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
