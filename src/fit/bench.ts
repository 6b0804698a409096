// The program `npm run bench -- FOLDER`: how good the present weights are on a folder of schemas.
import { infer } from '../infer/infer.js'
import { collect } from './collection.js'
import { isDense } from './density.js'
import { binsOf, perConvention, report, tally } from './measure.js'
import { onFolder } from './program.js'

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

function run(folder: string): void {
  const tallies = collect(folder).map((specimen) => tally(specimen, infer(specimen.schema)))
  const dense = tallies.filter(({ specimen }) => isDense(specimen))
  say(report(tallies, (specimen) => dense.some((one) => one.specimen === specimen)))
  say('')
  say('sure  right      n   (schemas that declare nearly all of their relations)')
  for (const { count, confidence, right } of binsOf(dense))
    if (count > 0)
      say(`${(confidence / count).toFixed(2)}   ${(right / count).toFixed(2)} ${String(count).padStart(7)}`)
  say('')
  say(perConvention(dense))
}

onFolder('bench', run)
