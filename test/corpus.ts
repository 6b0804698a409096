// The schemas that a test runs over: every schema in the repository, and a larger collection where one is given.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceFile } from '../src/schema/schema.js'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

const below = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.prisma'))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort()
    : []

/** The folder named by CORPUS, with SET/schema/NAME.prisma and SET/truth/NAME.json; undefined when it is not given. */
export const corpusFolder: string | undefined = process.env.CORPUS

/** Single-file schemas of fixtures, examples and, if CORPUS is set, of the collection it names. */
export const schemas: readonly SourceFile[] = [
  path.join(root, 'test/fixtures'),
  path.join(root, 'examples'),
  path.join(root, 'test/schemas'),
  ...(corpusFolder === undefined ? [] : [corpusFolder]),
]
  .flatMap(below)
  .map((file) => ({ path: path.relative(root, file), text: readFileSync(file, 'utf8') }))
