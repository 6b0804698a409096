import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { describe, expect, it } from 'vitest'
import { decideByPolicy } from '../src/decide/policy.js'
import { DEFAULT_STYLE, type EditStyle } from '../src/edit/edit.js'
import { infer } from '../src/infer/infer.js'
import { noDecisions } from '../src/memory/decisions-file.js'
import { loadEngine } from '../src/prisma/engine.js'
import type { Result } from '../src/relation/result.js'
import { pageData } from '../src/report/page-data.js'
import { restoreNow } from '../src/run/restore.js'
import { read } from '../src/schema/read.js'
import { lookUp, type Schema } from '../src/schema/schema.js'
import { tableNamesOf } from '../src/verify/workload/tally.js'
import { ROOT } from './user-project.js'

const schemaOf = (text: string): Schema => read([{ path: 'schema.prisma', text }])

/** A blog as it was pulled, or with these lines in its models. */
const blog = (ofPost = '', ofUser = '', more = ''): Schema =>
  schemaOf(
    `model Post {\n  id Int @id\n  authorId Int\n${ofPost}\n  @@index([authorId])\n}\n\nmodel User {\n  id Int @id\n${ofUser}}\n${more}`,
  )

const schema = blog()
const style: EditStyle = { ...DEFAULT_STYLE, indexes: 'off' }

/** What a run makes of the schema. */
function resultOf({ files }: Schema): Result {
  const policy = { minConfidence: 0.5, only: [], skip: [] }
  const settings = { style, answers: {}, adopt: false }
  const result = restoreNow({ files, decisions: noDecisions }, settings, loadEngine(), (review) => ({
    decisions: decideByPolicy(review, policy),
  }))
  return { ...result, written: ['schema.prisma'] }
}

/** What examples take for granted. */
const CONTEXT = {
  schema,
  find: lookUp(schema),
  restored: blog(
    '  author User @relation(fields: [authorId], references: [id])\n  tags Tag[]\n',
    '  posts Post[]\n',
    '\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n',
  ),
  broken: schemaOf(
    'model Post {\n  id Int @id\n  author User @relation(fields: [authorId], references: [id])\n}\n\nmodel User {\n  id Int @id\n  posts Post[]\n}\n',
  ),
  infer,
  noDecisions,
  style,
  result: resultOf(schema),
  shown: pageData(resultOf(schema), { writes: true, remembers: true, remembered: {} }).relations,
  tables: tableNamesOf(schema),
  email: { family: 'string' },
}

interface Example {
  readonly file: string
  readonly code: string
  /** What the code is said to give. */
  readonly value: string
}

/** Every `@example` that says what it gives. */
function examplesIn(file: string): readonly Example[] {
  const text = readFileSync(path.join(ROOT, 'src', file), 'utf8')
  return [...text.matchAll(/@example\n((?: \* .*\n)+)/g)].flatMap(([, lines = '']) => {
    const told = lines.replace(/^ \* /gm, '').replace(/\n *\/\/ /g, ' // ')
    const parts = told.trimEnd().split('\n')
    return parts.flatMap((line, i): readonly Example[] => {
      const [, code, value] = /^(.*\S) \/\/ (.*)$/.exec(line) ?? []
      if (code === undefined || value === undefined) return []
      const before = parts.slice(0, i).filter((other) => !other.includes(' // '))
      return [{ file, code: [...before, code].join('\n'), value }]
    })
  })
}

const examples = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap(examplesIn)

describe('an example beside a function', () => {
  it.each(examples)('$file: $code', async ({ file, code, value }) => {
    const own: object = await import(path.join(ROOT, 'src', file))
    const context = vm.createContext({ ...CONTEXT, ...own })
    const said: unknown = vm.runInContext(`(${value})`, context)
    expect(vm.runInContext(code, context)).toEqual(said)
  })

  it('is found', () => {
    expect(examples.length).toBeGreaterThan(25)
  })
})
