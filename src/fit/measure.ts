// How good inference is on schemas whose relations are known.
import { groupKey } from '../decide/interview.js'
import { groupBy } from '../grouped.js'
import type { Inference } from '../relation/candidate.js'
import type { Columns } from '../schema/schema.js'
import { type Specimen, usedColumns } from './collection.js'

/** The best candidate of one reference: how sure it was, and whether it is true. */
interface Point {
  readonly confidence: number
  readonly right: boolean
  /** Whether a column of it has a declared relation, this or another. */
  readonly declared: boolean
  readonly convention: string
  /** Its group: the column names and what they lead to, which a person is asked about as one. */
  readonly group: string
}

/** What inference made of one schema. */
export interface Outcome {
  readonly specimen: Specimen
  /** True relations. */
  readonly relations: number
  /** True relations that are the best candidate of their columns; that are listed at all. */
  readonly first: number
  readonly offered: number
  readonly points: readonly Point[]
}

/** One name for a relation, whatever the order of its columns as long as the pairs stay the same. */
export function pairNames(from: Columns, to: Columns): string {
  const pairs = from.fields.map((field, i) => `${field}=${to.fields[i]}`).sort()
  return `${from.model}->${to.model}(${pairs.join(',')})`
}

/** Compares what was inferred with what is true. */
export function outcomeOf(specimen: Specimen, inference: Inference): Outcome {
  const truth = new Set(specimen.relations.map(({ from, to }) => pairNames(from, to)))
  const isDeclared = usedColumns(specimen)
  const first = new Set<string>()
  const offered = new Set<string>()
  const points: Point[] = []
  for (const { candidates } of inference.references) {
    for (const { from, to } of candidates) offered.add(pairNames(from, to))
    const [best] = candidates
    if (best === undefined) continue
    const id = pairNames(best.from, best.to)
    first.add(id)
    const unknown =
      best.from.fields.length === 1 && specimen.unknown.has(`${best.from.model}.${best.from.fields[0]}`)
    if (!unknown)
      points.push({
        confidence: best.confidence,
        right: truth.has(id),
        declared: isDeclared(best.from),
        convention: best.convention,
        group: groupKey(best),
      })
  }
  for (const { from, guesses } of inference.unresolved)
    for (const guess of guesses) offered.add(pairNames(from, guess.to))
  return {
    specimen,
    relations: truth.size,
    first: [...truth].filter((id) => first.has(id)).length,
    offered: [...truth].filter((id) => offered.has(id)).length,
    points,
  }
}

/** Shares, 0 to 1. */
export interface Rates {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** What accepting everything at or above a confidence comes to, over all relations. */
export function ratesAt(outcomes: readonly Outcome[], least: number): Rates {
  const made = outcomes.flatMap(({ points }) => points.filter((point) => point.confidence >= least))
  const right = made.filter((point) => point.right).length
  const relations = outcomes.reduce((sum, { relations: n }) => sum + n, 0)
  return rates(right, made.length, relations)
}

/** The rates of what was accepted. */
export function rates(right: number, made: number, relations: number): Rates {
  const precision = made === 0 ? 0 : right / made
  const recall = relations === 0 ? 0 : right / relations
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  }
}

/** The mean over schemas instead of over relations. */
function meanRatesAt(outcomes: readonly Outcome[], least: number): Rates {
  const each = outcomes.filter(({ relations }) => relations > 0).map((one) => ratesAt([one], least))
  const mean = (of: (r: Rates) => number) =>
    each.reduce((sum, r) => sum + of(r), 0) / Math.max(1, each.length)
  return { precision: mean((r) => r.precision), recall: mean((r) => r.recall), f1: mean((r) => r.f1) }
}

/** One step of ten of the confidence. */
export interface Bin {
  readonly count: number
  readonly confidence: number
  readonly right: number
  /** How far from `confidence` as many fair throws would be expected to end. */
  readonly luck: number
}

/** Confidence against the share that is right, in ten steps. */
export const binsOf = (outcomes: readonly Outcome[]): readonly Bin[] =>
  tenSteps(
    outcomes.flatMap(({ points }) =>
      points.map(({ confidence, right }) => ({ confidence, right: Number(right) })),
    ),
  )

/** The steps of points of which each may be right in part. */
function tenSteps(points: readonly Pick<GroupPoint, 'confidence' | 'right'>[]): readonly Bin[] {
  return Array.from({ length: 10 }, (_, i) => {
    const inside = points.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === i)
    return {
      count: inside.length,
      confidence: inside.reduce((sum, { confidence }) => sum + confidence, 0),
      right: inside.reduce((sum, { right }) => sum + right, 0),
      luck: Math.sqrt((2 * inside.reduce((sum, { confidence: p }) => sum + p * (1 - p), 0)) / Math.PI),
    }
  })
}

