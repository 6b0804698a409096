// A blog as Prisma pulls it from SQLite, the relations that its authors know of, and heads of schemas old and new.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadEngine } from '../src/prisma/engine.js'
import { createProject, type PulledProject } from './pulled-project.js'

/** The statements that create the database, for SQLite. */
export const BLOG_SQL = readFileSync(
  path.join(import.meta.dirname, 'fixtures/introspection/blog.sql'),
  'utf8',
)

/** What the names say by themselves. */
const INFERRED = [
  'comments(author_id)->authors(id)',
  'comments(post_id)->posts(id)',
  'copies(post_id)->posts(id)',
  'post_statistics(post_id)->posts(id)',
  'post_tags(post_id)->posts(id)',
  'post_tags(tag_id)->tags(id)',
  'posts(author_id)->authors(id)',
  'posts(category_id)->categories(id)',
  'profiles(author_id)->authors(id)',
]

/** What somebody wrote into the decisions file beforehand, who knows the database. */
const DECIDED = [
  'authors(featured_post_id)->posts(id)',
  'authors(mentor_id)->authors(id)',
  'comments(parent_id)->comments(id)',
  'copies(shelf_room,shelf_number)->shelves(room,number)',
  'invites(sent_to)->authors(email)',
  'posts(editor_id)->authors(id)',
]

export const BLOG_RELATIONS: readonly string[] = [...DECIDED, ...INFERRED].sort()

const PRISMA_7 = `generator client {
  provider = "prisma-client"
  output   = "./client"
}

datasource db {
  provider = "sqlite"
}
`

const PRISMA_6 = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["relationJoins"]
}

datasource db {
  provider          = "sqlite"
  url               = env("DATABASE_URL")
  shadowDatabaseUrl = env("SHADOW_DATABASE_URL")
}
`

const PRISMA_5 = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["metrics", "tracing"]
  binaryTargets   = ["native", "debian-openssl-3.0.x"]
}

datasource db {
  provider = "sqlite"
  url      = "file:./dev.db"
}
`

/** What stands above the models, as each version of Prisma wants it. */
export const HEADS = [
  { version: 'Prisma 7', head: PRISMA_7 },
  { version: 'Prisma 6', head: PRISMA_6 },
  { version: 'Prisma 5', head: PRISMA_5 },
] as const

export const formatted = (text: string): string =>
  loadEngine().format([{ path: 'schema.prisma', text }])[0]?.text ?? ''

const withRelationMode = (head: string): string =>
  formatted(head.replace(/\}\n$/, 'relationMode = "prisma"\n}\n'))

/** Creates the blog and pulls it; nothing is restored yet. */
export const createBlog = (mode: 'prisma' | undefined, head = PRISMA_7): Promise<PulledProject> =>
  createProject(mode === undefined ? head : withRelationMode(head), BLOG_SQL, DECIDED)

/** Runs with one of its authors at the keyboard; gives the ids that were asked about. */
export async function restoreAsking(project: PulledProject): Promise<readonly string[]> {
  const asked: string[] = []
  await project.restore({
    decide: ({ id }) => {
      asked.push(id)
      return INFERRED.includes(id) ? 'accept' : 'reject'
    },
  })
  return asked
}
