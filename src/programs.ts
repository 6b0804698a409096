// Other programs: the only importer of node:child_process.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** What shells add to the number of a signal. */
const SIGNALLED = 128

/**
 * Runs a program on this terminal. What it prints goes to standard error: standard output is kept for the report.
 *
 * @returns Its exit status, 128 and the number of the signal that ended it; undefined when it cannot be started.
 */
export function runProgram(file: string, argv: readonly string[], cwd: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    // Without a shell no blank in a path can split an argument.
    const child = spawn(file, argv, { cwd, stdio: ['inherit', 2, 'inherit'] })
    child.on('error', () => resolve(undefined))
    child.on('close', (status, signal) =>
      resolve(signal === null ? (status ?? 1) : SIGNALLED + constants.signals[signal]),
    )
  })
}

/**
 * Shows a text in a pager.
 *
 * @param pager What `$PAGER` says, a command line; undefined stands for `less -R`.
 * @returns Whether it was shown; false where there is no such program.
 */
export function page(
  text: string,
  pager: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(pager ?? 'less', pager === undefined ? ['-R'] : [], {
      // As git does it: a command line of the user's own, and colours also where no flag asks for them.
      shell: pager !== undefined,
      env: { LESS: 'R', ...env },
      stdio: ['pipe', 2, 'inherit'],
    })
    child.on('error', () => resolve(false))
    // A shell says so when it finds no such program.
    child.on('close', (status) => resolve(status !== 127))
    // Whoever has seen enough closes the pager before the end of the text.
    child.stdin?.on('error', () => {})
    child.stdin?.end(text)
  })
}

/** Whether git knows all of these files, so that it can bring them back; false where there is no git. */
export function isTracked(files: readonly string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    const argv = ['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', ...files]
    const child = spawn('git', argv, { cwd, stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (status) => resolve(status === 0))
  })
}
