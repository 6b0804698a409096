import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyEdits, editFiles } from '../src/edit/apply.js'
import type { EditStyle } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import { type Engine, loadEngine } from '../src/prisma/engine.js'
import type { Choice } from '../src/relation/decision.js'
import { read } from '../src/schema/read.js'
import type { SourceFile } from '../src/schema/schema.js'

let engine: Engine
beforeAll(async () => {
  engine = await loadEngine()
})

interface Column {
  readonly name: string
  readonly type: 'Int' | 'String'
  readonly mark: '' | '?'
  readonly unique: boolean
}

interface Table {
  readonly name: string
  readonly key: 'Int' | 'String'
  readonly columns: readonly Column[]
}

// Names that get into each other's way: singular and plural, one inside the other, snake and camel, with digits.
const MODELS = ['User', 'UserSession', 'Session', 'posts', 'blog_posts', 'Category', 'Person', 'X2fa', 'Data']
const COLUMNS = [
  'userId',
  'user',
  'parentId',
  'createdBy',
  'created_by',
  'ownerId',
  'owner_user_id',
  'posts',
  'session_id',
  'sessions',
  'personID',
  'a',
]

const column: fc.Arbitrary<Column> = fc.record({
  name: fc.constantFrom(...COLUMNS),
  type: fc.constantFrom('Int', 'String'),
  mark: fc.constantFrom('', '?'),
  unique: fc.boolean(),
})

const tables: fc.Arbitrary<readonly Table[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...MODELS),
    key: fc.constantFrom('Int', 'String'),
    columns: fc.uniqueArray(column, { selector: ({ name }) => name, maxLength: 6 }),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 6 },
)

/** How the file is spaced: indentation, gap between words, line end, and what stands behind the last field. */
const spacing = fc.record({
  indent: fc.constantFrom('', '  ', '    ', '\t'),
  gap: fc.constantFrom(' ', '   ', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  tail: fc.constantFrom('', '// the end', '/// said', '/* more */', '@@map("t")'),
  formatted: fc.boolean(),
})

type Spacing = typeof spacing extends fc.Arbitrary<infer Value> ? Value : never

const settings = fc.record({
  provider: fc.constantFrom('mysql', 'postgresql', 'sqlite', 'sqlserver', 'cockroachdb', ''),
  mode: fc.constantFrom('', 'relationMode = "prisma"', 'referentialIntegrity = "foreignKeys"'),
})

const style: fc.Arbitrary<EditStyle> = fc.record({
  naming: fc.constantFrom('natural', 'prisma'),
  indexes: fc.constantFrom('add', 'report', 'off'),
  manyToMany: fc.constantFrom('explicit', 'lists'),
  format: fc.boolean(),
  includeIgnored: fc.boolean(),
  relationMode: fc.constantFrom('keep', 'prisma', 'foreignKeys'),
})

function rendered(all: readonly Table[], layout: Spacing, provider: string, mode: string): string {
  const { indent, gap, lineEnd, tail } = layout
  const block = (header: string, lines: readonly string[]) => [
    `${header} {`,
    ...lines.map((line) => indent + line),
    '}',
    '',
  ]
  const models = all.flatMap(({ name, key, columns }, i) =>
    block(`model ${name}`, [
      ['id', key, '@id'].join(gap),
      ...columns.map((c) => [c.name, c.type + c.mark, ...(c.unique ? ['@unique'] : [])].join(gap)),
      ...(tail === '' ? [] : [tail.replace('t', `t${i}`)]),
    ]),
  )
  const properties = [`provider = "${provider}"`, ...(mode === '' ? [] : [mode])]
  // A folder of schema files may be looked at without the one that holds the datasource.
  return [...(provider === '' ? [] : block('datasource db', properties)), ...models].join(lineEnd)
}

/** A relation for every column whose type some key has, now and then two. */
const choicesOf = (all: readonly Table[], seed: number): readonly Choice[] =>
  all.flatMap(({ name, columns }, i) =>
    columns.flatMap((from, j) => {
      const targets = all.filter(({ key }) => key === from.type)
      const first = (seed + i * 7 + j) % Math.max(1, targets.length)
      return targets.slice(first, first + ((seed + j) % 3 === 0 ? 2 : 1)).map((target) => ({
        from: { model: name, fields: [from.name] },
        to: { model: target.name, fields: ['id'] },
      }))
    }),
  )

const cases = fc
  .record({ all: tables, layout: spacing, settings, style, seed: fc.nat(50), declared: fc.nat(4) })
  .map(({ all, layout, settings: { provider, mode }, style: chosen, seed, declared }) => {
    const choices = choicesOf(all, seed)
    return {
      text: rendered(all, layout, provider, mode),
      formatted: layout.formatted,
      style: chosen,
      // Some stand in the schema already when the others are written.
      declared: choices.slice(0, declared),
      choices,
    }
  })

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never

const write = (files: readonly SourceFile[], choices: readonly Choice[], how: EditStyle) => {
  const schema = read(files)
  return editFiles(schema, planEdits(schema, choices, how), how, engine.format)
}

/** The files as they are before the choices under test are written. */
function start({ text, formatted, declared, style: how }: Case): readonly SourceFile[] {
  const written = write([{ path: 'schema.prisma', text }], declared, { ...how, relationMode: 'keep' })
  return formatted ? engine.format(written) : written
}

const errorsIn = (files: readonly SourceFile[]): readonly string[] =>
  engine.problems(files).flatMap((problem) => (problem.warning ? [] : [problem.text]))

const linesOf = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap((file) => file.text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim()))

