// The program `npm run bench -- FOLDER`: how good the present weights are on a folder of schemas.
import { infer } from '../infer/infer.js'
import { collect } from './collection.js'
import { isDense } from './density.js'
import { binsOf, outcomeOf, perConvention, report } from './measure.js'
import { onFolder } from './program.js'

const printLine = (text: string): boolean => process.stdout.write(`${text}\n`)

function benchFolder(folder: string): void {
  const outcomes = collect(folder).map((specimen) => outcomeOf(specimen, infer(specimen.schema)))
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
  printLine(perConvention(dense))
}

onFolder('bench', benchFolder)
