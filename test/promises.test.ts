// What the README says never happens, where no test of one stage can hold it.
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { run } from '../src/cli/command.js'
import { decideByPolicy } from '../src/decide/policy.js'
import { DEFAULT_STYLE } from '../src/edit/edit.js'
import { noDecisions } from '../src/memory/decisions-file.js'
import { type Engine, loadEngine } from '../src/prisma/engine.js'
import { DEFAULT_POLICY } from '../src/relation/selection.js'
import { restoreNow } from '../src/run/restore.js'
import { read } from '../src/schema/read.js'
import { lookUp } from '../src/schema/schema.js'
import { candidateBetween } from '../src/verify/propose.js'
import { reweigh } from '../src/verify/reweigh.js'
import { LIVE_WEIGHTS } from '../src/verify/weights.js'
import { KEYS, personWith } from './keyboard.js'
import { runAround, runIn, scratch, textOf } from './scratch.js'
import { writtenFixtures } from './written-fixtures.js'

const BLOG = `datasource db {
  provider = "mysql"
}

model Post {
  id       Int @id
  authorId Int

  @@index([authorId])
}

model User {
  id Int @id
}
`

/** Everything in a folder as text. */
const contentOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .map((file) => [file, textOf(folder, file)]),
  )

/** Whether a text holds all lines of another in their order. */
function holdsLinesOf(text: string, other: string, spelled: (line: string) => string): boolean {
  const left = other.split(/\r\n|\n|\r/).map(spelled)
  for (const line of text.split(/\r\n|\n|\r/)) if (spelled(line) === left[0]) left.shift()
  return left.length === 0
}

describe('it never changes or removes what is there', () => {
  it.each([
    ['--no-format', (line: string) => line],
    ['--format', (line: string) => line.replace(/\s+/g, ' ').trim()],
  ])(
    'with %s every line of every fixture is still there, and relationMode as it was',
    async (flag, spelled) => {
      let written = 0
      for (const { name, input } of writtenFixtures) {
        const folder = scratch(Object.fromEntries(input.map(({ path: file, text }) => [`db/${file}`, text])))
        const { status, stdout } = await runIn(
          folder,
          ...['--schema', 'db', '--yes', '--json', '--min-confidence', '0', flag],
        )
        expect({ name, status }).toEqual({ name, status: 0 })
        written += JSON.parse(stdout).written.length
        for (const { path: file, text } of input) {
          const after = textOf(folder, `db/${file}`)
          expect({ name, file, holds: holdsLinesOf(after, text, spelled) }).toEqual({
            name,
            file,
            holds: true,
          })
          expect(after.match(/relationMode/g)).toEqual(text.match(/relationMode/g))
        }
      }
      expect(written).toBeGreaterThan(50)
    },
  )
})

it('it never makes a schema invalid', () => {
  const engine = loadEngine()
  const files = [{ path: 'schema.prisma', text: BLOG }]
  // An engine that finds fault with any relation, as a later version of Prisma may.
  const stricter: Engine = {
    ...engine,
    problems: (judged) =>
      judged.flatMap(({ path: file, text }) => {
        const start = text.indexOf('@relation')
        return start === -1 ? [] : [{ path: file, start, end: start, text: 'no relations', warning: false }]
      }),
  }
  const restoreWith = (judge: Engine) =>
    restoreNow(
      { files, decisions: noDecisions },
      { style: DEFAULT_STYLE, answers: {}, adopt: false },
      judge,
      (review) => ({ decisions: decideByPolicy(review, { minConfidence: 0.5, only: [], skip: [] }) }),
    )
  expect(restoreWith(engine).after[0]?.text).toContain('@relation')
  expect(() => restoreWith(stricter)).toThrow(
    /^Prisma would refuse the result.*schema\.prisma:\d+: no relations/,
  )
})

