// The program `npm run fit -- FOLDER`: fits the table of weights and says how good it is on schemas it has not seen.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { infer } from '../infer/infer.js'
import type { Weights } from '../infer/score.js'
import { BY_HAND } from '../infer/weights-by-hand.js'
import { collect } from './collection.js'
import { isDense } from './density.js'
import { foldsOf } from './folds.js'
import { perConvention, report, tally } from './measure.js'
import { train } from './train.js'
import { alphabet, examine } from './trials.js'

const FOLDS = 5
// A weight that moves no probability by half a percent is noise.
const LEAST_WEIGHT = 0.01

const say = (text: string): boolean => process.stderr.write(`${text}\n`)

function tableOf(names: readonly string[], weights: Float64Array): Weights {
  const entries = names
    .map((name, i): readonly [string, number] => [name, Math.round((weights[i] ?? 0) * 1000) / 1000])
    .filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function sourceOf(weights: Weights): string {
  const lines = Object.entries(weights).map(([name, weight]) => `  ${JSON.stringify(name)}: ${weight},`)
  return [
    '// Written by `npm run fit`: the log-odds that each sign is worth. Do not edit; weights-by-hand.ts is for that.',
    "import type { Weights } from './score.js'",
    '',
    'export const WEIGHTS: Weights = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

function run(folder: string, target: string): void {
  const letters = alphabet()
  const exams = collect(folder).map((specimen) => examine(specimen, letters))
  const dense = new Map(exams.map(({ specimen }) => [specimen, isDense(specimen)]))
  const size = letters.names.length
  say(
    `${exams.length} schemas, ${exams.reduce((n, exam) => n + exam.trials.length, 0)} columns, ${size} signs`,
  )
  const folds = foldsOf(
    exams.map(({ specimen }) => specimen),
    FOLDS,
  )
  const denseExam = ({ specimen }: (typeof exams)[number]) => dense.get(specimen) ?? false
  const tallies = Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const others = exams.filter(({ specimen }) => folds.get(specimen) !== fold)
    const weights = { ...tableOf(letters.names, train(others, denseExam, size)), ...BY_HAND }
    say(`fold ${fold + 1} of ${FOLDS}`)
    return exams
      .filter(({ specimen }) => folds.get(specimen) === fold)
      .map(({ specimen }) => tally(specimen, infer(specimen.schema, { weights })))
  })
  say(report(tallies, (specimen) => dense.get(specimen) ?? false))
  say(perConvention(tallies.filter(({ specimen }) => dense.get(specimen))))
  writeFileSync(target, sourceOf(tableOf(letters.names, train(exams, denseExam, size))))
  say(`Wrote ${path.relative(process.cwd(), target)}. Build again to use it.`)
}

const [folder] = process.argv.slice(2)
const here = path.dirname(fileURLToPath(import.meta.url))
if (folder === undefined) {
  say('Usage: npm run fit -- FOLDER')
  process.exitCode = 2
} else run(folder, path.join(here, '../../src/infer/weights.ts'))
