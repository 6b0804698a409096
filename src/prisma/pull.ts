// The project's own `prisma db pull`: the only importer of node:child_process.
import { spawn } from 'node:child_process'
import { platform } from 'node:os'
import { RestoreError } from '../errors.js'

/**
 * Runs `prisma db pull` of the project in `cwd`, on this terminal.
 *
 * @param passed Arguments for Prisma.
 * @returns Its exit status.
 * @throws RestoreError `usage` when npx itself cannot be started.
 */
export function pull(passed: readonly string[], cwd: string): Promise<number> {
  // `--no`: a project without Prisma must not be given whatever version is the latest.
  const argv = ['--no', '--', 'prisma', 'db', 'pull', ...passed]
  return new Promise((resolve, reject) => {
    // npx is a script on Windows, and only a shell starts scripts there.
    // What Prisma says goes to standard error: standard output is kept for the report.
    const child = spawn('npx', argv, { cwd, stdio: ['inherit', 2, 'inherit'], shell: platform() === 'win32' })
    child.on('error', () =>
      reject(
        new RestoreError(
          'usage',
          'npx cannot be started.',
          'Run npx prisma db pull, then restore-relations.',
        ),
      ),
    )
    child.on('close', (status, signal) => resolve(signal === null ? (status ?? 1) : 130))
  })
}
