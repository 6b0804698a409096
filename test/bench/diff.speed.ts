// How long the diff of a large schema takes, of which every model changes.
import { expect, it } from 'vitest'
import { unifiedDiff } from '../../src/print/diff.js'

const MODELS = 1500

/** Models of eight columns, as `line` spells them, with some more lines. */
const schema = (line: (k: number) => string, more: string): string => {
  const columns = Array.from({ length: 8 }, (_, k) => line(k)).join('\n')
  return Array.from({ length: MODELS }, (_, i) => `model T${i} {\n  id Int @id\n${columns}\n${more}}\n`).join(
    '\n',
  )
}

const plain = (k: number): string => `  column${k} String`
const FIELDS = '  owner Owner\n  parts Part[]\n'

it.each([
  ['gets two fields', schema(plain, FIELDS)],
  [
    'gets two fields, and half of its columns move to the right',
    schema((k) => (k < 4 ? `  column${k}    String` : plain(k)), FIELDS),
  ],
])('the diff of a schema where every model %s takes no more than two seconds', (_, after) => {
  const path = 'schema.prisma'
  const begin = performance.now()
  unifiedDiff([{ path, text: schema(plain, '') }], [{ path, text: after }])
  // The whole at once took 15 s where columns move; as it is, half a second.
  expect(performance.now() - begin).toBeLessThan(2000)
})
