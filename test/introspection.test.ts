import { describe, expect, it } from 'vitest'
import { restoreText } from '../src/library/library.js'
import type { RestoreOptions } from '../src/library/options.js'
import { parseDecisions } from '../src/memory/decisions-file.js'
import { BLOG_RELATIONS, createBlog, restoreAsking } from './blog.js'
import { createProject, formatted, HEADS, type PulledProject } from './pulled-project.js'
import { textOf } from './scratch.js'

/** The ids that stand accepted in the decisions file. */
function accepted({ folder }: PulledProject): readonly string[] {
  const { relations } = parseDecisions(textOf(folder, 'restore-relations.json'), '')
  return Object.keys(relations).filter((id) => relations[id]?.verdict === 'accept')
}

describe.each(HEADS)('a schema of $version', ({ head }) => {
  it('is the same after another pull with relationMode = "prisma", and asks for no migration', async () => {
    const project = await createBlog('prisma', head)
    await restoreAsking(project)
    expect(accepted(project)).toEqual(BLOG_RELATIONS)
    const restored = project.schema()

    expect(await project.pull()).toBe(restored)
    expect(await restoreAsking(project)).toEqual([])
    expect(project.schema()).toBe(restored)
    expect(await project.diff()).toBe('')
  })

  it('gets back, unasked, every byte that a pull without relationMode took', async () => {
    const project = await createBlog(undefined, head)
    const pulled = project.schema()
    await restoreAsking(project)
    const restored = project.schema()

    expect(await project.pull()).toBe(pulled)
    expect(await restoreAsking(project)).toEqual([])
    expect(project.schema()).toBe(restored)
  })
})

it('differs from the database by the indexes that it adds, and those are the statements it reports', async () => {
  const project = await createBlog('prisma')
  await restoreAsking(project)
  const { missingIndexes } = await project.restore({ dryRun: true })
  await project.restore({ indexes: 'add' })
  const restored = project.schema()
  const statements = missingIndexes.map(({ statement }) => statement)
  const difference = await project.diff()
  expect(statements.length).toBeGreaterThan(0)
  expect(difference.match(/^(?!--).+$/gm)?.sort()).toEqual(statements.toSorted())

  await project.database.execute(statements.join('\n'))
  expect(await project.diff()).toBe('')
  expect(await project.pull()).toBe(restored)
})

const LIBRARY = `
  CREATE TABLE Book (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL);
  CREATE TABLE Shelf (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL);
  CREATE TABLE _BookToShelf (A INTEGER NOT NULL, B INTEGER NOT NULL);
  CREATE UNIQUE INDEX _BookToShelf_AB_unique ON _BookToShelf (A, B);
  CREATE INDEX _BookToShelf_B_index ON _BookToShelf (B);
  CREATE TABLE Loan (bookId INTEGER NOT NULL, returned DATETIME);
  CREATE VIEW BookUse AS SELECT bookId, COUNT(*) AS loans FROM Loan GROUP BY bookId;
`
const LIBRARY_RELATIONS = [
  'BookUse(bookId)->Book(id)',
  'Loan(bookId)->Book(id)',
  '_BookToShelf(A)->Book(id)',
  '_BookToShelf(B)->Shelf(id)',
]
const WITH_VIEWS = `generator client {
  provider        = "prisma-client"
  output          = "./client"
  previewFeatures = ["views"]
}

datasource db {
  provider = "sqlite"
}
`

describe.each([
  { title: 'as a model of its own', manyToMany: 'explicit', count: 4 },
  { title: 'as two lists', manyToMany: 'lists', count: 2 },
] as const)('an implicit join table $title, a table without a key, a view', ({ manyToMany, count }) => {
  it.each([
    { title: 'a pull without relationMode', mode: undefined },
    { title: 'a pull with relationMode = "prisma"', mode: 'prisma' as const },
  ])('come through $title', async ({ mode }) => {
    const project = await createProject({ sql: LIBRARY, mode, head: WITH_VIEWS })
    const accepting: RestoreOptions = { manyToMany, includeIgnored: true, decide: () => 'accept' }
    await project.restore(accepting)
    expect(accepted(project)).toEqual(LIBRARY_RELATIONS)
    const restored = project.schema()
    expect(restored.match(/@relation/g)).toHaveLength(count)
    const pulled = await project.pull()
    if (mode === 'prisma') expect(pulled).toBe(restored)

    const { drift, relations } = await project.restore(accepting)
    expect(project.schema()).toBe(restored)
    expect(drift).toEqual([])
    expect(relations.filter(({ by }) => by !== 'memory')).toEqual([])
  })
})

