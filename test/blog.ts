// A blog as Prisma pulls it from SQLite, and the relations that its authors know of.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createProject, type PulledProject, type RelationMode } from './pulled-project.js'

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

/** Creates the blog and pulls it; nothing is restored yet. */
export const createBlog = (mode: RelationMode, head?: string): Promise<PulledProject> =>
  createProject({ sql: BLOG_SQL, mode, head, decided: DECIDED })

/**
 * Runs with one of its authors at the keyboard.
 *
 * @param news Relations that have come since.
 * @returns The ids that were asked about.
 */
export async function restoreAsking(
  project: PulledProject,
  news: readonly string[] = [],
): Promise<readonly string[]> {
  const asked: string[] = []
  await project.restore({
    decide: ({ id }) => {
      asked.push(id)
      return INFERRED.includes(id) || news.includes(id) ? 'accept' : 'reject'
    },
  })
  return asked
}
