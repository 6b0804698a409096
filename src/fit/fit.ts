// The program `npm run fit -- FOLDER`: fits the table of weights and says how good it is on schemas it has not seen.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { habitsOf } from '../infer/habits.js'
import { infer } from '../infer/infer.js'
import { nameIndexOf } from '../infer/name-index.js'
import { numbering } from '../infer/numbering.js'
import type { Weights } from '../infer/score.js'
import { BY_HAND } from '../infer/weights-by-hand.js'
import { answeredBy } from './answers.js'
import { answersReport, shareRowsOf } from './answers-report.js'
import { centresOf } from './centres.js'
import { collect, type Specimen } from './collection.js'
import { isDense } from './density.js'
import { foldsOf } from './folds.js'
import { type Outcome, outcomeOf, perConvention, report } from './measure.js'
import { onFolder } from './program.js'
import { bestShift } from './shift.js'
import { train } from './train.js'
import { examOf } from './trials.js'

const FOLDS = 5
// How many answers of a person are given before each measure.
const ANSWERS: readonly number[] = [0, 3, 5, 10, 20]
// A weight that moves no probability by half a percent is noise.
const LEAST_WEIGHT = 0.01

// Signs that every pair has, and every pair of a schema whose columns are not spelled `userId`.
const EVERY_PAIR = 'name:any'
const PLAIN_SPELLING = 'style:plain'

const logLine = (text: string): boolean => process.stderr.write(`${text}\n`)

function weightTable(names: readonly string[], weights: Float64Array): Weights {
  const entries = names
    .map((name, i): readonly [string, number] => [name, Math.round((weights[i] ?? 0) * 1000) / 1000])
    .filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const weightLines = (table: Weights): readonly string[] =>
  Object.entries(table).map(([name, weight]) => `  ${JSON.stringify(name)}: ${weight},`)

function sourceOf(weights: Weights, centres: Weights): string {
  return [
    '// Written by `npm run fit`: the log-odds that each sign is worth. Do not edit; weights-by-hand.ts is for that.',
    "import type { Weights } from './score.js'",
    '',
    'export const WEIGHTS: Weights = {',
    ...weightLines(weights),
    '}',
    '',
    '/** What each clue says of a typical relation. Evidence is told against it; sums need it not. */',
    'export const CENTRES: Weights = {',
    ...weightLines(centres),
    '}',
    '',
  ].join('\n')
}

/** The weights with all confidences moved: by one shift where columns are spelled `userId`, by another elsewhere. */
function shifted(weights: Weights, camel: number, plain: number): Weights {
  const moved = (name: string, by: number) => ({
    [name]: Math.round(((weights[name] ?? 0) + by) * 1000) / 1000,
  })
  return { ...weights, ...moved(EVERY_PAIR, camel), ...moved(PLAIN_SPELLING, plain - camel) }
}

/** Shifts from weights that were fitted to other schemas. */
function shiftsOf(outcomes: readonly Outcome[]): readonly [camel: number, plain: number] {
  const spelling = ({ specimen }: Outcome) => habitsOf(nameIndexOf(specimen.schema)).spelling
  const camel = outcomes.filter((one) => spelling(one) === 'camel')
  return [bestShift(camel), bestShift(outcomes.filter((one) => !camel.includes(one)))]
}

function fitFolder(folder: string, target: string): void {
  const numbers = numbering()
  const exams = collect(folder).map((specimen) => examOf(specimen, numbers))
  const dense = new Map(exams.map(({ specimen }) => [specimen, isDense(specimen)]))
  const size = numbers.names.length
  logLine(
    `${exams.length} schemas, ${exams.reduce((n, exam) => n + exam.trials.length, 0)} columns, ${size} signs`,
  )
  const folds = foldsOf(
    exams.map(({ specimen }) => specimen),
    FOLDS,
  )
  const denseExam = ({ specimen }: (typeof exams)[number]) => dense.get(specimen) ?? false
  const learned = Array.from({ length: FOLDS }, (_, fold): Weights => {
    const others = exams.filter(({ specimen }) => folds.get(specimen) !== fold)
    logLine(`fold ${fold + 1} of ${FOLDS}`)
    return weightTable(numbers.names, train(others, denseExam, size))
  })
  const unseen = (weightsOf: (fold: number) => Weights) =>
    exams.map(({ specimen }) => {
      const weights = { ...weightsOf(folds.get(specimen) ?? 0), ...BY_HAND }
      return outcomeOf(specimen, infer(specimen.schema, { weights }))
    })
  const plainly = unseen((fold) => learned[fold] ?? {}).filter(({ specimen }) => dense.get(specimen))
  // The shifts of a fold are learned from the others, as its weights are.
  const others = (fold: number) => plainly.filter(({ specimen }) => folds.get(specimen) !== fold)
  const moved = learned.map((weights, fold) => shifted(weights, ...shiftsOf(others(fold))))
  const outcomes = unseen((fold) => moved[fold] ?? {})
  logLine(report(outcomes, (specimen) => dense.get(specimen) ?? false))
  logLine(perConvention(outcomes.filter(({ specimen }) => dense.get(specimen))))
  const ofFold = (specimen: Specimen): Weights => ({ ...moved[folds.get(specimen) ?? 0], ...BY_HAND })
  const asked = exams.map(({ specimen }) => specimen)
  logLine(
    answersReport(shareRowsOf(asked, ANSWERS, (specimen) => answeredBy(specimen, ANSWERS, ofFold(specimen)))),
  )
  const shifts = shiftsOf(plainly)
  logLine(`Confidences moved by ${shifts.map((shift) => shift.toFixed(2)).join(' and ')} log-odds.`)
  const weights = shifted(weightTable(numbers.names, train(exams, denseExam, size)), ...shifts)
  writeFileSync(target, sourceOf(weights, centresOf(exams, numbers.names, weights)))
  logLine(`Wrote ${path.relative(process.cwd(), target)}. Build again to use it.`)
}

const here = path.dirname(fileURLToPath(import.meta.url))
onFolder('fit', (folder) => fitFolder(folder, path.join(here, '../../src/infer/weights.ts')))
