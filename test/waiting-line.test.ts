import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { run } from '../src/cli/command.js'
import { type WaitingLine, waitingLine, watched } from '../src/cli/waiting-line.js'
import { infer } from '../src/infer/infer.js'
import { noDecisions } from '../src/memory/decisions-file.js'
import { progressLine, spelledLoad } from '../src/print/progress.js'
import { loadEngine } from '../src/prisma/engine.js'
import type { InferAndVerifyPorts } from '../src/run/restore.js'
import { DEFAULT_BOUNDS } from '../src/verify/look.js'
import { verify } from '../src/verify/verify.js'
import { pretendDatabase } from './live/pretended-database.js'
import { scratch } from './scratch.js'
import { smallSchema } from './small-schema.js'

const users = smallSchema('users(id)')

const SCHEMA = 'model Tag {\n  id Int @id\n}\n\nmodel Note {\n  id Int @id\n  tagId Int\n}\n'

/** Surroundings whose standard error is a terminal, or is none. */
function around(isTTY: boolean, env: Readonly<Record<string, string>> = {}, cwd = '.') {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 60 })
  return { cwd, env, node: process.execPath, stdin, stdout, stderr }
}

const written = (stream: PassThrough): string => String(stream.read() ?? '')

const used = async (line: WaitingLine): Promise<void> => {
  line.say('Read a file.')
  await line.begin('Looking')
  line.show('Asking', { done: 1, of: 4 })
  line.end()
  line.end()
}

describe('the line for whoever waits', () => {
  it('is written over, and taken away once', async () => {
    const world = around(true)
    await used(waitingLine(world))
    expect(written(world.stderr)).toBe(
      'Read a file.\n\r\u001B[KLooking...\r\u001B[KAsking [######                  ] 1 of 4\r\u001B[K',
    )
  })

  it('is on the screen before a stage begins that leaves no time for it', async () => {
    const world = around(true)
    const seen: string[] = []
    const ports: InferAndVerifyPorts = watched(
      {
        load: async () => ({ files: [], decisions: noDecisions }),
        engine: loadEngine,
        answer: async () => {
          seen.push(written(world.stderr))
          return { audit: true }
        },
        verify: async (_, inference) => {
          seen.push(written(world.stderr))
          return inference
        },
      },
      waitingLine(world),
    )
    await ports.load()
    expect(written(world.stderr)).toBe('\r\u001B[KLooking for relations...')
    await ports.answer([])
    await ports.verify(users, infer(users))
    // Nobody is asked beside it, and an answer means looking once more.
    expect(seen).toEqual(['\r\u001B[K', '\r\u001B[KLooking for relations...\r\u001B[K'])
  })

  it.each([
    ['a dumb terminal', around(true, { TERM: 'dumb' }), 'Read a file.\n'],
    ['no terminal', around(false), ''],
  ])('on %s is what can be taken back', async (_, world, text) => {
    await used(waitingLine(world))
    expect(written(world.stderr)).toBe(text)
  })

  it('is gone when a run ends, also with an error', async () => {
    const folder = scratch({ 'schema.prisma': SCHEMA })
    const world = around(true, {}, folder)
    expect(await run(['--yes', '--only', 'Nobody'], world)).toBe(2)
    const text = written(world.stderr)
    expect(text).toMatch(/^Read schema\.prisma: 2 models, nothing decided yet\.\n/)
    expect(text.split('\r\u001B[K').at(-1)).toMatch(/^--only Nobody matches no model/)
  })
})

it('fits the terminal', () => {
  for (const width of [10, 30, 60, 200])
    expect(progressLine('Looking at the data', { done: 1234, of: 5678 }, width).length).toBeLessThan(width)
  expect(spelledLoad(['a.prisma', 'b.prisma'], 1, 1)).toBe('Read 2 files: 1 model, 1 decision so far.')
})

it('hears how far a look at the data has come, to its end', async () => {
  const schema = smallSchema('users(id), posts(id, user_id), notes(id, user_id)')
  const rows = Array.from({ length: 30 }, (_, i) => ({ id: i * 7 + 1000, user_id: i * 7 + 1000 }))
  const tables = ['users', 'posts', 'notes'].map((name) => ({ name, rows }))
  const heard: (readonly [number, number])[] = []
  await verify(schema, infer(schema), pretendDatabase(tables), {
    ...DEFAULT_BOUNDS,
    heard: (done, of) => heard.push([done, of]),
  })
  const counts = [...new Set(heard.map(([done]) => done))]
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect(counts.length).toBeGreaterThan(1)
  expect(heard.at(-1)?.[0]).toBe(heard.at(-1)?.[1])
})
