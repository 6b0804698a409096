// Fits the table of weights to trials whose truth is known.
import { descend } from './descend.js'
import type { Exam, Trial } from './trials.js'

export interface TrainOptions {
  /** How strongly weights are drawn to zero; shared by all signs, so that rare ones stay near it. */
  readonly pull: number
  /** How much less a big schema counts than its size: 0 every column counts alike, 1 every schema does. */
  readonly even: number
  readonly rounds: number
}

export const TRAIN: TrainOptions = { pull: 1, even: 0.5, rounds: 150 }

interface Lesson {
  readonly trial: Trial
  readonly weight: number
  /** Whether "none of them" is one of the answers; else only the order of the pairs is learned. */
  readonly withNone: boolean
}

// An author who leaves obvious references undeclared says nothing about a column without a relation.
function lessonsOf(exam: Exam, dense: boolean, options: TrainOptions): readonly Lesson[] {
  const used = exam.trials.filter((trial) => dense || trial.truth >= 0)
  const weight = used.length ** -options.even * 20 ** options.even
  return used.map((trial) => ({ trial, weight, withNone: dense }))
}

/**
 * Fits weights.
 *
 * @param size How many signs there are.
 * @returns Log-odds by number of the sign.
 */
export function train(
  exams: readonly Exam[],
  isDense: (exam: Exam) => boolean,
  size: number,
  options: TrainOptions = TRAIN,
): Float64Array {
  const lessons = exams.flatMap((exam) => lessonsOf(exam, isDense(exam), options))
  const loss = (weights: Float64Array, slope: Float64Array): number => {
    let total = 0
    for (let i = 0; i < weights.length; i++) {
      const w = weights[i] ?? 0
      slope[i] = options.pull * w
      total += (options.pull * w * w) / 2
    }
    for (const { trial, weight, withNone } of lessons) {
      const scores = trial.vectors.map(({ signs, values }) => {
        let sum = 0
        for (let i = 0; i < signs.length; i++) sum += (weights[signs[i] ?? 0] ?? 0) * (values[i] ?? 0)
        return sum
      })
      const top = Math.max(withNone ? 0 : Number.NEGATIVE_INFINITY, ...scores)
      const powers = scores.map((score) => Math.exp(score - top))
      const sum = powers.reduce((a, b) => a + b, withNone ? Math.exp(-top) : 0)
      const own = trial.truth < 0 ? 0 : (scores[trial.truth] ?? 0)
      total += weight * (top + Math.log(sum) - own)
      trial.vectors.forEach(({ signs, values }, i) => {
        const error = weight * ((powers[i] ?? 0) / sum - (i === trial.truth ? 1 : 0))
        if (Math.abs(error) < 1e-9) return
        for (let j = 0; j < signs.length; j++) {
          const n = signs[j] ?? 0
          slope[n] = (slope[n] ?? 0) + error * (values[j] ?? 0)
        }
      })
    }
    return total
  }
  return descend(loss, new Float64Array(size), options.rounds)
}
