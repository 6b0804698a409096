import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read } from '../src/schema/read.js'
import { DEFAULT_BOUNDS } from '../src/verify/look.js'
import { verify } from '../src/verify/verify.js'
import { joinsIn } from '../src/verify/workload/joins.js'
import type { TableName, TableNames } from '../src/verify/workload/scope.js'
import { deepQuery } from './bench/deep-query.js'

const columnsByTable = new Map(
  Object.entries({
    posts: ['id', 'title', 'author_id', 'editor_id', 'parent_id'],
    users: ['id', 'email'],
    profiles: ['id', 'user_id'],
    tags: ['id', 'post_id', 'name'],
  }).map(([name, columns]) => [name, new Map(columns.map((column) => [column, column]))]),
)

const tables: TableNames = {
  byName: new Map(
    [...columnsByTable].map(([name, columns]) => [name, [{ schema: undefined, name, columns }]]),
  ),
  currentSchema: undefined,
}

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

  describe('where schemas share the names of tables', () => {
    const table = (schema: string | undefined, name: string, ...columns: readonly string[]): TableName => ({
      schema,
      name,
      columns: new Map(columns.map((column) => [column, column])),
    })
    const shared = (currentSchema?: string): TableNames => ({
      byName: new Map([
        ['users', [table('auth', 'users', 'id', 'email'), table('crm', 'users', 'id', 'name')]],
        ['deals', [table('crm', 'deals', 'id', 'user_id', 'contact_id')]],
      ]),
      currentSchema,
    })
    const shown = (sql: string, names: TableNames): readonly string[] =>
      joinsIn(sql, names).map(({ left, right }) =>
        [left, right]
          .map(({ schema, table: name, column }) => `${schema}.${name}.${column}`)
          .sort()
          .join(' = '),
      )

    it.each([
      [
        'SELECT * FROM crm.deals d JOIN auth.users u ON u.id = d.user_id',
        'auth.users.id = crm.deals.user_id',
      ],
      [
        'SELECT * FROM CRM.deals d JOIN `crm`.users u ON u.id = d.user_id',
        'crm.deals.user_id = crm.users.id',
      ],
      [
        'SELECT * FROM shop.crm.deals d JOIN crm.users u ON u.id = user_id',
        'crm.deals.user_id = crm.users.id',
      ],
      [
        'SELECT * FROM crm.users JOIN auth.users ON crm.users.id = auth.users.id',
        'auth.users.id = crm.users.id',
      ],
      ['SELECT * FROM crm.users JOIN auth.users USING (id)', 'auth.users.id = crm.users.id'],
      [
        'SELECT * FROM crm.deals WHERE user_id IN (SELECT id FROM crm.users)',
        'crm.deals.user_id = crm.users.id',
      ],
      // Which users? Also where only one of the two has such a column.
      ['SELECT * FROM crm.deals d JOIN users u ON u.id = d.user_id', undefined],
      ['SELECT * FROM crm.deals d JOIN users u ON u.name = d.user_id', undefined],
      ['SELECT * FROM crm.deals d JOIN users ON d.user_id = name', undefined],
      ['SELECT * FROM deals d JOIN sales.users u ON u.id = d.user_id', undefined],
      ['SELECT * FROM sales.deals d JOIN crm.users u ON u.id = d.user_id', undefined],
    ])('%s', (sql, expected) =>
      expect(shown(sql, shared())).toEqual(expected === undefined ? [] : [expected]),
    )

    it('takes a name without a schema from the database that ran the statement', () => {
      const sql = 'SELECT * FROM deals d JOIN users u ON u.id = d.user_id'
      expect(shown(sql, shared('crm'))).toEqual(['crm.deals.user_id = crm.users.id'])
      expect(shown(sql, shared('auth'))).toEqual([])
      const both = 'SELECT * FROM crm.deals d JOIN users u ON u.id = d.user_id'
      expect(shown(both, shared('auth'))).toEqual(['auth.users.id = crm.deals.user_id'])
    })

    it('takes what stands before a name for the database where there are no schemas', () => {
      const sql = 'SELECT * FROM main.posts p JOIN main.users u ON main.users.id = p.author_id'
      const joins = (currentSchema: string | undefined) =>
        joinsIn(sql.replace('main.users.id', 'u.id'), { ...tables, currentSchema })
      expect(joins(undefined)).toHaveLength(1)
      expect(joins('Main')).toHaveLength(1)
      expect(joins('other')).toEqual([])
      // One of the two tables is that of another application.
      const across = 'SELECT * FROM posts p JOIN crm.users u ON u.id = p.author_id'
      expect(joinsIn(across, { ...tables, currentSchema: 'main' })).toEqual([])
    })

    it('weighs the relation of the tables that are joined, and no other', async () => {
      const model = (name: string, schema: string, table: string, more = ''): string =>
        `model ${name} {\n  id Int @id\n${more}\n  @@map("${table}")\n  @@schema("${schema}")\n}\n`
      const schema = read([
        {
          path: 'schema.prisma',
          text: [
            'datasource db {\n  provider = "postgresql"\n  schemas = ["auth", "crm"]\n}\n',
            model('AuthUser', 'auth', 'users'),
            model('CrmUser', 'crm', 'users'),
            model('Deal', 'crm', 'deals', '  owner Int\n'),
          ].join('\n'),
        },
      ])
      const nothing = {
        references: [],
        declared: [],
        ruleMisses: [],
        rules: [],
        unresolved: [],
        questions: [],
      }
      for (const [place, name] of [
        ['auth', 'AuthUser'],
        ['crm', 'CrmUser'],
      ]) {
        const workload = `SELECT * FROM crm.deals d JOIN ${place}.users u ON u.id = d.owner;\n`
        const { references } = await verify(schema, nothing, undefined, { ...DEFAULT_BOUNDS, workload })
        expect(references.flatMap(({ candidates }) => candidates.map(({ to }) => to.model))).toEqual([name])
        expect(references[0]?.candidates[0]?.evidence[0]?.says).toContain('joined in 1 statement')
      }
    })
  })

  it('end, whatever the text', () => {
    const words =
      'SELECT FROM WHERE JOIN ON IN AS WITH UNION USING SET UPDATE ( ) ( ) , . = * ? id author_id x p posts users `u`'
    const soup = fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 60 })
    fc.assert(
      fc.property(soup, (tokens) => {
        for (const { left, right } of joinsIn(`SELECT ${tokens.join(' ')}`, tables)) {
          expect(columnsByTable.get(left.table)?.has(left.column)).toBe(true)
          expect(columnsByTable.get(right.table)?.has(right.column)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('are found however deep they lie', () => {
    expect(joinsIn(deepQuery(60), tables)).toHaveLength(1)
    expect(joinsIn(`SELECT ${'('.repeat(50_000)}`, tables)).toEqual([])
  })
})
