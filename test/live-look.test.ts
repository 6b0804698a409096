// The live look without a server: what may be sent, what an address gives away, what a failing database leaves standing.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RestoreError } from '../src/errors.js'
import { namedCandidate } from '../src/relation/candidate.js'
import { read } from '../src/schema/read.js'
import { lookUp, type Schema } from '../src/schema/schema.js'
import { isAllowed } from '../src/verify/allow-list.js'
import { type Database, type FailureKind, QueryFailure, type ServerEngine } from '../src/verify/database.js'
import { literal, quoteName } from '../src/verify/dialect.js'
import { explainLook } from '../src/verify/explain-look.js'
import { DEFAULT_BOUNDS } from '../src/verify/look.js'
import { openMysql } from '../src/verify/mysql.js'
import { failureOf } from '../src/verify/mysql-failure.js'
import { blockStarts } from '../src/verify/probes/sample.js'
import { draw, seededBy } from '../src/verify/probes/values.js'
import { reweigh } from '../src/verify/reweigh.js'
import { expandEnvironment, identityOf, parseDatabaseUrl, urlFromSchema } from '../src/verify/url.js'
import { verify } from '../src/verify/verify.js'
import { readExport } from '../src/verify/workload/export.js'
import { candidate, everything, inferred, shopSchema, unresolved } from './live/shop.js'

describe('the allow-list', () => {
  const inference = { ...everything, ...unresolved('Purchase.unusedId'), references: everything.references }
  const engines: readonly ServerEngine[] = ['mysql', 'mariadb', 'vitess']

  it.each(engines)('knows every statement for %s', (engine) => {
    const statements = explainLook(shopSchema, inference, engine).map(({ sql }) => sql.replace(/:\w+/g, '7'))
    expect(statements.length).toBeGreaterThan(40)
    expect(statements.filter((sql) => !isAllowed(sql))).toEqual([])
  })

  it.each(engines)('never joins, never nests and sets no more than it must on %s', (engine) => {
    for (const { sql } of explainLook(shopSchema, inference, engine)) {
      expect(sql).not.toMatch(/\bJOIN\b|\bEXISTS\b|COUNT\(|RAND\(|OFFSET|(?<!^|UNION ALL )\(SELECT/i)
      if (engine === 'vitess' && sql.startsWith('SET')) expect(sql).toBe('SET query_timeout = 5000')
      if (engine === 'vitess' && sql.includes('FORCE')) expect(sql).toContain('SELECT /*vt+ ')
    }
  })

  it('is told of the tables of one name in two schemas apart', () => {
    const model = (name: string, schema: string, table: string, columns: string): string =>
      `model ${name} {\n${columns}\n  @@map("${table}")\n  @@schema("${schema}")\n}\n`
    const text = [
      model('AuthUser', 'auth', 'users', '  code Int @unique\n  crmUserId Int'),
      model('CrmUser', 'crm', 'users', '  id Int @id\n  authUserId Int'),
    ].join('\n')
    const references = [
      { from: { model: 'AuthUser', fields: ['crmUserId'] }, to: { model: 'CrmUser', fields: ['id'] } },
      { from: { model: 'CrmUser', fields: ['authUserId'] }, to: { model: 'AuthUser', fields: ['code'] } },
    ]
    const schema = read([{ path: 'schema.prisma', text }])
    const explained = explainLook(
      schema,
      {
        references: references.map(({ from, to }) => ({
          from,
          candidates: [namedCandidate(lookUp(schema), { from, to })],
        })),
        declared: [],
        ruleMisses: [],
        rules: [],
        unresolved: [],
        questions: [],
      },
      'mysql',
    )
    const samples = explained.filter(({ says }) => says.startsWith('a sample of '))
    expect(new Set(samples.map(({ says }) => says.split(/[ :]/)[3]))).toEqual(
      new Set(['auth.users', 'crm.users']),
    )
    for (const [name, column] of [
      ['auth.users', 'crmUserId'],
      ['crm.users', 'authUserId'],
    ])
      expect(
        samples.filter(({ says, sql }) => says.includes(`of ${name}`) && sql.includes(`\`${column}\``)),
      ).not.toEqual([])
  })

  it.each([
    'SELECT SLEEP(5)',
    'SELECT `id` FROM `users` FOR UPDATE',
    "SELECT `id` FROM `users` INTO OUTFILE '/tmp/x'",
    'SELECT `id` FROM `users`; DROP TABLE `users`',
    'SELECT `id` FROM `users`;',
    'SELECT `id` FROM `users`;SELECT `id` FROM `users`',
    // Signs that no statement of ours needs.
    ...[...'!"#$%&*+./:;<>?@[]^{|}~', '--', '\\'].map(
      (sign) => `SELECT \`id\` ${sign} \`id\` FROM \`users\``,
    ),
    'DELETE FROM `users`',
    'SELECT `id` FROM `a` JOIN `b`',
    'SELECT @@datadir',
    'SELECT /*! SLEEP(5), */ `id` FROM `users`',
    'SELECT `id` FROM `users` WHERE `id` IN (1) -- ',
    'SELECT `id` FROM `users` WHERE `id` = "1"',
    'SELECT `id` FROM `users` PROCEDURE ANALYSE ()',
    "SELECT 'a\\' FROM `x` WHERE '",
    'SELECT `id` FROM users',
    'SET GLOBAL max_connections = 1',
    'FLUSH TABLES',
    '',
  ])('refuses %s', (sql) => expect(isAllowed(sql)).toBe(false))

  it('lets any name and any value through, and nothing that they hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary', minLength: 1 }),
        (value, name) => {
          const text = literal('mysql', 'string', value)
          // MySQL has no names with these, and a catalog no empty ones.
          fc.pre(!name.includes('\0'))
          expect(isAllowed(`SELECT ${quoteName(name)} FROM \`t\` WHERE \`c\` IN (${text}) LIMIT 1`)).toBe(
            true,
          )
          expect(isAllowed(`SELECT ${quoteName(name).slice(1)} FROM \`t\``)).toBe(false)
          for (const engine of engines) {
            const whole = literal(engine, 'integer', value)
            if (whole !== undefined) expect(whole).toMatch(/^-?\d+$/)
            const plain = literal('vitess', 'string', value)
            if (plain !== undefined) expect(plain.slice(1, -1)).not.toMatch(/['\\]/)
          }
        },
      ),
    )
  })
})

