// What answers teach: what is known of some columns moves the confidence of all that are named in the same way.

import { groupBy } from '../grouped.js'
import type { Candidate, Evidence, Reference } from '../relation/candidate.js'
import { columnSetKey } from '../relation/identity.js'
import type { Columns } from '../schema/schema.js'
import { descend } from './descend.js'
import { numbering } from './numbering.js'
import { chances, rounded } from './score.js'

/** What is known of some columns: because a person said so, or because the schema declares it. */
export interface Lesson {
  readonly from: Columns
  /** What they reference; undefined where only `not` is known. */
  readonly to?: Columns | undefined
  /** What they do not reference. */
  readonly not: readonly Columns[]
}

/** That columns reference nothing of all that was thought of. */
export const noRelation = ({ from, candidates }: Reference): Lesson => ({
  from,
  not: candidates.map(({ to }) => to),
})

/** What each way of naming is worth more, or less, in this schema than in others, in log-odds. */
type Offsets = ReadonlyMap<string, number>

// How far ways of naming lie from what is fitted over all schemas, in log-odds: between 0.6 and 1.5 the figures of
// `npm run bench -- --answers` hardly differ.
const DEVIATION = 1
const ROUNDS = 30
// Confidences have three digits: no odds are greater than that.
const LEAST_CHANCE = 0.001
// Less is not worth a word.
const TOLD_OFFSET = 0.25

/** The log-odds of every candidate against none of them. */
function scoresOf({ candidates }: Reference): readonly number[] {
  const total = candidates.reduce((sum, { confidence }) => sum + confidence, 0)
  const none = Math.max(LEAST_CHANCE, 1 - total)
  return candidates.map(({ confidence }) => Math.log(Math.max(LEAST_CHANCE, confidence) / none))
}

/** One lesson over the candidates of its columns. */
interface Task {
  readonly weight: number
  readonly scores: readonly number[]
  /** Of each candidate, its ways of naming by number. */
  readonly ways: readonly (readonly number[])[]
  /** The candidate that is true; undefined where that is not known. */
  readonly truth: number | undefined
  /** Those that are known to be false. */
  readonly wrong: ReadonlySet<number>
}

/** How badly the scores fit a task, and the slope of that over each score. */
function misfit({ truth, wrong }: Task, scores: readonly number[]): readonly [number, readonly number[]] {
  const shares = chances(scores)
  if (truth !== undefined)
    return [
      -Math.log(Math.max(LEAST_CHANCE ** 3, shares[truth] ?? 0)),
      shares.map((share, i) => share - (i === truth ? 1 : 0)),
    ]
  const lost = shares.reduce((sum, share, i) => sum + (wrong.has(i) ? share : 0), 0)
  const left = Math.max(LEAST_CHANCE ** 3, 1 - lost)
  return [-Math.log(left), shares.map((share, i) => (wrong.has(i) ? share : (-share * lost) / left))]
}

const nameOf = ({ fields }: Columns): string => fields.join()

function tasksOf(
  references: readonly Reference[],
  lessons: readonly Lesson[],
  certain: number,
  numberOf: (way: string) => number,
): readonly Task[] {
  const byColumns = new Map(references.map((reference) => [columnSetKey(reference.from), reference]))
  const alike = groupBy(lessons, ({ from }) => nameOf(from))
  return lessons.flatMap(({ from, to, not }): readonly Task[] => {
    const reference = byColumns.get(columnSetKey(from))
    if (reference === undefined) return []
    const { candidates } = reference
    const at = (columns: Columns) =>
      candidates.findIndex((candidate) => columnSetKey(candidate.to) === columnSetKey(columns))
    const truth = to === undefined ? -1 : at(to)
    const isNoNews = truth === 0 && (candidates[0]?.confidence ?? 0) >= certain
    if (isNoNews) return []
    // What references something that nobody thought of references none of the others.
    const wrong = to === undefined ? not.map(at).filter((i) => i >= 0) : truth < 0 ? candidates.keys() : []
    const task: Task = {
      // Columns of one name are one thing to say: many of them teach little more than one.
      weight: 1 / Math.sqrt(alike.get(nameOf(from))?.length ?? 1),
      scores: scoresOf(reference),
      ways: candidates.map(({ ways }) => (ways ?? []).map(numberOf)),
      truth: truth < 0 ? undefined : truth,
      wrong: new Set(wrong),
    }
    return task.truth === undefined && task.wrong.size === 0 ? [] : [task]
  })
}

/** The likeliest offsets of the ways of naming, which are expected to lie about zero. */
function offsetsOf(references: readonly Reference[], lessons: readonly Lesson[], certain: number): Offsets {
  const { names, numberOf } = numbering()
  const tasks = tasksOf(references, lessons, certain, numberOf)
  const found = descend(
    (offsets, slope) => {
      let loss = 0
      offsets.forEach((offset, way) => {
        slope[way] = offset / DEVIATION ** 2
        loss += offset ** 2 / (2 * DEVIATION ** 2)
      })
      for (const task of tasks) {
        const [own, slopes] = misfit(
          task,
          task.scores.map((score, i) => score + sum(task.ways[i], (way) => offsets[way] ?? 0)),
        )
        loss += task.weight * own
        slopes.forEach((steep, i) => {
          for (const way of task.ways[i] ?? []) slope[way] = (slope[way] ?? 0) + task.weight * steep
        })
      }
      return loss
    },
    new Float64Array(names.length),
    ROUNDS,
  )
  return new Map(names.map((way, i) => [way, found[i] ?? 0]))
}

function sum<T>(list: readonly T[] | undefined, of: (one: T) => number): number {
  return (list ?? []).reduce((total, one) => total + of(one), 0)
}

function evidenceOf(offset: number): readonly Evidence[] {
  if (Math.abs(offset) < TOLD_OFFSET) return []
  const says = `what is known of columns named alike here speaks ${offset > 0 ? 'for' : 'against'} it`
  return [{ source: 'answers', says, weight: rounded(offset) }]
}

/**
 * References with the confidence that lessons leave them.
 *
 * @param references Those that are open.
 * @param studied Those that the lessons are about, with all their candidates.
 * @param certain The confidence, 0 to 1, from which on a yes says nothing new: nothing is lifted over it by what was above
 *   it anyway.
 * @example
 * taught(references, references, [{ from, to, not: [] }], 0.9)[0]?.candidates[0]?.confidence
 */
export function taught(
  references: readonly Reference[],
  studied: readonly Reference[],
  lessons: readonly Lesson[],
  certain: number,
): readonly Reference[] {
  if (lessons.length === 0) return references
  const offsets = offsetsOf(studied, lessons, certain)
  if (offsets.size === 0) return references
  return references.map((reference) => {
    const moved = reference.candidates.map(({ ways }) => sum(ways, (way) => offsets.get(way) ?? 0))
    if (moved.every((offset) => offset === 0)) return reference
    const shares = chances(scoresOf(reference).map((score, i) => score + (moved[i] ?? 0)))
    return {
      ...reference,
      candidates: reference.candidates
        .map(
          (candidate, i): Candidate => ({
            ...candidate,
            confidence: rounded(shares[i] ?? 0),
            evidence: [...candidate.evidence, ...evidenceOf(moved[i] ?? 0)],
          }),
        )
        .toSorted((a, b) => b.confidence - a.confidence),
    }
  })
}
