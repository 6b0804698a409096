import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseRelationId,
  printRelationId,
  relationId,
  renamedTable,
  tidyId,
} from '../src/relation/identity.js'
import { read } from '../src/schema/read.js'
import { lookUp } from '../src/schema/schema.js'

/** Names as databases allow them: brackets, commas, arrows, backslashes, blanks inside. */
const NAME = fc
  .array(fc.constantFrom('a', 'B', '_', '1', '(', ')', ',', '.', '\\', '-', '>', '->', ' ', 'é'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join('').trim())
  .filter((name) => name !== '')

const SIDES = fc.integer({ min: 1, max: 3 }).chain((count) => {
  const side = fc.record({ table: NAME, columns: fc.array(NAME, { minLength: count, maxLength: count }) })
  return fc.record({ from: side, to: side })
})

describe('the id of a relation', () => {
  it('gives back the names it was made of, whatever they are', () => {
    fc.assert(
      fc.property(SIDES, (sides) => {
        const id = printRelationId(sides)
        expect(parseRelationId(id)).toEqual(sides)
        expect(tidyId(id)).toBe(id)
      }),
    )
  })

  it('is the same for blanks between its parts', () => {
    expect(tidyId(' order lines ( a , b ) -> keys (x,y) ')).toBe('order lines(a,b)->keys(x,y)')
  })

  it('reads names that 0.1 wrote without backslashes, wherever they end unmistakably', () => {
    expect(parseRelationId('order, lines)(a b,c->d)->my.keys(x-y,z(1)')).toEqual({
      from: { table: 'order, lines)', columns: ['a b', 'c->d'] },
      to: { table: 'my.keys', columns: ['x-y', 'z(1'] },
    })
  })

  it.each(['', 'a(b)', 'a(b)->c', 'a(b)->c()', 'a(b,c)->d(e)', 'a(b)->c(d) e'])('is not %j', (text) => {
    expect(parseRelationId(text)).toBeUndefined()
    expect(tidyId(text)).toBe(text)
  })

  it('is made of database names, with the schema of a table where it has one', () => {
    const find = lookUp(
      read([
        {
          path: 'schema.prisma',
          text: 'model User {\n  id Int @id @map("no")\n\n  @@map("user (old)")\n  @@schema("crm")\n}\n',
        },
      ]),
    )
    const key = { model: 'User', fields: ['id'] }
    expect(relationId(find, key, key)).toBe('crm.user \\(old\\)(no)->crm.user \\(old\\)(no)')
  })

  it('changes with the name of a table, on both sides and in no other name', () => {
    expect(renamedTable('role(role_id)->role(id)', 'role', 'roles')).toBe('roles(role_id)->roles(id)')
    expect(renamedTable('user_role(role)->role(id)', 'role', 'roles')).toBe('user_role(role)->roles(id)')
  })
})