describe('a database URL', () => {
  it.each([
    ['mysql://u:p@db.example.com/app', { tls: 'none', port: 3306, warnings: 1 }],
    ['mysql://u:p@db.example.com/app?sslaccept=strict', { tls: 'verified', port: 3306, warnings: 0 }],
    [
      'mysql://u:p@db.example.com/app?sslaccept=accept_invalid_certs',
      { tls: 'unverified', port: 3306, warnings: 1 },
    ],
    [
      'mysql://u:p@db.example.com/app?ssl={"rejectUnauthorized":true}',
      { tls: 'verified', port: 3306, warnings: 0 },
    ],
    [
      'mysql://u:p@db.example.com/app?ssl={"rejectUnauthorized":false}',
      { tls: 'unverified', port: 3306, warnings: 1 },
    ],
    ['mysql://u:p@db.example.com/app?ssl=true', { tls: 'verified', port: 3306, warnings: 0 }],
    ['mysql://u:p@db.example.com/app?ssl-mode=REQUIRED', { tls: 'unverified', port: 3306, warnings: 1 }],
    ['mysql://u:p@db.example.com/app?sslmode=verify-full', { tls: 'verified', port: 3306, warnings: 0 }],
    ['mysql://u:p@db.example.com/app?sslcert=ca.pem', { tls: 'verified', port: 3306, warnings: 0 }],
    [
      'mysql://u:p@db.example.com/app?sslcert=ca.pem&sslaccept=strict',
      { tls: 'verified', port: 3306, warnings: 0 },
    ],
    ['mysql://u:p@aws.connect.psdb.cloud/app', { tls: 'verified', port: 3306, warnings: 0 }],
    // Hosts that speak TLS only: nothing turns it off, but who may be trusted is still for the URL to say.
    ...['sslmode=disabled', 'ssl-mode=DISABLED', 'ssl=false', 'tls=false', 'sslmode=disable'].map(
      (parameter): [string, object] => [
        `mysql://u:p@aws.connect.psdb.cloud/app?${parameter}`,
        { tls: 'verified', port: 3306, warnings: 1 },
      ],
    ),
    ['mysql://u:p@AWS.connect.PSDB.cloud./app?ssl=false', { tls: 'verified', port: 3306, warnings: 1 }],
    [
      'mysql://u:p@aws.connect.psdb.cloud/app?sslaccept=accept_invalid_certs',
      { tls: 'unverified', port: 3306, warnings: 1 },
    ],
    ['mysql://u:p@db.example.com/app?ssl=false', { tls: 'none', port: 3306, warnings: 1 }],
    ['mysql://root@127.0.0.1:3307/app', { tls: 'none', port: 3307, warnings: 0 }],
    [
      'mariadb://root@localhost/app?connection_limit=5&pool_timeout=2',
      { tls: 'none', port: 3306, warnings: 0 },
    ],
  ])('%s', (text, expected) => {
    const { tls, port, warnings } = parseDatabaseUrl(text)
    expect({ tls, port, warnings: warnings.length }).toEqual(expected)
  })

  it('decodes what is encoded and forgives a lone percent sign', () => {
    expect(parseDatabaseUrl('mysql://u:p%40ss@h/my%20app').password()).toBe('p@ss')
    expect(parseDatabaseUrl('mysql://u:p%40ss@h/my%20app').database).toBe('my app')
    expect(parseDatabaseUrl('mysql://u:100%@h/app').password()).toBe('100%')
    expect(parseDatabaseUrl('mysql://u@h/app?socket=/run/my.sock&connect_timeout=3')).toMatchObject({
      socket: '/run/my.sock',
      connectSeconds: 3,
    })
  })

  it('shows its password nowhere, good or bad', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9!$%*+;_~-]{12,24}$/)
    // Signs that end the host or begin another part of a URL, in a password that nobody encoded.
    const sign = fc.constantFrom('/', '?', '#', '@', ':', '/@', '?@', '#/')
    const forms = fc.constantFrom(
      (p: string) => `mysql://u:${p}@db.example.com:3306/app`,
      (p: string) => `mysql://u:${p}@db.example.com`,
      (p: string) => `mysql://u:${p}@db.example.com:99999/app`,
      (p: string) => `postgresql://u:${p}@db.example.com/app`,
      (p: string) => `mysql//u:${p}@db`,
      (p: string) => `mysql://u:${p}@db.example.com/app?sslidentity=client.p12`,
      (p: string) => `${p}://u@db.example.com/app`,
      (p: string) => `${p}:u@db.example.com/app`,
    )
    fc.assert(
      fc.property(secret, forms, fc.option(sign), (password, form, mark) => {
        const shown: string[] = []
        try {
          // Digits before the sign are a port, so that what follows is a path, a query or a fragment.
          const address = parseDatabaseUrl(form(mark === null ? password : `1234${mark}${password}`))
          shown.push(
            JSON.stringify(address),
            inspect(address, { depth: 9, showHidden: true }),
            identityOf(address),
          )
          shown.push(inspect(openMysql(address), { depth: 9, showHidden: true }))
        } catch (error) {
          expect(error).toBeInstanceOf(RestoreError)
          shown.push(
            inspect(error, { depth: 9, showHidden: true }),
            String(error instanceof Error && error.stack),
          )
          if (error instanceof RestoreError) expect(error.message).not.toContain('\n')
        }
        for (const text of shown) expect(text).not.toContain(password)
      }),
    )
  })

  it('shows a scheme only if it is one', () => {
    expect(() => parseDatabaseUrl('postgresql://u:p@db/app')).toThrow('not "postgresql:"')
    for (const text of ['hunter2://u@db/app', 'hunter2:x@db/app'])
      expect(() => parseDatabaseUrl(text)).toThrow(/^(?!.*hunter2)/)
    const quoting = new RestoreError('usage', "No schema at mysql://root:it's-hunter2@db/app.", '')
    expect(quoting.message).toBe('No schema at mysql://root:***@db/app.')
  })

  it.each(['1234/Secret99', '1234?Secret99', '1234#Secret99', 'a@b/Secret99'])(
    'is refused with the way out where nobody encoded its password: %s',
    (password) => {
      const read = () => parseDatabaseUrl(`mysql://root:${password}@host/db`)
      expect(read).toThrow(
        expect.objectContaining({
          message: 'The database URL has an @ behind its host.',
          hint: expect.stringContaining('percent-encoded: %2F for /'),
        }),
      )
      const encoded = parseDatabaseUrl(`mysql://root:${encodeURIComponent(password)}@host/db`)
      expect(encoded.password()).toBe(password)
    },
  )

  it('is found in the schema and in the environment', () => {
    const [literalUrl, variable] = ['"mysql://h/a"', 'env("DATABASE_URL")']
    const datasource = (url: string) => shopSchema.datasource && { ...shopSchema.datasource, url }
    expect(urlFromSchema(datasource(literalUrl), {})).toBe('mysql://h/a')
    expect(urlFromSchema(datasource(variable), { DATABASE_URL: 'mysql://h/b' })).toBe('mysql://h/b')
    expect(urlFromSchema(datasource(variable), {})).toBeUndefined()
    expect(urlFromSchema(undefined, {})).toBeUndefined()
    // Spelt in pieces: these are no templates of ours.
    const use = (name: string): string => `$\{${name}}`
    const file = {
      HOST: 'db',
      DATABASE_URL: `mysql://${use('USER')}@${use('HOST')}/app`,
      PRICE: `\\${use('HOST')} \\$5`,
      LOOP: use('LOOP'),
    }
    expect(expandEnvironment(file, { USER: 'me' })).toEqual({
      HOST: 'db',
      DATABASE_URL: 'mysql://me@db/app',
      PRICE: `${use('HOST')} $5`,
      LOOP: '',
      USER: 'me',
    })
  })
})

