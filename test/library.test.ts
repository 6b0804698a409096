import { describe, expect, expectTypeOf, it } from 'vitest'
import { RestoreError } from '../src/errors.js'
import { inferRelations, restoreRelations, restoreText } from '../src/library/library.js'
import type { Restored } from '../src/library/options.js'
import type { ReportedRelation } from '../src/report/json.js'
import { scratch, textOf } from './scratch.js'

const SHOP = `model orders {
  id          Int @id
  customer_id Int
  coupon_id   Int?
}

model customers {
  id Int @id
}

model coupons {
  id Int @id
}
`

describe('restoreText', () => {
  it('gives the files with their relations, and the report', () => {
    const { files, relations } = restoreText(SHOP)
    expect(files[0]?.text).toContain(
      'customer    customers @relation(fields: [customer_id], references: [id])',
    )
    expect(relations.map(({ id, decision, by }) => ({ id, decision, by }))).toContainEqual({
      id: 'orders(customer_id)->customers(id)',
      decision: 'accepted',
      by: 'policy',
    })
  })

  it('does what decide says, relation by relation', () => {
    const { files, relations } = restoreText(SHOP, {
      decide: ({ from }) => (from.fields.includes('coupon_id') ? 'reject' : 'skip'),
    })
    expect(files[0]?.text).toBe(SHOP)
    expect(new Set(relations.map(({ decision }) => decision))).toEqual(new Set(['rejected', 'undecided']))
  })

  it('shows every open relation with the names it would get', () => {
    const seen: ReportedRelation[] = []
    restoreText(SHOP, {
      decide: (relation) => {
        seen.push(relation)
        return 'skip'
      },
    })
    expect(seen.map(({ names }) => names.field)).toEqual(['customer', 'coupon'])
  })

  it('throws what the caller can mend', () => {
    expect(() => restoreText('nonsense\n')).toThrow(RestoreError)
  })
})

it.each([
  ['a confidence beyond 1', { minConfidence: 90 }],
  // A script without types gets no warning of these.
  ['a verdict that is none', { decide: JSON.parse('true') }],
])('refuses %s', (_, options) => {
  const given = 'decide' in options ? { decide: () => options.decide } : options
  expect(() => restoreText(SHOP, given)).toThrow(RestoreError)
})

it('refuses two files of one path', () => {
  const file = { path: 'schema.prisma', text: SHOP }
  expect(() => restoreText([file, file])).toThrow(/Two files/)
})

it('inferRelations decides nothing', () => {
  expect(inferRelations(SHOP).relations.map(({ decision }) => decision)).toEqual(['undecided', 'undecided'])
})

describe('restoreRelations', () => {
  it('waits for an asynchronous decide and remembers what it said', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    const options = {
      cwd: folder,
      decide: async (r: ReportedRelation) => (r.confidence > 0.5 ? 'accept' : 'skip'),
    } as const
    const { written, files } = await restoreRelations(options)
    expect(written).toEqual(['schema.prisma', 'restore-relations.json'])
    expect(textOf(folder, 'schema.prisma')).toBe(files[0]?.text)

    const again = await restoreRelations({ cwd: folder, decide: () => expect.unreachable('asked twice') })
    expect(again.written).toEqual([])
  })

  it('writes nothing on dryRun, and no decisions when there are to be none', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    expect((await restoreRelations({ cwd: folder, dryRun: true })).written).toEqual([])
    expect((await restoreRelations({ cwd: folder, decisions: false })).written).toEqual(['schema.prisma'])
  })

  it('stops even when it is told to just before it writes', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    const controller = new AbortController()
    const stopped = restoreRelations({
      cwd: folder,
      signal: controller.signal,
      on: ({ stage }) => (stage === 'write' ? controller.abort() : undefined),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' })
    expect(textOf(folder, 'schema.prisma')).toBe(SHOP)
  })

  it('tells its stages, and stops when it is told to', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    const stages: string[] = []
    const controller = new AbortController()
    const stopped = restoreRelations({
      cwd: folder,
      signal: controller.signal,
      on: ({ stage }) => {
        stages.push(stage)
        if (stage === 'decide') controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' })
    expect(stages).toEqual(['load', 'infer', 'verify', 'decide'])
    expect(textOf(folder, 'schema.prisma')).toBe(SHOP)
  })

  it('has the types it promises', () => {
    expectTypeOf(restoreRelations).returns.resolves.toEqualTypeOf<Restored>()
    expectTypeOf<ReportedRelation['confidence']>().toEqualTypeOf<number>()
    expectTypeOf(restoreText)
      .parameter(0)
      .toExtend<string | readonly { readonly path: string; readonly text: string }[]>()
  })
})
