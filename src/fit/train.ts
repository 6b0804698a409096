// Fits the table of weights to trials whose truth is known.
import { descend } from '../infer/descend.js'
import { chances } from '../infer/score.js'
import type { Exam, Trial, Vector } from './trials.js'
import { noneInTruth, PLAINLY_NAMED } from './undeclared.js'

export interface TrainOptions {
  /** How strongly weights are drawn to zero; shared by all signs, so that rare ones stay near it. */
  readonly pull: number
  /** How much less a big schema counts than its size: 0 every column counts alike, 1 every schema does. */
  readonly even: number
  readonly rounds: number
}

const TRAIN: TrainOptions = { pull: 2, even: 0.8, rounds: 120 }

/** All lessons in flat arrays: lesson l has the pairs from `pairs[l]`, pair p the signs from `starts[p]`. */
interface FitLessons {
  readonly count: number
  readonly weights: Float64Array
  /** Whether "none of them" is one of the answers; else only the order of the pairs is learned. */
  readonly withNone: Uint8Array
  readonly truths: Int32Array
  readonly pairs: Int32Array
  readonly starts: Int32Array
  readonly signs: Int32Array
  readonly values: Float64Array
}

interface FitLesson {
  readonly trial: Trial
  readonly weight: number
  readonly withNone: boolean
}

// An author who leaves obvious references undeclared says nothing about a column without a relation.
function fitLessonsOf(exam: Exam, dense: boolean, options: TrainOptions): readonly FitLesson[] {
  const used = exam.trials.filter((trial) => dense || trial.truth >= 0)
  const weight = (TYPICAL_SIZE / Math.max(1, used.length)) ** options.even
  return used.map((trial) => ({ trial, weight, withNone: dense }))
}

// A schema with so many open columns has weight one.
const TYPICAL_SIZE = 20

/** Lets plain columns without a declared relation count less: more likely than not somebody forgot to declare it. */
function withoutPlain(lessons: readonly FitLesson[], weights: Float64Array): readonly FitLesson[] {
  const scoreOf = ({ signs, values }: Vector): number => {
    let score = 0
    signs.forEach((sign, i) => {
      score += (weights[sign] ?? 0) * (values[i] ?? 0)
    })
    return score
  }
  return lessons.map((lesson) => {
    const { trial, withNone, weight } = lesson
    if (!withNone || trial.declared) return lesson
    const best = Math.max(...chances(trial.vectors.map(scoreOf)))
    return best < PLAINLY_NAMED ? lesson : { ...lesson, weight: weight * noneInTruth(best) }
  })
}

function flat(lessons: readonly FitLesson[]): FitLessons {
  const vectors = lessons.flatMap(({ trial }) => trial.vectors)
  const pairs = new Int32Array(lessons.length + 1)
  lessons.forEach(({ trial }, i) => {
    pairs[i + 1] = (pairs[i] ?? 0) + trial.vectors.length
  })
  const starts = new Int32Array(vectors.length + 1)
  vectors.forEach((vector, i) => {
    starts[i + 1] = (starts[i] ?? 0) + vector.signs.length
  })
  const signs = new Int32Array(starts[vectors.length] ?? 0)
  const values = new Float64Array(signs.length)
  vectors.forEach((vector, i) => {
    signs.set(vector.signs, starts[i])
    values.set(vector.values, starts[i])
  })
  return {
    count: lessons.length,
    weights: Float64Array.from(lessons, (lesson) => lesson.weight),
    withNone: Uint8Array.from(lessons, (lesson) => Number(lesson.withNone)),
    truths: Int32Array.from(lessons, ({ trial }) => trial.truth),
    pairs,
    starts,
    signs,
    values,
  }
}

/** The loss of one lesson; its slope is added to `slope`. `chances` is room for the pairs of any lesson. */
function lossOf(
  all: FitLessons,
  lesson: number,
  weights: Float64Array,
  slope: Float64Array,
  chances: Float64Array,
): number {
  const { pairs, starts, signs, values } = all
  const first = pairs[lesson] ?? 0
  const end = pairs[lesson + 1] ?? 0
  const truth = all.truths[lesson] ?? -1
  const none = all.withNone[lesson] === 1
  const weight = all.weights[lesson] ?? 0
  let top = none ? 0 : Number.NEGATIVE_INFINITY
  for (let pair = first; pair < end; pair++) {
    let score = 0
    for (let i = starts[pair] ?? 0, stop = starts[pair + 1] ?? 0; i < stop; i++)
      score += (weights[signs[i] ?? 0] ?? 0) * (values[i] ?? 0)
    chances[pair - first] = score
    if (score > top) top = score
  }
  const own = truth < 0 ? 0 : (chances[truth] ?? 0)
  let sum = none ? Math.exp(-top) : 0
  for (let pair = 0; pair < end - first; pair++) {
    const power = Math.exp((chances[pair] ?? 0) - top)
    chances[pair] = power
    sum += power
  }
  for (let pair = first; pair < end; pair++) {
    const right = pair - first === truth ? 1 : 0
    const error = weight * ((chances[pair - first] ?? 0) / sum - right)
    if (Math.abs(error) < NEGLIGIBLE) continue
    for (let i = starts[pair] ?? 0, stop = starts[pair + 1] ?? 0; i < stop; i++) {
      const sign = signs[i] ?? 0
      slope[sign] = (slope[sign] ?? 0) + error * (values[i] ?? 0)
    }
  }
  return weight * (top + Math.log(sum) - own)
}

const NEGLIGIBLE = 1e-7

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
  const lessons = exams.flatMap((exam) => fitLessonsOf(exam, isDense(exam), options))
  const first = fitted(lessons, new Float64Array(size), options)
  return fitted(withoutPlain(lessons, first), first, options)
}

/** The likeliest weights after some lessons, looked for from a start. */
function fitted(list: readonly FitLesson[], start: Float64Array, options: TrainOptions): Float64Array {
  const lessons = flat(list)
  const most = lessons.pairs.reduce((max, at, i) => Math.max(max, at - (lessons.pairs[i - 1] ?? 0)), 0)
  const chances = new Float64Array(most)
  const loss = (weights: Float64Array, slope: Float64Array): number => {
    let total = 0
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0
      slope[i] = options.pull * weight
      total += (options.pull * weight * weight) / 2
    }
    for (let lesson = 0; lesson < lessons.count; lesson++)
      total += lossOf(lessons, lesson, weights, slope, chances)
    return total
  }
  return descend(loss, start, options.rounds)
}
