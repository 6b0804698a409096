// How long it takes to plan the relations of a large schema.
import { expect, it } from 'vitest'
import { DEFAULT_STYLE } from '../../src/edit/edit.js'
import { planEdits } from '../../src/edit/plan.js'
import { read } from '../../src/schema/read.js'

const style = DEFAULT_STYLE

it('plans thousands of relations in a large schema without delay', () => {
  const models = Array.from({ length: 4000 }, (_, i) => i)
  const text = models.map((i) => `model T${i} {\n  id Int @id\n  t${(i * 7 + 3) % 4000}Id Int\n}\n`).join('')
  const choices = models.map((i) => ({
    from: { model: `T${i}`, fields: [`t${(i * 7 + 3) % 4000}Id`] },
    to: { model: `T${(i * 7 + 3) % 4000}`, fields: ['id'] },
  }))
  const large = read([{ path: 'schema.prisma', text }])
  const started = process.cpuUsage()
  const plan = planEdits(large, choices, { ...style, relationMode: 'prisma', indexes: 'add' })
  expect(plan.relations.length).toBe(4000)
  // A few hundred milliseconds of processor time; a quadratic step would take minutes.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000)
})