describe('a database that fails', () => {
  const kinds: readonly FailureKind[] = [
    'timeout',
    'silent',
    'too-large',
    'locked',
    'denied',
    'connection',
    'unsuitable',
    'incomplete',
    'other',
  ]
  const failing = (at: number, kind: FailureKind): Database => {
    let asked = 0
    return {
      identity: 'someone@somewhere:3306/app',
      user: 'someone',
      name: 'app',
      connect: async () => {
        if (at === 0) throw new QueryFailure(kind, 'it failed')
        return 'mysql'
      },
      query: async () => {
        asked++
        if (asked >= at) throw new QueryFailure(kind, 'it failed')
        return []
      },
      close: async () => {},
    }
  }

  it.each(kinds.filter((kind) => kind !== 'locked'))('leaves inference as it was: %s', async (kind) => {
    for (let at = 0; at < 8; at++) {
      const { references, notChecked } = await verify(
        shopSchema,
        everything,
        failing(at, kind),
        DEFAULT_BOUNDS,
      )
      expect(references).toEqual(everything.references)
      expect(notChecked.length).toBeGreaterThan(0)
      for (const { why } of notChecked) expect(why).not.toBe('')
    }
  })

  it('is left alone when it does not answer', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const { port } = mute.address() as AddressInfo
    const database = openMysql(parseDatabaseUrl(`mysql://root@127.0.0.1:${port}/app?connect_timeout=1`))
    const { references, notChecked } = await verify(shopSchema, everything, database, DEFAULT_BOUNDS)
    await database.close()
    mute.close()
    expect(references).toEqual(everything.references)
    // Two clocks run, the driver's and ours; either may be first.
    expect(notChecked.map(({ why }) => why).join()).toMatch(/^the (?:server|host) (?:did|does) not answer/)
  })

  it('is no excuse for a defect of ours', async () => {
    const broken = { ...failing(99, 'other'), query: () => Promise.reject(new TypeError('a defect')) }
    await expect(verify(shopSchema, everything, broken, DEFAULT_BOUNDS)).rejects.toThrow('a defect')
  })

  it('is asked for its own tables only, where a schema spans several', async () => {
    const elsewhere: Schema = {
      ...shopSchema,
      models: shopSchema.models.map((model) => ({ ...model, dbSchema: 'archive' })),
    }
    const database = { ...failing(99, 'other'), query: async () => [] }
    const found = await verify(elsewhere, everything, database, DEFAULT_BOUNDS)
    expect(new Set(found.notChecked.slice(1).map(({ why }) => why))).toEqual(
      new Set(
        ['Purchase', 'Draft'].map(
          (name) => `the table ${name.toLowerCase()} is in the database archive, not in app`,
        ),
      ),
    )
  })

  it('is not needed: without one, and without a workload, nothing changes', async () => {
    const { references, statements } = await verify(shopSchema, everything, undefined, DEFAULT_BOUNDS)
    expect(references).toEqual(everything.references)
    expect(statements).toBe(0)
  })
})

