// What both programs do with their one argument and with errors that a person can mend.
import { RestoreError } from '../errors.js'

/** Runs a program with the folder from the command line; exit status 2 and one line where that cannot be. */
export function onFolder(name: 'fit' | 'bench', run: (folder: string) => void): void {
  const [folder] = process.argv.slice(2)
  try {
    if (folder === undefined)
      throw new RestoreError('usage', 'No folder was named.', `npm run ${name} -- FOLDER`)
    run(folder)
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error
    process.stderr.write(`${error.message}\n${error.hint}\n`)
    process.exitCode = 2
  }
}
