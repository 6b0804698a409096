// One run of the command line: options to settings and ports, the result to text and an exit status.
import { fileURLToPath } from 'node:url'
import { readText } from '../files.js'
import { describeFailure, statusOf } from './failure.js'
import { readCommandLine } from './options.js'
import type { Surroundings } from './surroundings.js'

function ownVersion(): string {
  const parsed: unknown = JSON.parse(
    readText(fileURLToPath(new URL('../../package.json', import.meta.url))) ?? '{}',
  )
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed
    ? String(parsed.version)
    : 'unknown'
}

/** Runs one command line and gives the exit status: 0, 1 (`--check` found something), 2 (error) or 130. */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const line = await readCommandLine(argv, ownVersion(), around.stdout.columns)
    if ('text' in line) {
      around.stdout.write(`${line.text}\n`)
      return 0
    }
    // The stages behind a real run are loaded only for one: `--help` answers at once.
    const { execute } = await import('./execute.js')
    return await execute(line, around)
  } catch (error) {
    around.stderr.write(describeFailure(error))
    return statusOf(error)
  }
}
