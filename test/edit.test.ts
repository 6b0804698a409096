import { beforeAll, describe, expect, it } from 'vitest'
import { editFiles } from '../src/edit/apply.js'
import type { EditStyle } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import { type Engine, loadEngine } from '../src/prisma/engine.js'
import { read } from '../src/schema/read.js'

const style: EditStyle = {
  naming: 'natural',
  indexes: 'report',
  manyToMany: 'explicit',
  format: true,
  includeIgnored: false,
  relationMode: 'keep',
}

let engine: Engine
beforeAll(async () => {
  engine = await loadEngine()
})

describe('planEdits', () => {
  const schema = read([
    {
      path: 'schema.prisma',
      text: [
        'model User {',
        '  id Int @id',
        '}',
        '',
        'model Post {',
        '  id       Int @id',
        '  authorId Int',
        '',
        '  @@index([authorId])',
        '}',
        '',
      ].join('\n'),
    },
  ])
  const authorOfPost = {
    from: { model: 'Post', fields: ['authorId'] },
    to: { model: 'User', fields: ['id'] },
  }

  it('writes both sides of a relation, aligned as the formatter would', () => {
    const plan = planEdits(schema, [authorOfPost], style)
    const after = editFiles(schema, plan, style, engine.format)
    expect(after[0]?.text).toBe(
      [
        'model User {',
        '  id    Int    @id',
        '  posts Post[]',
        '}',
        '',
        'model Post {',
        '  id       Int  @id',
        '  authorId Int',
        '  author   User @relation(fields: [authorId], references: [id])',
        '',
        '  @@index([authorId])',
        '}',
        '',
      ].join('\n'),
    )
    expect(engine.format(after)).toEqual(after)
    expect(planEdits(read(after), [authorOfPost], style).edits).toEqual([])
  })

  it('leaves out what does not fit, and says why', () => {
    const { warnings, edits } = planEdits(
      schema,
      [{ from: { model: 'Post', fields: ['author'] }, to: { model: 'User', fields: ['id'] } }],
      style,
    )
    expect(edits).toEqual([])
    expect(warnings).toEqual([
      { code: 'field-not-found', says: 'Left out Post(author) -> User(id): Post has no field author.' },
    ])
  })
})
