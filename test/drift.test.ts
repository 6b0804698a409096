import { describe, expect, it } from 'vitest'
import { repairs } from '../src/edit/repair.js'
import { loadEngine } from '../src/prisma/engine.js'
import type { Report } from '../src/report/json.js'
import { read } from '../src/schema/read.js'
import { createBlog, restoreAsking } from './blog.js'
import type { PulledProject } from './pulled-project.js'
import { runIn } from './scratch.js'

/** What somebody does to the database of the blog, and what becomes of its relations. */
interface Change {
  readonly what: string
  readonly sql: string
  /** The relations that are likely and that nobody has decided about yet. */
  readonly open: readonly string[]
  readonly drift: Report['drift']
  /** The lines that a pull with relationMode = "prisma" copies although they no longer fit. */
  readonly broken: readonly string[]
  /** Every line that is gone or new in the end, in either relation mode. */
  readonly difference: readonly string[]
}

const CHANGES: readonly Change[] = [
  {
    what: 'a table comes',
    sql: 'CREATE TABLE likes (id INTEGER PRIMARY KEY AUTOINCREMENT, post_id INTEGER NOT NULL)',
    open: ['likes(post_id)->posts(id)'],
    drift: [],
    broken: [],
    difference: [
      '+  likes            likes[]',
      '+model likes {',
      '+  id      Int   @id @default(autoincrement())',
      '+  post_id Int',
      '+  post    posts @relation(fields: [post_id], references: [id])',
      '+}',
      '+',
    ],
  },
  {
    what: 'a table goes',
    sql: 'DROP TABLE tags',
    open: [],
    drift: [
      {
        id: 'post_tags(tag_id)->tags(id)',
        says: 'The table tags is gone.',
        suggestion: null,
        restored: false,
      },
    ],
    broken: [],
    difference: [
      '-  tag     tags  @relation(fields: [tag_id], references: [id])',
      '-model tags {',
      '-  id        Int         @id @default(autoincrement())',
      '-  label     String',
      '-  post_tags post_tags[]',
      '-}',
      '-',
    ],
  },
  {
    what: 'a column goes',
    sql: 'ALTER TABLE posts DROP COLUMN editor_id',
    open: [],
    drift: [
      {
        id: 'posts(editor_id)->authors(id)',
        says: 'posts.editor_id is gone; it referenced authors.id.',
        suggestion: null,
        restored: false,
      },
    ],
    broken: [
      '  editor           authors?         @relation("posts_editor", fields: [editor_id], references: [id])',
      '  edited_posts     posts[]    @relation("posts_editor")',
    ],
    difference: [
      '-  edited_posts     posts[]    @relation("posts_editor")',
      '-  editor_id        Int?',
      '-  editor           authors?         @relation("posts_editor", fields: [editor_id], references: [id])',
    ],
  },
  {
    what: 'a column gets another name',
    sql: 'ALTER TABLE posts RENAME COLUMN category_id TO main_category_id',
    open: ['posts(main_category_id)->categories(id)'],
    drift: [
      {
        id: 'posts(category_id)->categories(id)',
        says: 'posts.category_id is gone; it referenced categories.id. main_category_id may have taken its place.',
        suggestion: 'posts(main_category_id)->categories(id)',
        restored: false,
      },
    ],
    broken: [
      '  category         categories?      @relation(fields: [category_id], references: [id])',
      '  posts posts[]',
    ],
    difference: [
      '-  category_id      Int?',
      '-  category         categories?      @relation(fields: [category_id], references: [id])',
      '+  main_category_id Int?',
      '+  category         categories?      @relation(fields: [main_category_id], references: [id])',
    ],
  },
  {
    what: 'a column gets another type',
    sql: `CREATE TABLE new_copies (
        id INTEGER PRIMARY KEY AUTOINCREMENT, post_id BIGINT NOT NULL, shelf_room TEXT NOT NULL,
        shelf_number INTEGER NOT NULL);
      DROP TABLE copies;
      ALTER TABLE new_copies RENAME TO copies`,
    open: [],
    drift: [
      {
        id: 'copies(post_id)->posts(id)',
        says: 'The column is BigInt now (it was Int), the key is Int; Prisma relates only equal types.',
        suggestion: null,
        restored: false,
      },
    ],
    broken: [
      '  post         posts   @relation(fields: [post_id], references: [id])',
      '  copies           copies[]',
    ],
    difference: [
      '-  post_id      Int',
      '-  post         posts   @relation(fields: [post_id], references: [id])',
      '-  copies           copies[]',
      '+  post_id      BigInt',
    ],
  },
  {
    what: 'a column becomes optional',
    sql: `CREATE TABLE new_copies (
        id INTEGER PRIMARY KEY AUTOINCREMENT, post_id INTEGER, shelf_room TEXT NOT NULL,
        shelf_number INTEGER NOT NULL);
      DROP TABLE copies;
      ALTER TABLE new_copies RENAME TO copies`,
    open: [],
    drift: [
      {
        id: 'copies(post_id)->posts(id)',
        says: 'copies.post_id became optional (Int, now Int?), and post with it.',
        suggestion: null,
        restored: true,
      },
    ],
    broken: [
      '  post         posts   @relation(fields: [post_id], references: [id])',
      '  copies           copies[]',
    ],
    difference: [
      '-  post_id      Int',
      '-  post         posts   @relation(fields: [post_id], references: [id])',
      '+  post_id      Int?',
      '+  post         posts?  @relation(fields: [post_id], references: [id])',
    ],
  },
  {
    what: 'a one-to-one loses its unique index',
    sql: 'DROP INDEX profiles_author_id_key',
    open: [],
    drift: [
      {
        id: 'profiles(author_id)->authors(id)',
        says: 'profiles.author_id is no longer unique, so profile is a list now.',
        suggestion: null,
        restored: true,
      },
    ],
    broken: [
      '  author    authors @relation(fields: [author_id], references: [id])',
      '  profile          profiles?',
    ],
    difference: [
      '-  profile          profiles?',
      '-  author_id Int     @unique',
      '+  profile          profiles[]',
      '+  author_id Int',
    ],
  },
  {
    what: 'a referenced column loses its unique index',
    sql: 'DROP INDEX authors_email_key',
    open: [],
    drift: [
      {
        id: 'invites(sent_to)->authors(email)',
        says: 'authors.email is no longer unique; invites.sent_to referenced it.',
        suggestion: null,
        restored: false,
      },
    ],
    broken: [
      '  author  authors  @relation(fields: [sent_to], references: [email])',
      '  invites          invites[]',
    ],
    difference: [
      '-  email            String     @unique',
      '-  invites          invites[]',
      '-  author  authors  @relation(fields: [sent_to], references: [email])',
      '+  email            String',
    ],
  },
  {
    what: 'a new column has the name of a relation',
    sql: 'ALTER TABLE posts ADD COLUMN author TEXT',
    open: ['posts(author_id)->authors(id)'],
    drift: [
      {
        id: 'posts(author_id)->authors(id)',
        says: 'The name author is taken by a column of posts now.',
        suggestion: null,
        restored: false,
      },
    ],
    broken: [
      '  author           authors          @relation("posts_author", fields: [author_id], references: [id])',
      '  posts            posts[]    @relation("posts_author")',
    ],
    difference: [
      '-  posts            posts[]    @relation("posts_author")',
      '-  author           authors          @relation("posts_author", fields: [author_id], references: [id])',
      '+  posts            posts[]    @relation("posts_author_ref")',
      '+  author           String?',
      '+  author_ref       authors          @relation("posts_author_ref", fields: [author_id], references: [id])',
    ],
  },
]

