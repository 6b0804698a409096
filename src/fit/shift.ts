// Moves confidences as a whole: weights that are drawn to zero leave them too low on schemas they have not seen.
import type { Outcome } from './measure.js'
import { noneInTruth } from './undeclared.js'

const LEAST = 1e-4

const logOdds = (p: number): number => Math.log(Math.max(LEAST, p) / Math.max(LEAST, 1 - p))

const STEP = 0.05
const MOST_STEPS = 30

/** How unlikely the truth is when all confidences are moved by so many log-odds; every schema counts alike. */
function surprise(outcomes: readonly Outcome[], shift: number): number {
  return outcomes.reduce((sum, { points }) => {
    const each = points.map(({ confidence, right, declared }) => {
      const odds = logOdds(confidence) + shift
      const truth = right ? 1 : declared ? 0 : 1 - noneInTruth(confidence)
      return truth * Math.log1p(Math.exp(-odds)) + (1 - truth) * Math.log1p(Math.exp(odds))
    })
    return points.length === 0 ? sum : sum + each.reduce((a, b) => a + b, 0) / points.length
  }, 0)
}

/**
 * The shift, in log-odds, under which the truth is least surprising.
 *
 * @param outcomes Of schemas that the weights were not fitted to.
 */
export function bestShift(outcomes: readonly Outcome[]): number {
  const shifts = Array.from({ length: 2 * MOST_STEPS + 1 }, (_, i) => (i - MOST_STEPS) * STEP)
  return shifts.reduce(
    (best, shift) => {
      const value = surprise(outcomes, shift)
      return value < best.value ? { shift, value } : best
    },
    { shift: 0, value: surprise(outcomes, 0) },
  ).shift
}