/** Whether the lines stand among the others, in their order. */
function survive(lines: readonly string[], among: readonly string[]): boolean {
  let next = 0
  for (const line of among) if (line === lines[next]) next++
  return next === lines.length
}

describe('whatever the schema and the choices', () => {
  it('brings no new problem, loses no line, and does not change again', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const before = start(given)
        fc.pre(errorsIn(before).length === 0)
        const after = write(before, given.choices, given.style)
        expect(errorsIn(after)).toEqual([])
        if (given.style.relationMode === 'keep') expect(survive(linesOf(before), linesOf(after))).toBe(true)
        expect(write(after, given.choices, given.style)).toEqual(after)
      }),
      { numRuns: 150 },
    )
  })

  it('only inserts, and writes the same whatever the order of the choices', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const schema = read(start(given))
        const plan = planEdits(schema, given.choices, { ...given.style, relationMode: 'keep' })
        expect(plan.edits.every((edit) => edit.removed === 0)).toBe(true)
        const turned = planEdits(schema, given.choices.toReversed(), { ...given.style, relationMode: 'keep' })
        expect(applyEdits(schema.files, turned.edits)).toEqual(applyEdits(schema.files, plan.edits))
      }),
      { numRuns: 150 },
    )
  })

  it('leaves out choices that make no sense, one warning for each', () => {
    const word = fc.constantFrom(...MODELS, ...COLUMNS, 'id', '', 'constructor', '__proto__', 'Nobody')
    const end = fc.record({ model: word, fields: fc.array(word, { maxLength: 3 }) })
    const choice = fc.record({ from: end, to: end })
    fc.assert(
      fc.property(cases, fc.array(choice, { maxLength: 10 }), (given, wild) => {
        const plan = planEdits(read(start(given)), wild, given.style)
        const nonsense = wild.filter(({ from, to }) => from.model === 'Nobody' || to.fields.length === 0)
        const leftOut = plan.warnings.filter(({ says }) => says.startsWith('Left out'))
        expect(leftOut.length).toBeGreaterThanOrEqual(nonsense.length)
        expect(plan.relations.length).toBeLessThanOrEqual(wild.length - leftOut.length)
      }),
    )
  })
})
