import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { BLOG_SQL, createBlog, restoreAsking } from './blog.js'
import { type Client, openClient } from './prisma-client.js'
import type { PulledProject } from './pulled-project.js'
import { createDatabase } from './servers/scratch-database.js'
import { startServers } from './servers/servers.js'

const { servers, missing } = await startServers(['mariadb'])
afterAll(async () => {
  for (const server of servers) await server.stop()
})

/** A database with the tables of the blog and no foreign key. */
interface Store {
  readonly name: string
  readonly provider: 'sqlite' | 'mysql'
  readonly connect: (project: PulledProject) => Promise<SqlDriverAdapterFactory>
}

const sqlite: Store = {
  name: 'SQLite',
  provider: 'sqlite',
  connect: async ({ databaseFile }) => new PrismaLibSql({ url: `file:${databaseFile}` }),
}

/** The same tables for MySQL, each statement by itself. */
const MYSQL_STATEMENTS = BLOG_SQL.replace(/^--.*$/gm, '')
  .replaceAll('AUTOINCREMENT', 'AUTO_INCREMENT')
  .replaceAll('TEXT', 'VARCHAR(191)')
  .replaceAll('DATETIME', 'DATETIME(3)')
  .split(';')
  .filter((statement) => statement.trim() !== '')

const stores: readonly Store[] = [
  sqlite,
  ...servers.map(
    (server): Store => ({
      name: server.name,
      provider: 'mysql',
      connect: async () => {
        const { url, drop } = await createDatabase(server, MYSQL_STATEMENTS)
        onTestFinished(drop)
        return new PrismaMariaDb(url)
      },
    }),
  ),
]

type Blog = Client<'authors' | 'comments' | 'posts' | 'tags'>

/** The client of the restored blog, on an empty database. */
async function openBlog({ provider, connect }: Store, mode: 'prisma' | undefined): Promise<Blog> {
  const project = await createBlog(mode)
  project.write(project.schema().replace('"sqlite"', `"${provider}"`))
  await restoreAsking(project)
  const client: Blog = await openClient(project.folder, await connect(project))
  onTestFinished(() => client.$disconnect())
  return client
}

const ada = { name: 'Ada', email: 'ada@example.org' }

describe.each(missing)('no client tests on $kind: $why', () => {
  it.skipIf(true)('needs a server', () => {})
})

describe.each(stores)('on $name', (store) => {
  describe.each([
    { title: 'without relationMode', mode: undefined },
    { title: 'with relationMode = "prisma"', mode: 'prisma' as const },
  ])('$title', ({ mode }) => {
    it('creates nested rows and reads every shape of relation from both its sides', async () => {
      const { authors, posts } = await openBlog(store, mode)
      await authors.create({
        data: {
          ...ada,
          profile: { create: { bio: 'Writes programs.' } },
          posts: {
            create: {
              title: 'On engines',
              category: { create: { title: 'Notes' } },
              statistics: { create: { views: 3 } },
              copies: { create: { shelf: { create: { room: 'East', number: 7 } } } },
            },
          },
        },
      })
      const post = await posts.findFirstOrThrow({
        where: { author: { email: ada.email }, category: { title: 'Notes' } },
        include: {
          author: { include: { profile: { include: { author: true } }, posts: true } },
          category: { include: { posts: true } },
          copies: { include: { shelf: { include: { copies: true } } } },
          statistics: { include: { post: true } },
        },
      })
      const title = 'On engines'
      expect(post).toMatchObject({
        title,
        author: { ...ada, profile: { bio: 'Writes programs.', author: ada }, posts: [{ title }] },
        category: { title: 'Notes', posts: [{ title }] },
        copies: [{ shelf: { room: 'East', number: 7, copies: [{ shelf_number: 7 }] } }],
        statistics: { views: 3, post: { title } },
      })
    })

    it('goes through a join model to the other side', async () => {
      const { posts, tags } = await openBlog(store, mode)
      const labelled = (label: string) => ({ tag: { create: { label } } })
      await posts.create({
        data: {
          title: 'On looms',
          author: { create: ada },
          post_tags: { create: [labelled('cards'), labelled('weaving')] },
        },
      })
      expect(
        await tags.findMany({
          where: { post_tags: { some: { post: { author: { name: 'Ada' } } } } },
          include: {
            post_tags: { include: { post: { include: { post_tags: { include: { tag: true } } } } } },
          },
          orderBy: { label: 'asc' },
        }),
      ).toMatchObject([
        { label: 'cards', post_tags: [{ post: { post_tags: [{}, {}] } }] },
        { label: 'weaving', post_tags: [{ post: { title: 'On looms' } }] },
      ])
    })

    it('climbs a self relation up and down', async () => {
      const { posts, comments } = await openBlog(store, mode)
      const { id } = await posts.create({ data: { title: 'On numbers', author: { create: ada } } })
      const { id: question } = await comments.create({ data: { body: 'Why?', post_id: id } })
      const answer = await comments.create({
        data: { body: 'Hence.', post: { connect: { id } }, parent: { connect: { id: question } } },
        include: { parent: { include: { children: true } }, author: true },
      })
      expect(answer).toMatchObject({ parent: { body: 'Why?', children: [{ body: 'Hence.' }] }, author: null })
    })

    it(`${mode === 'prisma' ? 'refuses to delete' : 'deletes'} a row that others refer to`, async () => {
      const { authors, posts } = await openBlog(store, mode)
      const { id } = await authors.create({ data: { ...ada, posts: { create: { title: 'On letters' } } } })
      const deletion = authors.delete({ where: { id } })
      if (mode === 'prisma') await expect(deletion).rejects.toMatchObject({ code: 'P2014' })
      else expect(await deletion).toMatchObject(ada)
      const [post] = await posts.findMany({ include: { author: true } })
      expect(post?.author).toEqual(mode === 'prisma' ? expect.objectContaining(ada) : null)
    })
  })
})
