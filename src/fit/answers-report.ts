// What a person's answers are worth, as a table.
import type { AnsweredMeasure } from './answers.js'
import type { Specimen } from './collection.js'
import { isDense } from './density.js'
import { rates } from './measure.js'

/** What some answers come to over the schemas of a set, as shares. */
export interface ShareRow {
  readonly set: string
  readonly answers: number
  readonly first: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

function shareRowOf(set: string, answers: number, list: readonly AnsweredMeasure[]): ShareRow {
  const sum = (of: (one: AnsweredMeasure) => number) => list.reduce((total, one) => total + of(one), 0)
  const relations = sum((one) => one.relations)
  return {
    set,
    answers,
    first: sum((one) => one.first) / Math.max(1, relations),
    ...rates(
      sum((one) => one.right),
      sum((one) => one.made),
      relations,
    ),
  }
}

/**
 * A row for every set and stop, and for the dense schemas of the set.
 *
 * @param measuresOf One measure for each stop.
 */
export function shareRowsOf(
  specimens: readonly Specimen[],
  stops: readonly number[],
  measuresOf: (specimen: Specimen) => readonly AnsweredMeasure[],
): readonly ShareRow[] {
  const measures = new Map(specimens.map((specimen) => [specimen, measuresOf(specimen)]))
  const rows = (label: string, own: readonly Specimen[]): readonly ShareRow[] =>
    own.length === 0
      ? []
      : stops.map((stop, i) =>
          shareRowOf(
            label,
            stop,
            own.flatMap((specimen) => measures.get(specimen)?.[i] ?? []),
          ),
        )
  return [...new Set(specimens.map(({ set }) => set))].flatMap((set) => {
    const own = specimens.filter((specimen) => specimen.set === set)
    return [...rows(set, own), ...rows(`${set}:dense`, own.filter(isDense))]
  })
}

/** The rows as lines of text. */
export function answersReport(rows: readonly ShareRow[]): string {
  const lines = rows.map(({ set, answers, ...shares }) =>
    [
      set.padEnd(19),
      String(answers).padStart(7),
      ...[shares.first, shares.precision, shares.recall, shares.f1].map((share) =>
        (100 * share).toFixed(1).padStart(7),
      ),
    ].join(' '),
  )
  return ['set                 answers   first   prec.    rec.   F1 at 0.5', ...lines].join('\n')
}
