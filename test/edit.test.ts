import { beforeAll, describe, expect, it } from 'vitest'
import { editFiles } from '../src/edit/apply.js'
import { DEFAULT_STYLE as style } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import { relationModeExplained } from '../src/edit/relation-mode.js'
import { type Engine, loadEngine } from '../src/prisma/engine.js'
import { read } from '../src/schema/read.js'

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
      { code: 'field-not-found', says: 'Left out Post.author -> User.id: Post has no field author.' },
    ])
  })

  it('leaves out a column that would reference itself, but not a key that shares a column with its reference', () => {
    const tree = read([
      {
        path: 'schema.prisma',
        text: 'model Node {\n  id Int @id\n  parentId Int\n  treeId Int\n\n  @@unique([treeId, id])\n}\n',
      },
    ])
    const choice = (columns: readonly string[], key: readonly string[]) => ({
      from: { model: 'Node', fields: columns },
      to: { model: 'Node', fields: key },
    })
    const { warnings, relations } = planEdits(
      tree,
      [choice(['id'], ['id']), choice(['treeId', 'parentId'], ['treeId', 'id'])],
      style,
    )
    expect(relations.map(({ from }) => from.fields)).toEqual([['treeId', 'parentId']])
    expect(warnings).toEqual([
      { code: 'references-itself', says: 'Left out Node.id -> Node.id: every row would reference itself.' },
    ])
  })

  it('says which declared actions a new relation mode refuses', () => {
    const pulled = read([
      {
        path: 'schema.prisma',
        text: [
          'datasource db {',
          '  provider = "postgresql"',
          '}',
          'model Team {',
          '  id Int @id',
          '  people Person[]',
          '}',
          'model Person {',
          '  teamId Int',
          '  team Team @relation(fields: [teamId], references: [id], onDelete: NoAction)',
          '}',
        ].join('\n'),
      },
    ])
    expect(planEdits(pulled, [], { ...style, relationMode: 'prisma' }).warnings).toEqual([
      {
        code: 'declared-action-refused',
        says: 'relationMode = "prisma" takes only Cascade, SetNull, Restrict: Person.team has another action (1 in all).',
      },
    ])
  })
})

describe('relationModeExplained', () => {
  it('fits into four lines of a terminal', () => {
    expect(relationModeExplained.length).toBe(4)
    expect(relationModeExplained.filter((line) => line.length > 80)).toEqual([])
  })
})
