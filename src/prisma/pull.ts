// The project's own `prisma db pull`.
import { RestoreError } from '../errors.js'
import { runProgram } from '../programs.js'
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
  const status = await runProgram(file, [...argv, 'db', 'pull', ...passed], cwd)
  if (status === undefined)
    throw new RestoreError(
      'usage',
      `Prisma cannot be started: ${file}`,
      'Run prisma db pull yourself, then restore-relations.',
    )
  return status
}
