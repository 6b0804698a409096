// Stories over several runs: what was decided stays decided, and nothing is said twice or lost.
import { describe, expect, it } from 'vitest'
import { restoreRelations, restoreText } from '../src/library/library.js'
import { parseDecisions } from '../src/memory/decisions-file.js'
import { runIn, scratch, textOf } from './scratch.js'

const SCHEMA = 'schema.prisma'
const MEMORY = 'restore-relations.json'

const memory = (relations: Readonly<Record<string, object>>): string =>
  `${JSON.stringify({ version: 1, relations })}\n`

describe('two relations on one column', () => {
  const PULLED = `datasource db {
  provider = "mysql"
}

model User {
  id Int @id
}

model Account {
  id Int @id
}

model Post {
  id      Int @id
  ownerId Int

  @@index([ownerId])
}
`
  const BOTH = {
    'Post(ownerId)->User(id)': { verdict: 'accept', field: 'owner', back: 'posts' },
    'Post(ownerId)->Account(id)': { verdict: 'accept', field: 'account', back: 'posts' },
  }

  it('come back both, are reported both, and stay remembered both', async () => {
    const folder = scratch({ [SCHEMA]: PULLED, [MEMORY]: memory(BOTH) })
    const first = await runIn(folder, '--yes', '--json')
    const relations: readonly { id: string; decision: string; by: string }[] = JSON.parse(
      first.stdout,
    ).relations
    expect(relations.map(({ id, decision, by }) => `${id} ${decision} ${by}`).sort()).toEqual([
      'Post(ownerId)->Account(id) accepted memory',
      'Post(ownerId)->User(id) accepted memory',
    ])
    const written = textOf(folder, SCHEMA)
    expect(written).toContain('owner   User')
    expect(written).toContain('account Account')
    const kept = textOf(folder, MEMORY)
    expect(Object.keys(parseDecisions(kept, MEMORY).relations).sort()).toEqual(Object.keys(BOTH).sort())
    expect((await runIn(folder, '--check')).status).toBe(0)

    // One of them goes, as when somebody takes its lines out: the other is no reason against it.
    const half = scratch({
      [SCHEMA]: written
        .replace(/^.*Account @relation.*\n/m, '')
        .replace(/(model Account \{\n.*\n) {2}posts.*\n/, '$1'),
      [MEMORY]: kept,
    })
    expect((await runIn(half, '--check')).stderr).toContain(
      'Post.ownerId -> Account.id: accepted, but missing',
    )

    const again = scratch({ [SCHEMA]: PULLED, [MEMORY]: kept })
    expect((await runIn(again, '--yes')).status).toBe(0)
    expect(textOf(again, SCHEMA)).toBe(written)
    expect(textOf(again, MEMORY)).toBe(kept)
  })

  it('may be one accepted and one refused', async () => {
    const folder = scratch({
      [SCHEMA]: PULLED,
      [MEMORY]: memory({ ...BOTH, 'Post(ownerId)->Account(id)': { verdict: 'reject', note: 'never' } }),
    })
    await runIn(folder, '--yes')
    expect(parseDecisions(textOf(folder, MEMORY), MEMORY).relations).toMatchObject({
      'Post(ownerId)->User(id)': { verdict: 'accept' },
      'Post(ownerId)->Account(id)': { verdict: 'reject', note: 'never' },
    })
  })
})

describe('a renamed column', () => {
  it('keeps the names and actions of its relation when a program accepts the successor', async () => {
    const folder = scratch({
      [SCHEMA]: `datasource db {
  provider = "mysql"
}

model users {
  id Int @id
}

model posts {
  id        Int @id
  writer_id Int

  @@index([writer_id])
}
`,
      [MEMORY]: memory({
        'posts(author_id)->users(id)': {
          verdict: 'accept',
          field: 'author',
          back: 'writings',
          onDelete: 'Cascade',
          note: 'asked in May',
        },
      }),
    })
    const options = { cwd: folder, decide: () => 'accept' as const }
    await restoreRelations(options)
    const [schema, kept] = [textOf(folder, SCHEMA), textOf(folder, MEMORY)]
    expect(schema).toContain(
      'author    users @relation(fields: [writer_id], references: [id], onDelete: Cascade)',
    )
    expect(schema).toContain('writings posts[]')
    expect(parseDecisions(kept, MEMORY).relations).toMatchObject({
      'posts(writer_id)->users(id)': {
        verdict: 'accept',
        field: 'author',
        back: 'writings',
        onDelete: 'Cascade',
      },
    })
    expect(Object.keys(parseDecisions(kept, MEMORY).relations)).toHaveLength(1)
    await restoreRelations(options)
    expect([textOf(folder, SCHEMA), textOf(folder, MEMORY)]).toEqual([schema, kept])
  })
})

describe('a declared relation', () => {
  const DECLARED = `datasource db {
  provider = "mysql"
}

model User {
  tenantId Int
  id       Int    @unique
  posts    Post[]

  @@id([tenantId, id])
}

model Post {
  id       String @id
  tenantId Int
  userId   Int
  user     User @relation(fields: [userId], references: [id])

  @@index([tenantId, userId])
}
`

  it('is not said again with more columns, whoever decides', async () => {
    const proposed = restoreText(DECLARED, { decide: () => 'skip' }).relations.map(({ id }) => id)
    expect(proposed).toContain('Post(tenantId,userId)->User(tenantId,id)')
    expect(restoreText(DECLARED, { minConfidence: 0 }).files[0]?.text).toBe(DECLARED)
    const asked: string[] = []
    restoreText(DECLARED, {
      decide: ({ id }) => {
        asked.push(id)
        return 'accept'
      },
    })
    expect(asked).toEqual([])
    const folder = scratch({ [SCHEMA]: DECLARED })
    expect((await runIn(folder, '--yes', '--min-confidence', '0')).stderr).not.toContain('left to decide')
    const kept = memory({ 'Post(tenantId,userId)->User(tenant,id)': { verdict: 'accept' } })
    const renamed = scratch({ [SCHEMA]: DECLARED, [MEMORY]: kept })
    await runIn(renamed, '--yes', '--min-confidence', '0')
    expect(textOf(renamed, SCHEMA)).toBe(DECLARED)
    expect((await runIn(folder, '--check', '--min-confidence', '0')).status).toBe(0)
  })
})

it('never asks again about columns that were refused, not even for the successor of a lost relation', () => {
  const text =
    'model User {\n  id Int @id\n}\n\nmodel Account {\n  id Int @id\n}\n\nmodel Post {\n  id Int @id\n  userId Int\n}\n'
  const folder = scratch({
    [SCHEMA]: text,
    [MEMORY]: memory({
      'Post(userId)->User(uid)': { verdict: 'accept' },
      'Post(userId)->Account(id)': { verdict: 'reject' },
    }),
  })
  return restoreRelations({ cwd: folder, decide: ({ id }) => expect.unreachable(id) })
})

it('asks a program only about what can be written', () => {
  const text = `datasource db {
  provider = "mysql"
}

model User {
  id Int @id
}

view Visit {
  id     Int @unique
  userId Int
}

model Post {
  id     Int @id
  userId Int
}
`
  const asked: string[] = []
  restoreText(text, {
    decide: ({ id }) => {
      asked.push(id)
      return 'accept'
    },
  })
  expect(asked).toEqual(['Post(userId)->User(id)'])
})

it('a relation of an ignored model rests: no finding, a note, and the decision stays', async () => {
  const text = `datasource db {
  provider = "mysql"
}

model User {
  id Int @id

  @@ignore
}

model Post {
  id     Int @id
  userId Int
}
`
  const kept = memory({ 'Post(userId)->User(id)': { verdict: 'accept', field: 'user', back: 'posts' } })
  const folder = scratch({ [SCHEMA]: text, [MEMORY]: kept })
  const check = await runIn(folder, '--check')
  expect(check.status).toBe(0)
  const { stderr } = await runIn(folder, '--yes')
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'Post.userId -> User.id is not written while User is marked @@ignore; --include-ignored writes it.',
  )
  expect([textOf(folder, SCHEMA), textOf(folder, MEMORY)]).toEqual([text, kept])
})