describe('confidence after evidence', () => {
  const weight = fc.double({ min: -6, max: 8, noNaN: true })
  const share = fc.double({ min: 0.001, max: 0.99, noNaN: true })
  const evidence = (value: number) => [{ source: 'test', says: 'so', weight: value }]

  it('alone: the sigmoid of the old log-odds plus the weight', () => {
    fc.assert(
      fc.property(share, weight, (confidence, value) => {
        const one = candidate('Purchase.userId > User.id', confidence)
        const [after] = reweigh(
          { from: one.from, candidates: [one] },
          new Map([[one.id, { id: one.id, evidence: evidence(value), contradicted: false }]]),
        ).candidates
        const expected = 1 / (1 + Math.exp(-(Math.log(confidence / (1 - confidence)) + value)))
        // As inference gives it: the nearest number of three digits, and never certain.
        const possible = Math.min(0.999, Math.max(0.001, expected))
        expect(Math.abs((after?.confidence ?? 0) - possible)).toBeLessThan(0.00051)
        expect(String(after?.confidence).length).toBeLessThanOrEqual('0.123'.length)
      }),
    )
  })

  it('among rivals: never more than 1 together, none dropped, the contradicted far below 0.5', () => {
    const texts = ['Purchase.userId > User.id', 'Purchase.userId > Tiny.id', 'Purchase.userId > Customer.id']
    fc.assert(
      fc.property(fc.tuple(share, share, share), fc.tuple(weight, weight), ([a, b, c], [w, v]) => {
        const candidates = [a, b, c].map((confidence, i) => candidate(texts[i] ?? '', confidence))
        const ids = candidates.map(({ id }) => id)
        const findings = new Map([
          [ids[0] ?? '', { id: ids[0] ?? '', evidence: evidence(-10), contradicted: true }],
          [ids[1] ?? '', { id: ids[1] ?? '', evidence: evidence(w), contradicted: false }],
          [ids[2] ?? '', { id: ids[2] ?? '', evidence: evidence(v), contradicted: false }],
        ])
        const after = reweigh(
          { from: candidates[0]?.from ?? { model: '', fields: [] }, candidates },
          findings,
        ).candidates
        expect(after.map(({ id }) => id).sort()).toEqual([...ids].sort())
        // Each may be rounded up.
        expect(after.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThan(1.002)
        expect(after.find(({ id }) => id === ids[0])?.confidence).toBeLessThan(0.1)
      }),
    )
  })
})

describe('choosing what to read', () => {
  it('begins its blocks within the range, in order, one in each part of it', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }),
        fc.bigInt({ min: 1000n, max: 2n ** 64n }),
        (low, length) => {
          const range = { low: low.toString(), high: (low + length).toString() }
          const starts = blockStarts('integer', range, seededBy('t')).map(BigInt)
          expect(starts).toHaveLength(20)
          for (const [i, start] of starts.entries()) {
            expect(start >= low + (length * BigInt(i)) / 20n - 1n).toBe(true)
            expect(start <= low + (length * BigInt(i + 1)) / 20n).toBe(true)
          }
        },
      ),
    )
    expect(blockStarts('integer', { low: '5', high: '900' }, seededBy('t'))).toEqual(['5'])
  })

  it('spreads over keys of text and of bytes', () => {
    const first = (family: 'string' | 'binary', low: string, high: string): number =>
      new Set(blockStarts(family, { low, high }, seededBy('t'))).size
    expect(first('string', '0003a1b2-aaaa', 'fff1c3d4-bbbb')).toBe(20)
    expect(first('string', 'clx0a9', 'clz9kq')).toBe(20)
    expect(first('binary', '0190AA00', '0190FFFF')).toBe(20)
  })

  it('draws without repeating, all of them if need be', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.nat(50), (items, count) => {
        const drawn = draw(items, count, seededBy('x'))
        expect(new Set(drawn).size).toBe(Math.min(count, items.length))
        for (const item of drawn) expect(items).toContain(item)
      }),
    )
  })
})

