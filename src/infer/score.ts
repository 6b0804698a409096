// From signs to a probability: a sum of weights for every pair, and one choice among the pairs of a column and none.

import type { Clue, Pair } from './clue.js'
import { clues } from './clues/index.js'
import type { Context } from './convention.js'
import type { Sign } from './sign.js'

/** Log-odds that one unit of a sign is worth. A sign without a weight counts nothing. */
export type Weights = Readonly<Record<string, number>>

const isAsked = ({ unlessKeyName }: Clue, { strength }: Pair): boolean =>
  unlessKeyName !== true || strength !== 'key'

/** All signs of a pair. */
export const signsOf = (pair: Pair, context: Context): readonly Sign[] =>
  clues.flatMap((clue) => (isAsked(clue, pair) ? clue.signs(pair, context) : []))

/** The sum of the weights of some signs, in log-odds. */
export function weigh(signs: readonly Sign[], weights: Weights): number {
  let sum = 0
  for (const { name, value } of signs) sum += (weights[name] ?? 0) * value
  return sum
}

/** A pair with what the clues say of it, in log-odds. */
export interface Weighed {
  readonly pair: Pair
  /** What each of the clues says, in their order. */
  readonly weights: readonly number[]
  /** What all of them say together. */
  readonly score: number
}

/** Weighs the clues of the pairs of one column. */
export type Weigher = (pairs: readonly Pair[]) => readonly Weighed[]

/** A weigher for the pairs of one schema. */
export function weigherFor(context: Context, weights: Weights, known: readonly Clue[] = clues): Weigher {
  const asked = known.flatMap((clue, at) =>
    clue.isIdle?.(context) === true ? [] : [{ at, ofColumn: clue.ofColumn === true, clue }],
  )
  const ofColumns = asked.filter(({ ofColumn }) => ofColumn)
  const ofPairs = asked.filter(({ ofColumn }) => !ofColumn)
  const none = known.map(() => 0)
  const add = (to: Omit<Weighed, 'pair'>, some: typeof asked, pair: Pair): Omit<Weighed, 'pair'> => {
    const own = [...to.weights]
    let sum = 0
    for (const { at, clue } of some) {
      if (!isAsked(clue, pair)) continue
      const weight = weigh(clue.signs(pair, context), weights)
      own[at] = weight
      sum += weight
    }
    return { weights: own, score: to.score + sum }
  }
  return (pairs) => {
    const ofColumn = new Map<string, Omit<Weighed, 'pair'>>()
    return pairs.map((pair) => {
      // A column's own signs differ only by how well the key is named, and for a reference to its own table.
      const kind = pair.proposal.convention === 'self' ? 'self' : pair.strength
      const own = ofColumn.get(kind) ?? add({ weights: none, score: 0 }, ofColumns, pair)
      ofColumn.set(kind, own)
      return { pair, ...add(own, ofPairs, pair) }
    })
  }
}

/**
 * The probability of each of several answers of which at most one holds, from their log-odds against "none of them".
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

/** Three digits: more than anybody compares, few enough that every machine writes the same. */
export const rounded = (x: number): number => Math.round(x * 1000) / 1000
