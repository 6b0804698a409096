// The project's own `prisma db pull`: the only importer of node:child_process.
import { spawn } from 'node:child_process'
import { RestoreError } from '../errors.js'
import { installedPrisma } from './installed.js'

/**
 * Runs `prisma db pull` of the project in `cwd`, on this terminal.
 *
 * @param passed Arguments for Prisma.
 * @param node The Node to run it with.
 * @returns Its exit status.
 * @throws RestoreError `usage` when the project has no Prisma, or one that cannot be started.
 */
export async function pull(passed: readonly string[], cwd: string, node: string): Promise<number> {
  const { file, argv } = installedPrisma(cwd, node)
  return new Promise((resolve, reject) => {
    // Without a shell no blank in a path can split an argument. What Prisma says goes to standard error: standard output
    // is kept for the report.
    const child = spawn(file, [...argv, 'db', 'pull', ...passed], { cwd, stdio: ['inherit', 2, 'inherit'] })
    child.on('error', () =>
      reject(
        new RestoreError(
          'usage',
          `Prisma cannot be started: ${file}`,
          'Run prisma db pull yourself, then restore-relations.',
        ),
      ),
    )
    child.on('close', (status, signal) => resolve(signal === null ? (status ?? 1) : 130))
  })
}
