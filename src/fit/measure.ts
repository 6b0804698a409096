// How good inference is on schemas whose relations are known.
import type { Inference } from '../relation/candidate.js'
import type { Columns } from '../schema/schema.js'
import type { Specimen } from './collection.js'

/** The best candidate of one reference: how sure it was, and whether it is true. */
interface Point {
  readonly confidence: number
  readonly right: boolean
  readonly convention: string
}

/** What inference made of one schema. */
export interface Tally {
  readonly specimen: Specimen
  /** True relations. */
  readonly links: number
  /** True relations that are the best candidate of their columns; that are listed at all. */
  readonly first: number
  readonly offered: number
  readonly points: readonly Point[]
}

// The order of the columns does not matter as long as the pairs stay the same.
function linkId(from: Columns, to: Columns): string {
  const pairs = from.fields.map((field, i) => `${field}=${to.fields[i]}`).sort()
  return `${from.model}->${to.model}(${pairs.join(',')})`
}

/** Compares what was inferred with what is true. */
export function tally(specimen: Specimen, inference: Inference): Tally {
  const truth = new Set(specimen.links.map(({ from, to }) => linkId(from, to)))
  const first = new Set<string>()
  const offered = new Set<string>()
  const points: Point[] = []
  for (const { candidates } of inference.references) {
    for (const { from, to } of candidates) offered.add(linkId(from, to))
    const [best] = candidates
    if (best === undefined) continue
    const id = linkId(best.from, best.to)
    first.add(id)
    const unknown =
      best.from.fields.length === 1 && specimen.unknown.has(`${best.from.model}.${best.from.fields[0]}`)
    if (!unknown)
      points.push({ confidence: best.confidence, right: truth.has(id), convention: best.convention })
  }
  for (const { from, guesses } of inference.unresolved)
    for (const guess of guesses) offered.add(linkId(from, guess.to))
  return {
    specimen,
    links: truth.size,
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
export function ratesAt(tallies: readonly Tally[], least: number): Rates {
  const made = tallies.flatMap(({ points }) => points.filter((point) => point.confidence >= least))
  const right = made.filter((point) => point.right).length
  const links = tallies.reduce((sum, { links: n }) => sum + n, 0)
  return rates(right, made.length, links)
}

function rates(right: number, made: number, links: number): Rates {
  const precision = made === 0 ? 0 : right / made
  const recall = links === 0 ? 0 : right / links
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  }
}

/** The mean over schemas instead of over relations. */
function meanRatesAt(tallies: readonly Tally[], least: number): Rates {
  const each = tallies.filter(({ links }) => links > 0).map((one) => ratesAt([one], least))
  const mean = (of: (r: Rates) => number) =>
    each.reduce((sum, r) => sum + of(r), 0) / Math.max(1, each.length)
  return { precision: mean((r) => r.precision), recall: mean((r) => r.recall), f1: mean((r) => r.f1) }
}

/** One step of ten of the confidence. */
export interface Bin {
  readonly count: number
  readonly confidence: number
  readonly right: number
}

/** Confidence against the share that is right, in ten steps. */
export function binsOf(tallies: readonly Tally[]): readonly Bin[] {
  const points = tallies.flatMap((one) => one.points)
  return Array.from({ length: 10 }, (_, i) => {
    const inside = points.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === i)
    return {
      count: inside.length,
      confidence: inside.reduce((sum, { confidence }) => sum + confidence, 0),
      right: inside.filter(({ right }) => right).length,
    }
  })
}

/** The expected calibration error: how far confidences are from the truth on average, 0 to 1. */
export function calibrationError(tallies: readonly Tally[]): number {
  const bins = binsOf(tallies)
  const count = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, count)
}

const percent = (share: number): string => (100 * share).toFixed(1).padStart(5)

const triple = ({ precision, recall, f1 }: Rates): string =>
  `${percent(precision)} ${percent(recall)} ${percent(f1)}`

/** One line of figures for a set of schemas. */
function lineFor(label: string, tallies: readonly Tally[]): string {
  const links = tallies.reduce((sum, one) => sum + one.links, 0)
  const share = (of: (one: Tally) => number) =>
    tallies.reduce((sum, one) => sum + of(one), 0) / Math.max(1, links)
  return [
    label.padEnd(19),
    String(tallies.length).padStart(4),
    String(links).padStart(6),
    ` ${percent(share((one) => one.first))} ${percent(share((one) => one.offered))}`,
    ` ${triple(ratesAt(tallies, 0.9))}`,
    ` ${triple(meanRatesAt(tallies, 0.9))}`,
    ` ${triple(ratesAt(tallies, 0.5))}`,
    ` ${triple(meanRatesAt(tallies, 0.5))}`,
    `  ${calibrationError(tallies).toFixed(3)}`,
  ].join(' ')
}

const HEADING = [
  '                                 right   all | at 0.9           | mean of schemas  | at 0.5           | mean of schemas  |',
  'set                    n  links  first shown |  prec  rec.   F1 |  prec  rec.   F1 |  prec  rec.   F1 |  prec  rec.   F1 |  ECE',
].join('\n')

/** A line for every set, and for its dense schemas. */
export function report(tallies: readonly Tally[], isDense: (specimen: Specimen) => boolean): string {
  const sets = [...new Set(tallies.map(({ specimen }) => specimen.set))]
  const lines = sets.flatMap((set) => {
    const all = tallies.filter(({ specimen }) => specimen.set === set)
    const dense = all.filter(({ specimen }) => isDense(specimen))
    return [lineFor(set, all), ...(dense.length > 0 ? [lineFor(`${set}:dense`, dense)] : [])]
  })
  return [HEADING, ...lines].join('\n')
}

/** How often each convention was right, and how sure it was, over dense schemas. */
export function perConvention(tallies: readonly Tally[]): string {
  const points = tallies.flatMap((one) => one.points)
  const names = [...new Set(points.map(({ convention }) => convention))].sort()
  const lines = names.map((name) => {
    const own = points.filter(({ convention }) => convention === name)
    const mean = (of: (p: Point) => number) => own.reduce((sum, p) => sum + of(p), 0) / own.length
    return `${name.padEnd(20)} ${String(own.length).padStart(6)}  ${percent(mean((p) => p.confidence))}  ${percent(mean((p) => Number(p.right)))}`
  })
  return ['convention                n   sure  right', ...lines].join('\n')
}
