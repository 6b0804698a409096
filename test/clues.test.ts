// What clues say of themselves, on which weighing relies: that pairs which agree in some facts have the same signs.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Pair } from '../src/infer/clue.js'
import { clues } from '../src/infer/clues/index.js'
import { contextOf } from '../src/infer/context.js'
import { canReference, columnTargets } from '../src/infer/pairs.js'
import { read } from '../src/schema/read.js'

const folder = path.join(import.meta.dirname, 'schemas')

const looked = readdirSync(folder)
  .filter((file) => file.endsWith('.prisma'))
  .map((file) => {
    const context = contextOf(read([{ path: file, text: readFileSync(path.join(folder, file), 'utf8') }]))
    const columns = context.nameIndex.tables.flatMap((table) => table.columns.filter(canReference))
    return { context, pairs: columns.flatMap((column) => columnTargets(column, context).pairs) }
  })

const sharing = clues.flatMap(({ name, shared }) => (shared === undefined ? [] : [{ name, shared }]))

it.each(sharing)('$name shares signs between pairs that agree in its facts', ({ shared }) => {
  const numbers = new Map<unknown, number>()
  const numberOf = (value: unknown): number => {
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  }
  for (const { context, pairs } of looked) {
    const signsOf = (pair: Pair): string => JSON.stringify(shared.signs(pair, context))
    const known = new Map<string, string>()
    for (const pair of pairs) {
      const facts = shared.of.map((fact) => numberOf(fact(pair))).join()
      const signs = known.get(facts) ?? signsOf(pair)
      known.set(facts, signs)
      expect(signsOf(pair)).toBe(signs)
    }
  }
})
