// The program `npm run bench -- FOLDER`: how good the present weights are on a folder of schemas, and with `--answers` how
// good they get as a person answers.
import { infer } from '../infer/infer.js'
import { answeredBy } from './answers.js'
import { answersReport, shareRowsOf } from './answers-report.js'
import { collect, type Specimen } from './collection.js'
import { isDense } from './density.js'
import { binsOf, groupReport, outcomeOf, perConvention, report } from './measure.js'
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

onFolder('bench', (folder, { answers, json }: ProgramOptions) => {
  const specimens = collect(folder)
  if (answers === undefined) benchFolder(specimens)
  else {
    const rows = shareRowsOf(specimens, answers, (specimen) => answeredBy(specimen, answers))
    printLine(json ? JSON.stringify(rows, null, 2) : answersReport(rows))
  }
})
