import { describe, expect, it } from 'vitest'
import { loadEngine } from '../src/prisma/engine.js'
import { createProject, type PulledProject } from './pulled-project.js'

const BLOG = `
  CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT NOT NULL, mentor_id INTEGER,
    featured_post_id INTEGER);
  CREATE UNIQUE INDEX authors_email_key ON authors (email);
  CREATE TABLE profiles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, author_id INTEGER NOT NULL, bio TEXT NOT NULL);
  CREATE UNIQUE INDEX profiles_author_id_key ON profiles (author_id);
  CREATE TABLE invitations (id INTEGER PRIMARY KEY AUTOINCREMENT, sent_to TEXT NOT NULL);
  CREATE TABLE categories (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL);
  CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, author_id INTEGER NOT NULL, editor_id INTEGER,
    category_id INTEGER);
  CREATE INDEX posts_author_id_idx ON posts (author_id);
  CREATE TABLE post_statistics (post_id INT NOT NULL PRIMARY KEY, views INTEGER NOT NULL);
  CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, post_id INTEGER NOT NULL, author_id INTEGER,
    parent_id INTEGER);
  CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL);
  CREATE TABLE post_tags (post_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (post_id, tag_id));
  CREATE TABLE shelves (room TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, PRIMARY KEY (room, number));
  CREATE TABLE copies (
    id INTEGER PRIMARY KEY AUTOINCREMENT, post_id INTEGER NOT NULL, shelf_room TEXT NOT NULL,
    shelf_number INTEGER NOT NULL);
`

/** What only somebody who knows the database can say; written into the decisions file by hand. */
const DECIDED = [
  'authors(mentor_id)->authors(id)',
  'authors(featured_post_id)->posts(id)',
  'posts(editor_id)->authors(id)',
  'comments(parent_id)->comments(id)',
  'copies(shelf_room,shelf_number)->shelves(room,number)',
  'invitations(sent_to)->authors(email)',
]

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

const prisma7 = `generator client {
  provider = "prisma-client"
  output   = "../generated"
}

datasource db {
  provider = "sqlite"
}
`

const prisma6 = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["relationJoins"]
}

datasource db {
  provider          = "sqlite"
  url               = env("DATABASE_URL")
  shadowDatabaseUrl = env("SHADOW_DATABASE_URL")
}
`

const prisma5 = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["metrics", "tracing"]
  binaryTargets   = ["native", "debian-openssl-3.0.x"]
}

datasource db {
  provider = "sqlite"
  url      = "file:./dev.db"
}
`

const engine = loadEngine()

/** With relationMode = "prisma", aligned as a pull would leave it. */
function withRelationMode(head: string): string {
  const text = head.replace(/(?=\}\n$)/, 'relationMode = "prisma"\n')
  return engine.format([{ path: 'schema.prisma', text }])[0]?.text ?? ''
}

/** Runs with somebody at the keyboard who knows the database; gives the ids that were asked about. */
async function restoreAsking(project: PulledProject): Promise<readonly string[]> {
  const asked: string[] = []
  await project.restore({
    decide: ({ id }) => {
      asked.push(id)
      return INFERRED.includes(id) ? 'accept' : 'reject'
    },
  })
  return asked
}

const relationLines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.includes('fields: ['))

describe.each([
  ['Prisma 7', prisma7],
  ['Prisma 6', prisma6],
  ['Prisma 5', prisma5],
])('a schema of %s that was pulled and restored', (_, head) => {
  it('stays byte for byte as it is when it is pulled again with relationMode = "prisma"', async () => {
    const project = await createProject(withRelationMode(head), BLOG, DECIDED)
    expect(await restoreAsking(project)).toEqual(expect.arrayContaining(INFERRED))
    const restored = project.schema()
    expect(relationLines(restored)).toHaveLength(INFERRED.length + DECIDED.length)

    expect(await project.pull()).toBe(restored)
    expect(await restoreAsking(project)).toEqual([])
    expect(project.schema()).toBe(restored)
    expect(await project.database.diff(restored)).toBe('')
  })

  it('comes back byte for byte and unasked after a pull without relationMode deleted the relations', async () => {
    const project = await createProject(head, BLOG, DECIDED)
    const pulled = project.schema()
    await restoreAsking(project)
    const restored = project.schema()

    expect(await project.pull()).toBe(pulled)
    expect(await restoreAsking(project)).toEqual([])
    expect(project.schema()).toBe(restored)
  })
})
