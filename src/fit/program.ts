// What both programs do with the command line and with errors that a person can mend.
import { parseArgs } from 'node:util'
import { RestoreError } from '../errors.js'

/** What stands behind the folder on the command line. */
export interface ProgramOptions {
  /** How many answers of a person are given before each measure, ascending; undefined: nobody answers. */
  readonly answers: readonly number[] | undefined
  readonly json: boolean
}

const programUsage = (message: string, name: string): RestoreError =>
  new RestoreError(
    'usage',
    message,
    `npm run ${name} -- FOLDER${name === 'bench' ? ' [--answers 0,5,10] [--json]' : ''}`,
  )

function stopsIn(text: string | undefined, name: string): readonly number[] | undefined {
  if (text === undefined) return undefined
  const stops = text.split(',').map(Number)
  if (!stops.every((stop) => Number.isInteger(stop) && stop >= 0))
    throw programUsage('--answers takes whole numbers with commas between them.', name)
  return stops.toSorted((a, b) => a - b)
}

function commandLine(name: string) {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { answers: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
  } catch (error) {
    throw programUsage(error instanceof Error ? error.message : String(error), name)
  }
}

/** Runs a program with the folder from the command line; exit status 2 and one line where that cannot be. */
export function onFolder(
  name: 'fit' | 'bench',
  run: (folder: string, options: ProgramOptions) => void,
): void {
  try {
    const { positionals, values } = commandLine(name)
    const [folder] = positionals
    if (folder === undefined) throw programUsage('No folder was named.', name)
    run(folder, { answers: stopsIn(values.answers, name), json: values.json })
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error
    process.stderr.write(`${error.message}\n${error.hint}\n`)
    process.exitCode = 2
  }
}