describe('it leaves everything as it was', () => {
  it('after status 1, even where a decision says what to write', async () => {
    const before = {
      'schema.prisma': BLOG,
      'restore-relations.json': JSON.stringify({
        version: 1,
        relations: { 'Post(authorId)->User(id)': { verdict: 'accept' } },
      }),
    }
    const folder = scratch(before)
    expect(await runIn(folder, '--check')).toMatchObject({ status: 1 })
    expect(contentOf(folder)).toEqual(before)
  })

  it('after status 2, a mistake in the decisions file included: it is never reset', async () => {
    const before = {
      'schema.prisma': BLOG,
      'restore-relations.json': '{\n  "version": 1,\n  "relation": {}\n}\n',
    }
    const folder = scratch(before)
    expect(await runIn(folder, '--yes', '--report', 'report.md')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('restore-relations.json:3'),
    })
    expect(contentOf(folder)).toEqual(before)
  })

  it.each([
    ['at the first question', [['Post.authorId', KEYS.interrupt]]],
    [
      'before the change',
      [
        ['Post.authorId', KEYS.enter],
        ['+   author', KEYS.interrupt],
        ['Leave? So far 1 accepted', KEYS.interrupt],
      ],
    ],
  ] as const)('after status 130: Ctrl-C %s', async (_, steps) => {
    const folder = scratch({ 'schema.prisma': BLOG })
    const { terminal, left } = personWith([...steps])
    const status = await run(['--report', 'report.md', '--relation-mode', 'keep'], {
      cwd: folder,
      env: {},
      node: process.execPath,
      stdin: Object.assign(terminal.input, { isTTY: true, setRawMode: () => undefined }),
      stdout: Object.assign(new PassThrough(), { isTTY: true }),
      stderr: terminal.output,
    })
    expect({ status, left: left() }).toEqual({ status: 130, left: [] })
    expect(contentOf(folder)).toEqual({ 'schema.prisma': BLOG })
  })
})

it('it never connects to a database without --url', async () => {
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `mysql://reader:secret@127.0.0.1:${port}/app`
  const folder = scratch({
    'schema.prisma': BLOG.replace('"mysql"', '"mysql"\n  url      = env("DATABASE_URL")'),
    '.env': `DATABASE_URL="${url}"\n`,
  })
  const env = { DATABASE_URL: url }
  for (const line of [
    '--check',
    '--dry-run',
    '--json',
    '--explain Post.authorId',
    '--url --explain-live',
    '--yes --report report.md',
    '--yes --min-confidence 0.5',
  ])
    await runAround(folder, env, ...line.split(' '))
  expect(connections).toBe(0)
  expect(textOf(folder, 'schema.prisma')).toContain('@relation')
  await runAround(folder, env, '--url', '--dry-run')
  expect(connections).toBeGreaterThan(0)
})

it('it never asks twice, and never offers what is declared', async () => {
  const folder = scratch({
    'schema.prisma': BLOG,
    'restore-relations.json': JSON.stringify({
      version: 1,
      relations: { 'Post(authorId)->User(id)': { verdict: 'reject' } },
    }),
  })
  const ids = async (...flags: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const { relations } = JSON.parse(
      (await runIn(folder, '--json', '--min-confidence', '0', ...flags)).stdout,
    )
    return relations.map(({ id, decision }: { id: string; decision: string }) => [id, decision])
  }
  expect(await ids('--yes')).toEqual([['Post(authorId)->User(id)', 'rejected']])
  expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
  expect(await ids('--no-decisions', '--yes')).toEqual([['Post(authorId)->User(id)', 'accepted']])
  expect(await ids('--no-decisions', '--yes')).toEqual([])
})

it('what values alone suggest is never accepted by the default of --min-confidence', () => {
  const schema = read([
    { path: 'schema.prisma', text: 'model A {\n  id Int @id\n  x  Int\n}\n\nmodel B {\n  id Int @id\n}\n' },
  ])
  const from = { model: 'A', fields: ['x'] }
  const candidate = candidateBetween(lookUp(schema), from, { model: 'B', fields: ['id'] })
  const candidates = candidate === undefined ? [] : [candidate]
  const evidence = [{ source: 'search', says: '', weight: LIVE_WEIGHTS.singledOut }]
  const { candidates: after } = reweigh(
    { from, candidates },
    new Map(candidates.map(({ id }) => [id, { id, evidence, contradicted: false }])),
  )
  expect(after[0]?.confidence).toBeGreaterThan(0.5)
  expect(after[0]?.confidence).toBeLessThan(DEFAULT_POLICY.minConfidence)
})
