// What each clue says of a typical relation. Weights share what they explain: that a key is primary can seem to weigh
// more than the name that led to it, only because both are nearly always there. Measured against what is typical, a
// reason weighs what it adds.
import type { Weights } from '../infer/score.js'
import type { Exam } from './trials.js'

const clueOf = (sign: string): string => sign.slice(0, sign.indexOf(':'))

/**
 * The mean of every clue's weight over the true pairs, by the clue's name.
 *
 * @param names The signs by number, as the vectors count them.
 */
export function centresOf(exams: readonly Exam[], names: readonly string[], weights: Weights): Weights {
  const vectors = exams.flatMap(({ trials }) => trials.flatMap(({ vectors: all, truth }) => all[truth] ?? []))
  const sums = new Map<string, number>()
  for (const { signs, values } of vectors)
    for (const [i, sign] of signs.entries()) {
      const name = names[sign] ?? ''
      const weight = (weights[name] ?? 0) * (values[i] ?? 0)
      sums.set(clueOf(name), (sums.get(clueOf(name)) ?? 0) + weight)
    }
  const means = [...sums].map(([clue, sum]): readonly [string, number] => [
    clue,
    Math.round((sum / vectors.length) * 1000) / 1000,
  ])
  return Object.fromEntries(means.sort(([a], [b]) => (a < b ? -1 : 1)))
}
