// How the time of inference grows, and how it stands to that of Prisma's engine.
import internals from '@prisma/internals'
import { expect, it } from 'vitest'
import { infer } from '../../src/infer/infer.js'
import { read } from '../../src/schema/read.js'
import type { Schema } from '../../src/schema/schema.js'
import { generatedSchema } from '../generated-schema.js'

const schemaOf = (text: string): Schema => read([{ path: 'schema.prisma', text }])

const processorTime = (run: () => unknown): number => {
  const start = process.cpuUsage()
  run()
  return process.cpuUsage(start).user / 1000
}

it('grows with the schema, not with its square', () => {
  const [small, large] = [1000, 4000].map((count) => schemaOf(generatedSchema(count)))
  if (small === undefined || large === undefined) throw new Error('two schemas were made')
  // The least of three, the small one first: what runs first also pays for compiling, and what runs after the large
  // one would profit from all that it compiled.
  const steadyTime = (schema: Schema): number =>
    Math.min(...[1, 2, 3].map(() => processorTime(() => infer(schema))))
  const bound = 5 * steadyTime(small)
  expect(steadyTime(large)).toBeLessThan(bound)
})

// It takes seven to eight times as long, which a noisy machine may double.
it("stays within fifteen times of what Prisma's engine takes to parse", () => {
  const text = generatedSchema(1000)
  const schema = schemaOf(text)
  const parse = () =>
    internals.wasm.prismaSchemaWasm.get_datamodel(
      JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }),
    )
  infer(schema)
  parse()
  const inferring = processorTime(() => infer(schema))
  const parsing = processorTime(parse)
  expect(inferring).toBeLessThan(15 * parsing)
})
