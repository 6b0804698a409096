// A folder of its own for a test, and the command line run in it.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import { run } from '../src/cli/command.js'

/** A folder with these files, gone when the test is over. */
export function scratch(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'restore-relations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

export const textOf = (folder: string, name: string): string => readFileSync(path.join(folder, name), 'utf8')

export const makeReadOnly = (folder: string, name: string): void => chmodSync(path.join(folder, name), 0o444)

export const makeLink = (folder: string, to: string, name: string): void =>
  symlinkSync(path.join(folder, to), path.join(folder, name))

/** Makes a folder a repository that knows these files. */
export function makeRepository(folder: string, ...files: readonly string[]): void {
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  if (files.length > 0) execFileSync('git', ['add', ...files], { cwd: folder })
}

export const makeExecutable = (folder: string, name: string): void =>
  chmodSync(path.join(folder, name), 0o755)

export interface Run {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line in a folder, without a terminal. */
export const runIn = (folder: string, ...argv: readonly string[]): Promise<Run> =>
  runAround(folder, {}, ...argv)

/** The same with an environment. */
export const runAround = (
  folder: string,
  env: Readonly<Record<string, string>>,
  ...argv: readonly string[]
): Promise<Run> => runFed(folder, '', env, ...argv)

/** The same with a text on standard input. */
export async function runFed(
  folder: string,
  input: string,
  env: Readonly<Record<string, string>>,
  ...argv: readonly string[]
): Promise<Run> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  stdin.end(input)
  const status = await run(argv, { cwd: folder, env, node: process.execPath, stdin, stdout, stderr })
  const textIn = (stream: PassThrough): string => String(stream.read() ?? '')
  return { status, stdout: textIn(stdout), stderr: textIn(stderr) }
}
