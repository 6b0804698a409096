import { expect, it } from 'vitest'
import { speller } from '../src/infer/spelling.js'

const correct = speller(['warehouse', 'group', 'nutrition', 'bins'])

it.each([
  ['warehouuse', 'letter-more'],
  ['warehose', 'letter-less'],
  ['warehoute', 'letter-other'],
  ['warehuose', 'letters-swapped'],
  ['warehousex', 'ending'],
])('%s is warehouse: %s', (written, slip) => {
  expect(correct(written)).toEqual([{ word: 'warehouse', slip }])
})

it('knows the endings of other languages and of adjectives', () => {
  expect(correct('groupe')).toEqual([{ word: 'group', slip: 'ending' }])
  expect(correct('nutritional')).toEqual([{ word: 'nutrition', slip: 'ending' }])
})

it.each(['warehouse', 'warhose', 'aarehouse', 'warehousexyz', 'ehousewar', 'ubins', 'bin', 'binss'])(
  'takes %s for nothing else',
  (written) => {
    expect(correct(written)).toEqual([])
  },
)