const PATH = 'schema.prisma'
const engine = loadEngine()
const errorsIn = (text: string) => engine.problems([{ path: PATH, text }]).filter(({ warning }) => !warning)

/** The lines of a text that another one lacks, each as often as it lacks it. */
function beyond(text: string, other: string): readonly string[] {
  const left = other.split('\n')
  return text.split('\n').filter((line) => {
    const at = left.indexOf(line)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

const difference = (before: string, after: string): readonly string[] => [
  ...beyond(before, after).map((line) => `-${line}`),
  ...beyond(after, before).map((line) => `+${line}`),
]

/** Runs with nobody to ask: takes out what is broken and accepts what is likely. */
async function restoreUnasked({ folder }: PulledProject): Promise<Report> {
  const { stdout } = await runIn(folder, '--yes', '--min-confidence', '0.5', '--repair', '--json')
  return JSON.parse(stdout)
}

/** The blog, restored and then changed behind its back; not pulled yet. */
async function changedBlog(mode: 'prisma' | undefined, sql: string): Promise<PulledProject> {
  const project = await createBlog(mode)
  await restoreAsking(project)
  await project.database.execute(sql)
  return project
}

const MODES = [
  { title: 'without relationMode', mode: undefined },
  { title: 'with relationMode = "prisma"', mode: 'prisma' },
] as const

describe.each(CHANGES)('when $what', (change) => {
  it.each(MODES)('only that is different after a pull and a run $title', async ({ mode }) => {
    const project = await changedBlog(mode, change.sql)
    const before = project.schema()
    await project.pull()
    const report = await restoreUnasked(project)
    const after = project.schema()

    const decidedAnew = report.relations.filter(({ by }) => by === 'policy')
    expect(decidedAnew.map(({ id }) => id)).toEqual(change.open)
    expect(report.drift).toEqual(change.drift)
    expect(difference(before, after)).toEqual(change.difference)
    expect(errorsIn(after)).toEqual([])

    await project.pull()
    await restoreUnasked(project)
    expect(project.schema()).toBe(after)
  })

  const isBroken = change.broken.length > 0
  it(`a repair finds ${isBroken ? 'exactly the lines at which the pull after next would stop' : 'nothing to do'}`, async () => {
    const project = await changedBlog('prisma', change.sql)
    const text = await project.pull()
    const found = repairs(read([{ path: PATH, text }]))
    expect(found.flatMap(({ lines }) => lines.map((line) => line.text))).toEqual(change.broken)

    if (isBroken) await expect(project.pull()).rejects.toThrow()
    else expect(await project.pull()).toBe(text)
  })
})

it.each(MODES)('asks about the news alone, and takes nothing out unasked, $title', async ({ mode }) => {
  const project = await changedBlog(
    mode,
    `CREATE TABLE likes (id INTEGER PRIMARY KEY AUTOINCREMENT, post_id INTEGER NOT NULL);
     ALTER TABLE posts DROP COLUMN editor_id`,
  )
  const pulled = await project.pull()
  const news = ['likes(post_id)->posts(id)']
  expect(await restoreAsking(project, news)).toEqual(news)
  const restored = project.schema()
  expect(restored).toContain('  likes            likes[]\n')
  expect(errorsIn(restored)).toHaveLength(errorsIn(pulled).length)
  expect(await restoreAsking(project)).toEqual([])
})
