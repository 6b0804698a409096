// The structure of the source, which every change is held to: floors, importers, names.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { groupBy } from '../src/grouped.js'
import { FLOORS } from './floors.js'

const root = path.join(import.meta.dirname, '..', 'src')

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    file: file.split(path.sep).join('/'),
    text: readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
  }))

const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room))

const roomOf = (file: string): string => file.split('/')[0] ?? file

interface Arrow {
  readonly from: string
  readonly to: string
}

const arrows: readonly Arrow[] = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g)].map(([, place = '']) => ({
    from: file,
    to: path.posix.join(path.posix.dirname(file), `${place}.ts`),
  })),
)

it('knows a floor for every room', () => {
  const rooms = new Set(sources.map(({ file }) => roomOf(file)))
  expect([...rooms].filter((room) => floorOf(room) === -1)).toEqual([])
  expect(FLOORS.flat().filter((room) => !rooms.has(room))).toEqual([])
})

it('has no arrow up, or to a room of the same floor', () => {
  const wrong = arrows.filter(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)]
    return room !== other && floorOf(room) >= floorOf(other)
  })
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
})

it('has no circle of files', () => {
  const next = groupBy(arrows, ({ from }) => from)
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' -> '))
    if (done.has(file) || above.includes(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...above, file])
    done.add(file)
  }
  for (const { file } of sources) visit(file, [])
  expect(circles).toEqual([])
})

/** Every package and Node module, with the one file that may import it. The fitting programs are a house of their own. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  '@dagrejs/dagre': ['report/page/layout.ts'],
  '@clack/core': ['decide/prompts.ts'],
  '@clack/prompts': ['decide/prompts.ts'],
  '@humanwhocodes/momoa': ['memory/json-shape.ts'],
  '@prisma/config': ['prisma/internals.ts'],
  '@prisma/internals': ['prisma/internals.ts'],
  diff: ['print/diff.ts'],
  'magic-string': ['edit/apply.ts'],
  mysql2: ['verify/mysql.ts'],
  'node:child_process': ['programs.ts'],
  'node:fs': ['files.ts'],
  pluralize: ['text/english.ts'],
  'write-file-atomic': ['files.ts'],
  yargs: ['cli/options.ts'],
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

it('declares no name in two files', () => {
  const declared = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/^(?:export )?(?:async )?(?:const|function\*?|interface|type|class) (\w+)/gm)].map(
      ([, name = '']) => ({ file, name }),
    ),
  )
  const twice = [...groupBy(declared, ({ name }) => name)].flatMap(([name, places]) => {
    const files = new Set(places.map(({ file }) => file))
    return files.size > 1 ? [`${name}: ${[...files].join(', ')}`] : []
  })
  // One word means one thing: whoever needs the name in another file imports it, or finds a more telling one.
  expect(twice).toEqual([])
})
