// From signs to a probability: a sum of weights for every pair, and one choice among the pairs of a column and none.

import type { Clue, Fact, Pair } from './clue.js'
import { clues } from './clues/index.js'
import type { Context } from './convention.js'
import type { Sign } from './sign.js'

/** Log-odds that one unit of a sign is worth. A sign without a weight counts nothing. */
export type Weights = Readonly<Record<string, number>>

const isAsked = ({ unlessKeyName }: Clue, { strength }: Pair): boolean =>
  unlessKeyName !== true || strength !== 'key'

/** All signs of a pair. */
export const signsOf = (pair: Pair, context: Context): readonly Sign[] =>
  clues.flatMap((clue) =>
    isAsked(clue, pair)
      ? [...(clue.shared?.signs(pair, context) ?? []), ...(clue.signs?.(pair, context) ?? [])]
      : [],
  )

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

/** Weights by facts: a level of branches for each fact, and the weight where the last one leads. */
interface Branch {
  readonly branches: Map<unknown, Branch>
  weight: number | undefined
}

type Asker = (pair: Pair) => number

/** What a clue says of pairs, in log-odds. */
function askerOf(clue: Clue, context: Context, weights: Weights): Asker {
  if (clue.isIdle?.(context) === true) return () => 0
  const { shared, signs } = clue
  const ofShared = shared && askingOnce((pair) => weigh(shared.signs(pair, context), weights), shared.of)
  const ofPair = signs && ((pair: Pair) => weigh(signs(pair, context), weights))
  return (pair) => (isAsked(clue, pair) ? (ofShared?.(pair) ?? 0) + (ofPair?.(pair) ?? 0) : 0)
}

/** The same, asked once of all pairs that agree in some facts. */
function askingOnce(ask: Asker, facts: readonly Fact[]): Asker {
  const root: Branch = { branches: new Map(), weight: undefined }
  return (pair) => {
    let branch = root
    for (const fact of facts) {
      const value = fact(pair)
      let next = branch.branches.get(value)
      if (next === undefined) {
        next = { branches: new Map(), weight: undefined }
        branch.branches.set(value, next)
      }
      branch = next
    }
    branch.weight ??= ask(pair)
    return branch.weight
  }
}

/** A weigher for the pairs of one schema. */
export function weigherFor(context: Context, weights: Weights, known: readonly Clue[] = clues): Weigher {
  const asked = known.map((clue) => ({
    ofColumn: clue.ofColumn === true,
    ask: askerOf(clue, context, weights),
  }))
  return (pairs) => {
    const ofColumn = new Map<string, readonly number[]>()
    return pairs.map((pair) => {
      // A column's own signs differ only by how well the key is named, and for a reference to its own table.
      const kind = pair.proposal.convention === 'self' ? 'self' : pair.strength
      const own = ofColumn.get(kind) ?? asked.map((one) => (one.ofColumn ? one.ask(pair) : 0))
      ofColumn.set(kind, own)
      const said = asked.map((one, i) => (one.ofColumn ? (own[i] ?? 0) : one.ask(pair)))
      return { pair, weights: said, score: said.reduce((sum, weight) => sum + weight, 0) }
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
