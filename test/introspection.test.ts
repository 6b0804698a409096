import { describe, expect, it } from 'vitest'
import { parseDecisions } from '../src/decide/memory.js'
import type { RestoreOptions } from '../src/index.js'
import { BLOG_RELATIONS, createBlog, formatted, HEADS, restoreAsking } from './blog.js'
import { createProject, type PulledProject } from './pulled-project.js'
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
    expect(await project.database.diff(restored)).toBe('')
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
  const difference = await project.database.diff(restored)
  expect(statements.length).toBeGreaterThan(0)
  expect(difference.match(/^(?!--).+$/gm)?.sort()).toEqual(statements.toSorted())

  await project.database.execute(statements.join('\n'))
  expect(await project.database.diff(restored)).toBe('')
  expect(await project.pull()).toBe(restored)
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

it('puts 1,000 relations back in about the time that it took to find them', async () => {
  const regions = 'north south east west outer'.split(' ')
  const things =
    'order invoice ticket vendor parcel driver depot route crate shift cargo ferry pier crane buyer seller label pallet carrier customer'
  const names = regions.flatMap((region) => things.split(' ').map((thing) => `${region}_${thing}`))
  const table = (name: string, at: number): string => {
    const others = Array.from({ length: 10 }, (_, i) => names[(at + i + 1) % names.length])
    const columns = others.map((other) => `${other}_id INTEGER NOT NULL`)
    return `CREATE TABLE ${name} (id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(', ')});`
  }
  const project = await createProject(
    'datasource db {\n  provider = "sqlite"\n}\n',
    names.map(table).join('\n'),
  )
  const pulled = project.schema()
  await project.restore({ minConfidence: 0.5 })
  const restored = project.schema()
  expect(accepted(project)).toHaveLength(1000)
  project.write(pulled)

  /** The processor time of the faster of two runs that write nothing, in milliseconds. */
  const timeOf = async (options: RestoreOptions): Promise<number> => {
    const times: number[] = []
    for (let run = 0; run < 2; run++) {
      const start = process.cpuUsage()
      const { files } = await project.restore({ ...options, dryRun: true, minConfidence: 0.5 })
      times.push(process.cpuUsage(start).user / 1000)
      expect(files[0]?.text).toBe(restored)
    }
    return Math.min(...times)
  }
  const finding = await timeOf({ decisions: false })
  const recalling = await timeOf({})
  expect(recalling).toBeLessThan(2 * finding)
})