it('leaves relations with real foreign keys to the pull, and stands beside them', async () => {
  const project = await createProject({
    sql: `
      CREATE TABLE authors (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
      CREATE TABLE posts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        author_id INTEGER NOT NULL REFERENCES authors (id),
        editor_id INTEGER,
        topic_id INTEGER NOT NULL);
      CREATE TABLE topics (id INTEGER PRIMARY KEY AUTOINCREMENT, opener_id INTEGER REFERENCES authors (id));`,
    decided: ['posts(editor_id)->authors(id)'],
  })
  const pulled = project.schema()
  await project.restore({ minConfidence: 0.5 })
  const restored = project.schema()
  expect(accepted(project)).toEqual(['posts(editor_id)->authors(id)', 'posts(topic_id)->topics(id)'])
  expect(await project.pull()).toBe(pulled)
  await project.restore()
  expect(project.schema()).toBe(restored)
})

it('keeps its relations through every pull once it was given relationMode = "prisma"', async () => {
  const project = await createBlog(undefined)
  await restoreAsking(project)
  await project.pull()
  await project.restore({ relationMode: 'prisma' })
  const restored = project.schema()
  expect(restored).toContain('relationMode = "prisma"')
  expect(await project.pull()).toBe(restored)
  expect(await project.diff()).toBe('')
})

it('lets each file of a schema be as it is after another pull', async () => {
  const project = await createBlog('prisma')
  const [head = '', ...models] = project.schema().split(/^(?=model )/m)
  const texts = { 'base.prisma': head, 'early.prisma': models.slice(0, 5), 'late.prisma': models.slice(5) }
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    text: formatted([text].flat().join('')),
  }))
  const { files: restored } = restoreText(files, { decide: () => 'accept' })
  expect(restored.map(({ text }) => text.includes('@relation'))).toEqual([false, true, true])
  expect(await project.database.pull(restored)).toEqual(restored)
})

it('finds its relations again on models and fields that were renamed since', async () => {
  const project = await createBlog(undefined)
  await restoreAsking(project)
  const ids = accepted(project)
  project.write(
    project
      .schema()
      .replace(/^model authors \{/m, 'model Author {\n  @@map("authors")')
      .replace(/\bauthors(?=\?|\[\]| +@relation)/g, 'Author')
      .replace(/^ {2}category_id +Int\?/m, '  categoryId Int? @map("category_id")')
      .replace('fields: [category_id]', 'fields: [categoryId]'),
  )
  await project.pull()
  expect(await restoreAsking(project)).toEqual([])
  const restored = project.schema()
  expect(accepted(project)).toEqual(ids)
  expect(restored).toMatch(/^ {2}author +Author +@relation\("posts_author", fields: \[author_id\]/m)
  expect(restored).toMatch(/^ {2}category +categories\? +@relation\(fields: \[categoryId\]/m)

  await project.pull()
  expect(await restoreAsking(project)).toEqual([])
  expect(project.schema()).toBe(restored)
})

it('brings back what somebody wrote by hand, once it was adopted', async () => {
  const project = await createBlog(undefined)
  await restoreAsking(project)
  project.write(
    formatted(
      project
        .schema()
        .replace('author ', 'written_by ')
        .replace(
          '"authors_mentor", fields: [mentor_id], references: [id]',
          '$&, onDelete: Cascade, onUpdate: NoAction',
        )
        .replace(/(?<=^model profiles \{[^}]*)\}/m, '  remarks comments[]\n}')
        .replace(
          /^ {2}parent .*$/m,
          '  profile profiles? @relation(fields: [author_id], references: [author_id])\n$&',
        ),
    ),
  )
  const handwritten = project.schema()
  await project.restore({ adopt: true, decide: () => 'reject' })
  expect(project.schema()).toBe(handwritten)

  await project.pull()
  expect(await restoreAsking(project)).toEqual([])
  expect(project.schema()).toBe(handwritten)
})
