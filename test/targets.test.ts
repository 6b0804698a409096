import { expect, it } from 'vitest'
import { keysByType, possibleTargets } from '../src/decide/targets.js'
import { writable } from '../src/edit/resolve.js'
import { read } from '../src/schema/read.js'
import { lookUp } from '../src/schema/schema.js'

const schema = read([
  {
    path: 'schema.prisma',
    text: 'model User {\n  id Int @id\n  code Int @unique\n  name String @unique\n}\n\nmodel Old {\n  id Int @id\n\n  @@ignore\n}\n',
  },
])

it('offers every key of the type but the column itself and what is hidden', () => {
  const find = lookUp(schema)
  const reference = { from: { model: 'User', fields: ['code'] }, candidates: [] }
  const keys = keysByType(schema, find)
  const isWritable = writable(schema, { includeIgnored: false })
  expect(possibleTargets(find, keys, reference, isWritable).map(({ id }) => id)).toEqual([
    'User(code)->User(id)',
  ])
})