describe('an exported workload', () => {
  const statement = 'SELECT * FROM purchase p JOIN user u ON u.id = p.worn_id'
  it.each([
    ['CSV', `query,Count,Total time\n"${statement}, 1",1200,3\nnot a statement,5,5\n`, 1200],
    ['CSV with quotes in quotes', `id;normalized_sql\n1;"${statement} WHERE name = ""x"" "\n`, 1],
    ['JSON', JSON.stringify({ data: [{ sql: statement, query_count: '12,000' }] }), 12_000],
    ['plain SQL', `${statement};\nSELECT 1;\n`, 1],
  ])('%s', async (_, text, executions) => {
    expect(readExport(text)[0]?.executions).toBe(executions)
    const { references } = await verify(shopSchema, inferred(), undefined, {
      ...DEFAULT_BOUNDS,
      workload: text,
    })
    expect(references[0]?.candidates[0]?.id).toBe('purchase(worn_id)->user(id)')
    expect(references[0]?.candidates[0]?.evidence[0]?.source).toBe('query')
  })

  it('says so when it holds no statement', async () => {
    const { notChecked } = await verify(shopSchema, inferred(), undefined, {
      ...DEFAULT_BOUNDS,
      workload: 'a,b\n1,2\n',
    })
    expect(notChecked).toEqual([{ what: 'the workload file', why: 'it holds no statement' }])
  })
})

it('loses one statement that Vitess cannot plan, not the whole look', () => {
  const refused = { errno: 1235, code: 'ER_NOT_SUPPORTED_YET', message: 'VT12001: unsupported: a join' }
  expect(failureOf(refused)).toMatchObject({ kind: 'other', message: 'Vitess cannot plan the statement' })
  expect(failureOf({ ...refused, message: 'not supported yet' })).toMatchObject({ kind: 'unsuitable' })
})
