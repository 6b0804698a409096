// Decoys: values that nobody sampled, from the range of those that matched. If they are found as well, matching meant
// nothing: every number in the range of a dense auto-increment key would do.
import type { Value } from '../dialect.js'
import { between, type Random } from './values.js'

/** How many decoys are looked up at most: their share found is known to 7 points either way, by the binomial law. */
export const DECOYS = 200

/**
 * Distinct random integers between the 1st and the 99th percentile of the matched values: outliers would widen the
 * range and make every match look informative.
 *
 * @example
 * chooseDecoys(['3', '8', '5'], 1, () => 0.5) // ['6']
 */
export function chooseDecoys(matched: readonly Value[], count: number, random: Random): readonly Value[] {
  const sorted = matched.map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const low = sorted[Math.floor(sorted.length * 0.01)]
  const high = sorted[Math.ceil(sorted.length * 0.99) - 1]
  if (low === undefined || high === undefined) return []
  const decoys = new Set<Value>()
  for (let i = 0; i < count; i++) decoys.add(between(low, high + 1n, random()).toString())
  return [...decoys]
}

/**
 * The share of decoys found. All of them is 1, however few there were; anything less is pulled towards the middle while
 * there are few, and never 0.
 */
export const decoyRate = (found: number, asked: number): number =>
  found >= asked ? 1 : (found + 1) / (asked + 2)
