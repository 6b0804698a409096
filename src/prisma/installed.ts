// The project's own Prisma: where the package manager put it.
import path from 'node:path'
import { RestoreError } from '../errors.js'
import { foldersUp, isFile, readText } from '../files.js'

/** A program and what comes before its own arguments. */
export interface Program {
  readonly file: string
  readonly argv: readonly string[]
}

/** The JavaScript that the package in a folder runs as `prisma`; undefined when there is none. */
function javaScriptOf(folder: string): string | undefined {
  const text = readText(path.join(folder, 'package.json'))
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('bin' in parsed)) return undefined
    const { bin } = parsed
    const named = typeof bin === 'object' && bin !== null && 'prisma' in bin ? bin.prisma : bin
    return typeof named === 'string' ? path.join(folder, named) : undefined
  } catch {
    return undefined // Half an installation: perhaps there is a whole one further up.
  }
}

const COMMAND = path.join('node_modules', '.bin', 'prisma')

/**
 * How to run the Prisma of the project in `cwd`, with no shell and no package manager: its JavaScript from the nearest
 * `node_modules` upwards that has it, as Node itself looks, else the command that stands there.
 *
 * @param node The Node to run it with.
 * @throws RestoreError `usage` when there is none.
 */
export function installedPrisma(cwd: string, node: string): Program {
  const folders = foldersUp(cwd)
  for (const folder of folders) {
    const entry = javaScriptOf(path.join(folder, 'node_modules', 'prisma'))
    if (entry !== undefined) return { file: node, argv: [entry] }
  }
  const command = folders.map((folder) => path.join(folder, COMMAND)).find(isFile)
  if (command !== undefined) return { file: command, argv: [] }
  throw new RestoreError(
    'usage',
    'Prisma is not installed in this project or in a folder above it.',
    'Install it: npm install --save-dev prisma',
  )
}
