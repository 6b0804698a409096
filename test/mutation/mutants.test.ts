import { expect, it } from 'vitest'
import { type Mutant, mutantsOf, mutated, sampleOf } from './mutants.js'

const changed = (text: string): readonly string[] =>
  mutantsOf('a.ts', text).map((mutant) => mutated(text, mutant))

it.each([
  ['x < y', ['x <= y']],
  ['x - (y)', ['x + (y)']],
  ['a ?? b', ['a && b']],
  ['!a', ['a']],
  ['list.some(f)', ['list.every(f)']],
  ['list.filter(f).length', ['list.length']],
  ['f(3)', ['f(4)', 'f((2))']],
  ["f('id', 'two words')", ["f('', 'two words')"]],
  ['f([a])', ['f([])']],
  ['if (a) f()', ['if (!(a)) f()']],
  ["import { a } from 'b'", []],
  ["type A = 'b' | true", []],
  ['f({ "key": a as 1 })', []],
])('changes %s', (text, expected) => {
  expect(changed(text)).toEqual(expected)
})

const text = Array.from({ length: 40 }, (_, i) => `f${i}(a < b)`).join('\n')
const sampled = (source: string): readonly string[] =>
  sampleOf(mutantsOf('a.ts', source), new Map([['a.ts', source]]), 12)
    .map(({ line }: Mutant) => source.split('\n')[line - 1] ?? '')
    .toSorted()

it('takes the same sample after lines were put in and order was changed', () => {
  const turned = ['// a comment', ...text.split('\n').reverse()].join('\n')
  expect(sampled(turned)).toEqual(sampled(text))
  expect(sampled(text)).not.toEqual(text.split('\n').slice(0, 12).toSorted())
})
