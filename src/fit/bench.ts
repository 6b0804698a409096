// The program `npm run bench -- FOLDER`: how good the present weights are on a folder of schemas, and with `--answers` how
// good they get as a person answers.
import { infer } from '../infer/infer.js'
import { type AnsweredMeasure, answeredBy } from './answers.js'
import { collect, type Specimen } from './collection.js'
import { isDense } from './density.js'
import { binsOf, groupReport, outcomeOf, perConvention, rates, report } from './measure.js'
import { onFolder, type ProgramOptions } from './program.js'

const printLine = (text: string): boolean => process.stdout.write(`${text}\n`)

function benchFolder(specimens: readonly Specimen[]): void {
  const outcomes = specimens.map((specimen) => outcomeOf(specimen, infer(specimen.schema)))
  const dense = outcomes.filter(({ specimen }) => isDense(specimen))
  printLine(report(outcomes, (specimen) => dense.some((one) => one.specimen === specimen)))
  printLine('')
  printLine('sure  right      n   (schemas that declare nearly all of their relations)')
  for (const { count, confidence, right } of binsOf(dense))
    if (count > 0)
      printLine(
        `${(confidence / count).toFixed(2)}   ${(right / count).toFixed(2)} ${String(count).padStart(7)}`,
      )
  printLine('')
  printLine(groupReport(dense))
  printLine('')
  printLine(perConvention(dense))
}

/** What some answers come to over the schemas of a set, as shares. */
interface ShareRow {
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

function shareRowsOf(specimens: readonly Specimen[], stops: readonly number[]): readonly ShareRow[] {
  const measures = new Map(specimens.map((specimen) => [specimen, answeredBy(specimen, stops)]))
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

function benchAnswers(specimens: readonly Specimen[], stops: readonly number[], json: boolean): void {
  const rows = shareRowsOf(specimens, stops)
  if (json) {
    printLine(JSON.stringify(rows, null, 2))
    return
  }
  printLine('set                 answers   first   prec.    rec.   F1 at 0.5')
  for (const { set, answers, ...shares } of rows)
    printLine(
      [
        set.padEnd(19),
        String(answers).padStart(7),
        ...[shares.first, shares.precision, shares.recall, shares.f1].map((share) =>
          (100 * share).toFixed(1).padStart(7),
        ),
      ].join(' '),
    )
}

onFolder('bench', (folder, { answers, json }: ProgramOptions) => {
  const specimens = collect(folder)
  if (answers === undefined) benchFolder(specimens)
  else benchAnswers(specimens, answers, json)
})
