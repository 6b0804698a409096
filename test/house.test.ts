import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..', 'src')

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    file: file.split(path.sep).join('/'),
    text: readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
  }))

/** Every package and Node module, with the one file that may import it. The fitting programs are a house of their own. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  '@clack/prompts': ['decide/prompts.ts'],
  '@humanwhocodes/momoa': ['decide/json-shape.ts'],
  '@prisma/config': ['prisma/internals.ts'],
  '@prisma/internals': ['prisma/internals.ts'],
  diff: ['report/diff.ts'],
  'magic-string': ['edit/apply.ts'],
  mysql2: ['verify/mysql.ts'],
  'node:child_process': ['prisma/pull.ts'],
  'node:fs': ['files.ts'],
  pluralize: ['words.ts'],
  'write-file-atomic': ['files.ts'],
  yargs: ['options.ts'],
}

const importersOf = (outside: string): readonly string[] =>
  sources
    .filter(({ file }) => !file.startsWith('fit/'))
    .filter(({ text }) => new RegExp(`(?:from|import\\()\\s*'${outside}(?:/[^']*)?'`).test(text))
    .map(({ file }) => file)

it.each(Object.entries(IMPORTERS))('%s has one importer', (outside, importers) => {
  expect(importersOf(outside)).toEqual(importers)
})

it('touches process in cli.ts alone', () => {
  const touching = sources.filter(({ file, text }) => !file.startsWith('fit/') && /\bprocess\./.test(text))
  expect(touching.map(({ file }) => file)).toEqual(['cli.ts'])
})

it('lets no stage know a later one', () => {
  // Types may point ahead (a review holds a plan); code may not.
  const stages = ['schema', 'infer', 'verify', 'decide', 'edit', 'prisma']
  const ahead = sources.flatMap(({ file, text }) => {
    const stage = stages.indexOf(file.split('/')[0] ?? '')
    if (stage === -1) return []
    const statements = text.split(/^import (?!type)/m).slice(1)
    const imports = statements.map((statement) => /^[^']*'\.\.\/(\w+)\//.exec(statement)?.[1] ?? '')
    return imports.filter((other) => stages.indexOf(other) > stage).map((other) => `${file} -> ${other}`)
  })
  expect(ahead).toEqual([])
})
