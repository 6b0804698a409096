import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinsIn } from '../src/verify/workload/joins.js'
import type { TableNames } from '../src/verify/workload/scope.js'

const tables: TableNames = new Map(
  Object.entries({
    posts: ['id', 'title', 'author_id', 'editor_id', 'parent_id'],
    users: ['id', 'email'],
    profiles: ['id', 'user_id'],
    tags: ['id', 'post_id', 'name'],
  }).map(([name, columns]) => [name, { name, columns: new Map(columns.map((column) => [column, column])) }]),
)

const author = 'posts.author_id = users.id'

describe('joins in statements', () => {
  it.each([
    // As MySQL keeps a digest, as MariaDB does, as a view definition reads on either.
    [
      'SELECT `p` . `title` FROM `posts` `p` JOIN `users` `u` ON `p` . `author_id` = `u` . `id` WHERE `p` . `id` = ?',
      [author],
    ],
    ['SELECT `u` . `email` FROM `users` `u` JOIN `posts` `p` ON `p` . `author_id` = `u` . ID ', [author]],
    [
      "select `p`.`id` AS `id` from (`app`.`posts` `p` join `app`.`users` `u` on((`u`.`id` = `p`.`author_id`))) where (`u`.`email` <> 'x = y')",
      [author],
    ],
    [
      'select `p`.`id` AS `id` from `app`.`posts` `p` join `app`.`users` `u` on(`u`.`id` = `p`.`author_id`)',
      [author],
    ],
    // Prisma's own: filters, existence, joined subqueries.
    [
      'EXECUTE SELECT `t0` . `id` FROM `posts` AS `t0` LEFT JOIN `users` AS `j1` ON ( `j1` . `id` ) = ( `t0` . `author_id` ) WHERE ( `j1` . `email` = ? AND ( ? = ? ) )',
      [author],
    ],
    [
      'SELECT `t0` . `id` FROM `users` AS `t0` WHERE EXISTS ( SELECT `t1` . `author_id` FROM `posts` AS `t1` WHERE ( `t1` . `title` = ? AND ( `t0` . `id` ) = ( `t1` . `author_id` ) ) )',
      [author],
    ],
    [
      'SELECT `t0` . `id` , ( SELECT JSON_ARRAYAGG ( `t3` . `x` ) FROM ( SELECT `t2` . `title` FROM ( SELECT `t1` . * FROM `posts` AS `t1` WHERE `t0` . `id` = `t1` . `author_id` ) AS `t2` ) AS `t3` ) FROM `users` AS `t0`',
      [author],
    ],
    // Other shapes.
    ['SELECT * FROM posts p, users u WHERE p.editor_id = u.id AND p.id < ?', ['posts.editor_id = users.id']],
    ['SELECT id FROM users WHERE id IN (SELECT author_id FROM posts WHERE id < ?)', [author]],
    ['SELECT id FROM users WHERE id NOT IN (SELECT author_id FROM posts)', [author]],
    ['SELECT * FROM posts c JOIN posts p ON c.parent_id = p.id', ['posts.id = posts.parent_id']],
    [
      'WITH recent AS (SELECT id, author_id AS writer FROM posts) SELECT * FROM recent r JOIN users u ON u.id = r.writer',
      [author],
    ],
    [
      'SELECT * FROM (SELECT author_id, COUNT(*) n FROM posts GROUP BY author_id) s JOIN users u ON s.author_id = u.id',
      [author],
    ],
    [
      'SELECT * FROM posts JOIN tags ON tags.post_id = posts.id JOIN users ON users.id = author_id LIMIT ?',
      [author, 'posts.id = tags.post_id'],
    ],
    [
      'SELECT 1 FROM tags WHERE post_id = ? UNION SELECT 1 FROM posts JOIN users ON author_id = users.id',
      [author],
    ],
    ['UPDATE posts p JOIN users u ON u.id = p.author_id SET p.title = u.email WHERE u.email = ?', [author]],
    ['DELETE p FROM posts p LEFT JOIN users u ON u.id = p.author_id WHERE u.id IS NULL', [author]],
    ['SELECT * FROM tags a JOIN tags b USING (post_id)', []],
    ['SELECT * FROM posts p JOIN profiles x USING (id)', ['posts.id = profiles.id']],
    ['SELECT x FROM (SELECT x FROM nowhere) d JOIN users u ON d.x = u.id WHERE x = u.id', []],
    // No relation: a formula, a function, a constant, an unknown or ambiguous name, a text that was cut off.
    ['SELECT * FROM posts p JOIN users u ON p.author_id = u.id + 1', []],
    ['SELECT * FROM posts p JOIN users u ON p.author_id + 1 = u.id', []],
    ['SELECT * FROM posts p JOIN users u ON LOWER(p.title) = u.email', []],
    ['SELECT * FROM posts p JOIN users u ON p.author_id = 7', []],
    ['SELECT * FROM posts p JOIN users u ON id = author_id', []],
    ['SELECT * FROM posts p JOIN users u ON p.nobody = u.id', []],
    ['SELECT `p` . `title` , ( SELECT `x` . `id` FROM `posts` `p` JOIN `users`', []],
    [')) \' " ` WHERE = . (', []],
  ])('%s', (sql, expected) => {
    const shown = joinsIn(sql, tables).map(({ left, right }) =>
      [left, right]
        .map(({ table, column }) => `${table}.${column}`)
        .sort()
        .join(' = '),
    )
    expect(shown.sort()).toEqual(expected)
  })

  it('end, whatever the text', () => {
    const words =
      'SELECT FROM WHERE JOIN ON IN AS WITH UNION USING SET UPDATE ( ) ( ) , . = * ? id author_id x p posts users `u`'
    const soup = fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 60 })
    fc.assert(
      fc.property(soup, (tokens) => {
        for (const { left, right } of joinsIn(`SELECT ${tokens.join(' ')}`, tables)) {
          expect(tables.get(left.table)?.columns.has(left.column)).toBe(true)
          expect(tables.get(right.table)?.columns.has(right.column)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('are found quickly in long texts', () => {
    const inner = Array.from({ length: 60 }, (_, i) => `(SELECT a${i}.* FROM `).join('')
    const deep = `SELECT d.id FROM ${inner}posts${Array.from({ length: 60 }, (_, i) => `) a${59 - i}`).join('')} d JOIN users u ON d.author_id = u.id`
    const start = performance.now()
    joinsIn(deep, tables)
    joinsIn(`SELECT ${'('.repeat(50_000)}`, tables)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
