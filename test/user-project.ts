// A user's project: files in a folder of their own, with this package and a stand-in for Prisma installed.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Run, scratch } from './scratch.js'

export const ROOT = path.join(import.meta.dirname, '..')

const COMMANDS = 'node_modules/.bin'

/** Makes the folder from texts, or from a folder below the root of this package. Needs a build. */
export function userProject(content: Readonly<Record<string, string>> | string): string {
  const folder = scratch(typeof content === 'string' ? {} : content)
  if (typeof content === 'string') cpSync(path.join(ROOT, content), folder, { recursive: true })
  const commands = path.join(folder, COMMANDS)
  mkdirSync(commands, { recursive: true })
  symlinkSync(ROOT, path.join(folder, 'node_modules/restore-relations'), 'dir')
  chmodSync(path.join(ROOT, 'dist/cli.js'), 0o755)
  symlinkSync(path.join(ROOT, 'dist/cli.js'), path.join(commands, 'restore-relations'))
  // As npm installs it: the package, and the command that npx finds.
  const prisma = path.join(folder, 'node_modules/prisma')
  mkdirSync(prisma)
  writeFileSync(path.join(prisma, 'package.json'), '{ "name": "prisma", "bin": { "prisma": "index.mjs" } }')
  const standIn = path.join(ROOT, 'test/stand-ins/prisma.mjs')
  chmodSync(standIn, 0o755)
  symlinkSync(standIn, path.join(prisma, 'index.mjs'))
  symlinkSync(standIn, path.join(commands, 'prisma'))
  // A shell of Windows starts no JavaScript by its first line.
  if (process.platform === 'win32')
    for (const name of ['restore-relations', 'prisma'])
      writeFileSync(path.join(commands, `${name}.cmd`), `@node "%~dp0\\${name}" %*\r\n`)
  return folder
}

/** Runs one command line as an npm script would, without a terminal and, unless told otherwise, outside CI. */
export function runCommand(folder: string, command: string, env: Readonly<Record<string, string>> = {}): Run {
  const { CI: _, GITHUB_ACTIONS: __, ...outside } = process.env
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    env: { ...outside, PATH: [path.join(folder, COMMANDS), outside.PATH].join(path.delimiter), ...env },
  })
  return { status: status ?? 1, stdout, stderr }
}