/** The expected calibration error: how far confidences are from the truth on average, 0 to 1. */
export const calibrationError = (outcomes: readonly Outcome[]): number => distanceOf(binsOf(outcomes))

function distanceOf(bins: readonly Bin[]): number {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, count)
}

const inPercent = (share: number): string => (100 * share).toFixed(1).padStart(5)

const triple = ({ precision, recall, f1 }: Rates): string =>
  `${inPercent(precision)} ${inPercent(recall)} ${inPercent(f1)}`

/** One line of figures for a set of schemas. */
function lineFor(label: string, outcomes: readonly Outcome[]): string {
  const relations = outcomes.reduce((sum, one) => sum + one.relations, 0)
  const share = (of: (one: Outcome) => number) =>
    outcomes.reduce((sum, one) => sum + of(one), 0) / Math.max(1, relations)
  return [
    label.padEnd(19),
    String(outcomes.length).padStart(4),
    String(relations).padStart(6),
    ` ${inPercent(share((one) => one.first))} ${inPercent(share((one) => one.offered))}`,
    ` ${triple(ratesAt(outcomes, 0.9))}`,
    ` ${triple(meanRatesAt(outcomes, 0.9))}`,
    ` ${triple(ratesAt(outcomes, 0.5))}`,
    ` ${triple(meanRatesAt(outcomes, 0.5))}`,
    `  ${calibrationError(outcomes).toFixed(3)}`,
  ].join(' ')
}

const HEADING = [
  '                                 right   all | at 0.9           | mean of schemas  | at 0.5           | mean of schemas  |',
  'set                    n   true  first shown |  prec  rec.   F1 |  prec  rec.   F1 |  prec  rec.   F1 |  prec  rec.   F1 |  ECE',
].join('\n')

/** A line for every set, and for its dense schemas. */
export function report(outcomes: readonly Outcome[], isDense: (specimen: Specimen) => boolean): string {
  const sets = [...new Set(outcomes.map(({ specimen }) => specimen.set))]
  const lines = sets.flatMap((set) => {
    const all = outcomes.filter(({ specimen }) => specimen.set === set)
    const dense = all.filter(({ specimen }) => isDense(specimen))
    return [lineFor(set, all), ...(dense.length > 0 ? [lineFor(`${set}:dense`, dense)] : [])]
  })
  return [HEADING, ...lines].join('\n')
}

/** How often each convention was right, and how sure it was, over dense schemas. */
export function perConvention(outcomes: readonly Outcome[]): string {
  const points = outcomes.flatMap((one) => one.points)
  const names = [...new Set(points.map(({ convention }) => convention))].sort()
  const lines = names.map((name) => {
    const own = points.filter(({ convention }) => convention === name)
    const mean = (of: (p: Point) => number) => own.reduce((sum, p) => sum + of(p), 0) / own.length
    return `${name.padEnd(20)} ${String(own.length).padStart(6)}  ${inPercent(mean((p) => p.confidence))}  ${inPercent(mean((p) => Number(p.right)))}`
  })
  return ['convention                n   sure  right', ...lines].join('\n')
}

/** A group as one point: how sure its members were on average, and the share of them that is right. */
interface GroupPoint {
  readonly confidence: number
  readonly right: number
  readonly members: number
}

const groupPointsOf = ({ points }: Outcome): readonly GroupPoint[] =>
  [...groupBy(points, ({ group }) => group).values()].map((own) => ({
    confidence: own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length,
    right: own.filter(({ right }) => right).length / own.length,
    members: own.length,
  }))

/** A line for every set, in which a group of columns of one name and one target counts as one. */
export function groupReport(outcomes: readonly Outcome[]): string {
  const lines = [...groupBy(outcomes, ({ specimen }) => specimen.set)].map(([set, own]) => {
    const points = own.flatMap(groupPointsOf)
    const bins = tenSteps(points)
    const luck = bins.reduce((sum, bin) => sum + bin.luck, 0) / Math.max(1, points.length)
    const sure = points.filter(({ confidence }) => confidence >= 0.9)
    const right = sure.reduce((sum, one) => sum + one.right, 0)
    return [
      set.padEnd(19),
      String(points.length).padStart(6),
      String(sure.length).padStart(6),
      inPercent(right / Math.max(1, sure.length)),
      ` ${distanceOf(bins).toFixed(3)} ${luck.toFixed(3)}`,
    ].join(' ')
  })
  return ['set of groups            n  at .9  prec    ECE  luck', ...lines].join('\n')
}
