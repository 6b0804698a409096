import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeFailure } from '../src/cli/failure.js'
import { readCommandLine } from '../src/cli/options.js'
import {
  makeExecutable,
  makeLink,
  makeReadOnly,
  makeRepository,
  runAround,
  runIn,
  scratch,
  textOf,
} from './scratch.js'

const BLOG = `datasource db {
  provider     = "mysql"
  relationMode = "prisma"
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  authorId Int

  @@index([authorId])
}

model User {
  id   Int    @id @default(autoincrement())
  name String
}
`

const OTHER = 'model Tag {\n  id Int @id\n}\n'

describe('the command line', () => {
  it('restores the relation of the PlanetScale guide', async () => {
    const folder = scratch({ 'prisma/schema.prisma': BLOG })
    expect(await runIn(folder, '--yes')).toMatchObject({ status: 0 })
    const restored = textOf(folder, 'prisma/schema.prisma')
    expect(restored).toContain('  author   User   @relation(fields: [authorId], references: [id])\n')
    expect(restored).toContain('  posts Post[]\n')

    expect(await runIn(folder, '--yes')).toMatchObject({ status: 0 })
    expect(textOf(folder, 'prisma/schema.prisma')).toBe(restored)
  })

  it('puts a remembered relation back without a flag or a terminal', async () => {
    const folder = scratch({ 'prisma/schema.prisma': BLOG })
    await runIn(folder, '--yes')
    const restored = textOf(folder, 'prisma/schema.prisma')
    const again = scratch({
      'prisma/schema.prisma': BLOG,
      'prisma/restore-relations.json': textOf(folder, 'prisma/restore-relations.json'),
    })
    expect(await runIn(again)).toMatchObject({ status: 0 })
    expect(textOf(again, 'prisma/schema.prisma')).toBe(restored)

    const reply = '\nmodel Reply {\n  id     Int @id\n  postId Int\n}\n'
    writeFileSync(path.join(again, 'prisma/schema.prisma'), BLOG + reply)
    const { status, stderr } = await runIn(again)
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('1 relation left') })
    expect(textOf(again, 'prisma/schema.prisma')).toBe(restored + reply)
  })

  it('shows the change and writes nothing on --dry-run', async () => {
    const folder = scratch({ 'schema.prisma': BLOG })
    const { status, stdout } = await runIn(folder, '--dry-run')
    expect(status).toBe(0)
    expect(stdout).toContain('+  author   User   @relation(fields: [authorId], references: [id])')
    expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
  })

  it.each([
    ['--dry-run --skip Pots', '--skip Pots', 'Did you mean --skip Post?'],
    ['--check --only User --only Usr', '--only Usr', 'Did you mean --only User?'],
    ['--yes --skip Post.autorId', '--skip Post.autorId', 'Did you mean --skip Post.authorId?'],
    [
      '--json --only Pots(authorId)->*',
      '--only Pots(authorId)->*',
      "Did you mean --only 'Post(authorId)->*'?",
    ],
    ['questions --only zzz', '--only zzz', 'Name a model (Post), a column'],
    ['--explain Post.authorId --only zzz', '--only zzz', 'Name a model (Post), a column'],
    ['accept Post(authorId)->* --only zzz', '--only zzz', 'Name a model (Post), a column'],
  ])('refuses a name that means nothing: %s', async (argv, named, hint) => {
    const folder = scratch({ 'schema.prisma': BLOG })
    const { status, stderr, stdout } = await runIn(folder, ...argv.split(' '))
    expect(stderr).toContain(`${named} matches no model, column or relation.\n${hint}`)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
  })

  it('takes names that mean something, whatever is proposed for them', async () => {
    const folder = scratch({ 'schema.prisma': BLOG })
    const argv = ['--only', 'Post', '--skip', 'User*', '--skip', 'Post(title)->*']
    expect(await runIn(folder, '--dry-run', ...argv)).toMatchObject({ status: 0 })
  })

  it('answers --help and --version on stdout', async () => {
    const folder = scratch({})
    expect((await runIn(folder, '--help')).stdout).toContain('--min-confidence')
    expect((await runIn(folder, '-h')).stdout).toContain('--min-confidence')
    for (const flag of ['-v', '--version'])
      expect((await runIn(folder, flag)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

it('prints a script for completion, and what it asks for', async () => {
  const folder = scratch({})
  expect((await runIn(folder, 'completion')).stdout).toContain('restore-relations --get-yargs-completions')
  const { stdout } = await runIn(folder, '--get-yargs-completions', 'restore-relations', 'ac')
  expect(stdout).toContain('accept\n')
})

describe('list', () => {
  const DECISIONS = JSON.stringify({
    version: 2,
    relations: {
      'Post(authorId)->User(id)': { verdict: 'accept', field: 'author', back: 'posts', by: 'policy' },
      'Post(title)->User(id)': {
        verdict: 'reject',
        by: 'person',
        note: 'A title is a text, and means nobody.',
      },
      'Visit(sessionIdOfTheVisitor)->Session(identifierOfTheSession)': {
        verdict: 'accept',
        field: 'session',
        back: 'visits',
      },
    },
    ignore: ['audit_*'],
    answers: { audit: true },
  })
  const files = { 'schema.prisma': BLOG, 'restore-relations.json': DECISIONS }

  it('shows the decisions by who made them', async () => {
    const { status, stdout } = await runIn(scratch(files), 'list')
    expect(status).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "3 decisions in restore-relations.json: 2 accepted, 1 rejected.

      Accepted by --yes:
        Post(authorId)->User(id)  author / posts

      Accepted by hand:
        Visit(sessionIdOfTheVisitor)->Session(identifierOfTheSession)
          session / visits

      Rejected by a person:
        Post(title)->User(id)
          A title is a text, and means nobody.

      Left out: audit_*
      Answers: audit: true

      To take one back: npx restore-relations reject 'ID'
      "
    `)
  })

  it('prints them for programs, and what flags leave in', async () => {
    const { stdout } = await runIn(scratch(files), 'list', '--json', '--only', 'Post', '--skip', 'Post.title')
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      decisions: [
        { id: 'Post(authorId)->User(id)', verdict: 'accept', field: 'author', back: 'posts', by: 'policy' },
      ],
      rules: [],
      ignore: ['audit_*'],
      aliases: {},
      answers: { audit: true },
    })
  })
})

describe('the end of a run', () => {
  it('names every file and the way back', async () => {
    const folder = scratch({ 'prisma/schema.prisma': BLOG })
    makeRepository(folder, 'prisma/schema.prisma')
    const { stderr } = await runIn(folder, 'accept', 'Post(authorId)->User(id)', '--report', 'r.md')
    expect(stderr).toContain(`Written:
  - prisma/schema.prisma
  - prisma/restore-relations.json, the decisions: commit it
  - r.md, the report
Next: npx prisma generate
To take all of it back: git restore prisma/schema.prisma, and delete
  prisma/restore-relations.json (what else is not committed there goes too)
To take one relation back: npx restore-relations reject 'ID'
`)
    // What merely comes back after a pull needs no way back.
    writeFileSync(path.join(folder, 'prisma/schema.prisma'), BLOG)
    const again = await runIn(folder)
    expect(again.stderr).toContain('Written:\n  - prisma/schema.prisma\nNext: npx prisma generate\n')
    expect(again.stderr).not.toContain('take')
  })

  it('offers git only for what git knows, and no way back by id where no decision is kept', async () => {
    const folder = scratch({ 'schema.prisma': BLOG })
    makeRepository(folder)
    const { stderr } = await runIn(folder, '--yes', '--min-confidence', '0.5', '--no-decisions')
    expect(stderr).toMatch(/Next: npx prisma generate\n$/)
  })

  it.each(['--check', '--json'])('confirms the report: %s', async (flag) => {
    const folder = scratch({ 'schema.prisma': BLOG })
    expect((await runIn(folder, flag, '--report', 'r.md')).stderr).toContain('Written: r.md, the report\n')
  })

  it('says that the schema was invalid before, and where', async () => {
    const twice = BLOG.replace('  title    String\n', '  title    String\n  title    String\n')
    const folder = scratch({ 'schema.prisma': twice })
    const { status, stderr } = await runIn(folder, '--yes', '--min-confidence', '0.5')
    expect(status).toBe(0)
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'Prisma refuses this schema, and did so before this run: schema.prisma:9: Field "title" is already defined',
    )
    expect(stderr).toContain('Next: mend what npx prisma validate says, then npx prisma generate\n')
    expect(stderr).not.toContain('Next: npx prisma generate')
    // A line of the file as it is: here it was written and is a line further down.
    const invalid = twice
      .replace('  name String\n', '  name String\n  name String\n')
      .replace(/ {2}title.*\n/, '')
    for (const [flag, line] of [
      ['--dry-run', 17],
      ['--yes', 18],
    ] as const) {
      writeFileSync(path.join(folder, 'schema.prisma'), invalid)
      const run = await runIn(folder, flag, '--min-confidence', '0.5')
      expect(run.stderr).toContain(`schema.prisma:${line}: Field`)
    }
  })
})

it('fits its help into a narrow terminal', async () => {
  const help = await readCommandLine(['--help'], '0', 60)
  const lines = 'text' in help ? help.text.split('\n') : []
  expect(lines.length).toBeGreaterThan(50)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60)
})

describe('restore-relations pull', () => {
  // Prisma's own engine is out of reach here: a stand-in does what a pull does to a schema, or fails.
  const PULL = `const fs = require('fs')
fs.writeFileSync('arguments.json', JSON.stringify(process.argv.slice(2)))
fs.writeFileSync('prisma/schema.prisma', ${JSON.stringify(BLOG)})`

  const app = (below: string, more: Readonly<Record<string, string>>) =>
    path.join(scratch({ [`${below}/prisma/schema.prisma`]: OTHER, ...more }), below)

  const installed = (folder: string, program: string, bin: unknown = { prisma: 'build/index.js' }) => ({
    [`${folder}/prisma/package.json`]: JSON.stringify({ name: 'prisma', bin }),
    [`${folder}/prisma/build/index.js`]: program,
  })

  it.each([
    ['the project', installed('app/node_modules', PULL)],
    ['the root of a monorepo', installed('node_modules', PULL, 'build/index.js')],
    [
      'the root, where the one nearer by is broken',
      { ...installed('node_modules', PULL), 'app/node_modules/prisma/package.json': '{' },
    ],
  ])('runs the Prisma of %s with the arguments behind --, then restores', async (_, files) => {
    const folder = app('app', files)
    expect(await runIn(folder, 'pull', '--yes', '--', '--force')).toMatchObject({ status: 0 })
    expect(JSON.parse(textOf(folder, 'arguments.json'))).toEqual(['db', 'pull', '--force'])
    expect(textOf(folder, 'prisma/schema.prisma')).toContain('posts Post[]')
  })

  it('keeps blanks in paths and arguments together', async () => {
    const folder = app('my app', installed('my app/node_modules', PULL))
    const schema = ['--schema', 'prisma/schema.prisma']
    await runIn(folder, 'pull', '--yes', ...schema, '--', '--url', 'a b "c" $HOME')
    const passed = ['db', 'pull', ...schema, '--url', 'a b "c" $HOME']
    expect(JSON.parse(textOf(folder, 'arguments.json'))).toEqual(passed)
  })

  // Windows starts no script without a shell, and a shell would split arguments.
  const { platform } = process
  it.skipIf(platform === 'win32')(
    'takes the command where the package itself is not to be found',
    async () => {
      const folder = app('app', { 'node_modules/.bin/prisma': `#!${process.execPath}\n${PULL}` })
      makeExecutable(path.dirname(folder), 'node_modules/.bin/prisma')
      expect(await runIn(folder, 'pull', '--yes')).toMatchObject({ status: 0 })
      expect(textOf(folder, 'prisma/schema.prisma')).toContain('posts Post[]')
    },
  )

  it.each([
    ['is not there', {}, /^Prisma is not installed .*\n.*npm install --save-dev prisma\n$/],
    ['cannot be started', { 'node_modules/.bin/prisma': '' }, /^Prisma cannot be started: .*prisma\n.*\n$/],
  ])('says what to do when Prisma %s', async (_, files, message) => {
    const folder = app('app', files)
    const { status, stderr } = await runIn(folder, 'pull', '--yes')
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(textOf(folder, 'prisma/schema.prisma')).toBe(OTHER)
  })

  it('passes the status of a failed pull on and does nothing more', async () => {
    const folder = app('app', installed('node_modules', 'process.exit(7)'))
    expect((await runIn(folder, 'pull', '--yes')).status).toBe(7)
    expect(textOf(folder, 'prisma/schema.prisma')).toBe(OTHER)
  })
})

describe('--check', () => {
  const GITHUB = { GITHUB_ACTIONS: 'true' }

  it.each([
    ['a clone', { '.git/HEAD': '' }, 'packages/app', [], 'packages/app/schema.prisma'],
    ['a worktree', { '.git': 'gitdir: /elsewhere' }, 'packages/app', [], 'packages/app/schema.prisma'],
    ['the root', { '.git/HEAD': '' }, '.', ['--schema', 'packages/app'], 'packages/app/schema.prisma'],
    [
      'a folder beside the schema',
      { '.git/HEAD': '', 'scripts/x': '' },
      'scripts',
      ['--schema', '../packages/app/schema.prisma'],
      'packages/app/schema.prisma',
    ],
    ['no repository', {}, 'packages/app', [], 'schema.prisma'],
  ])('annotates the file from the root of the repository: in %s', async (_, files, below, argv, shown) => {
    const root = scratch({ 'packages/app/schema.prisma': BLOG, ...files })
    const { stdout } = await runAround(
      path.join(root, below),
      GITHUB,
      '--check',
      '--min-confidence',
      '0.5',
      ...argv,
    )
    expect(stdout).toContain(`::error file=${shown},line=9::Post.authorId`)
  })

  it('takes the folder that CI checked out to, unless it runs elsewhere', async () => {
    const root = scratch({ 'work/app/.git/HEAD': '', 'work/app/db/schema.prisma': BLOG })
    const check = (workspace: string) =>
      runAround(
        path.join(root, 'work/app/db'),
        { ...GITHUB, GITHUB_WORKSPACE: path.join(root, workspace) },
        '--check',
        '--min-confidence',
        '0.5',
      )
    expect((await check('work')).stdout).toContain('file=app/db/schema.prisma,')
    expect((await check('wor')).stdout).toContain('file=db/schema.prisma,')
  })

  const LOST = JSON.stringify({
    version: 1,
    relations: { 'Post(editorId)->User(id)': { verdict: 'accept', field: 'editor', back: 'edited' } },
  })

  it.each([
    [['--min-confidence', '1'], 1],
    [['--min-confidence', '1', '--only', 'User'], 0],
    // The column is gone, and still the glob is no slip.
    [['--min-confidence', '1', '--only', 'Post.editorId'], 1],
    [['--min-confidence', '1', '--skip', 'Post'], 0],
    [['--min-confidence', '1', '--skip', 'Post(editorId)->*'], 0],
    [['--min-confidence', '1', '--skip', 'Post.authorId'], 1],
  ])('is about decisions that no longer fit as far as flags let it: %s', async (argv, status) => {
    const folder = scratch({ 'schema.prisma': BLOG, 'restore-relations.json': LOST })
    expect(await runIn(folder, '--check', ...argv)).toMatchObject({ status })
  })
})

it('--check is red on what Prisma refuses, with the reason and its place', async () => {
  const reserved = `${BLOG}\nmodel class {\n  id Int @id\n}\n`
  const lost = BLOG.replace(
    '  authorId Int\n',
    '  authorId Int\n  editor   User @relation(fields: [editorId], references: [id])\n',
  )
  for (const [text, line] of [
    [reserved, 19],
    [lost, 10],
  ] as const) {
    const { status, stderr } = await runIn(scratch({ 'schema.prisma': text }), '--check', '--skip', 'Post')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        new RegExp(`1 error to look at:\n {2}schema\\.prisma:${line} +Prisma refuses this: [\\s\\S]*Mend`),
      ),
    })
  }
})

it.each([['--yes'], ['--dry-run']])('%s says why a likely relation is left out', async (flag) => {
  const view = `${BLOG}
view Visit {
  id     Int @unique
  userId Int
}
`
  const folder = scratch({ 'schema.prisma': view })
  const { stderr } = await runIn(folder, flag, '--min-confidence', '0.5')
  expect(stderr.replace(/\s+/g, ' ')).toContain('Left out Visit.userId -> User.id: Visit is a view, and')
  expect(stderr.split('Left out')).toHaveLength(2)
})

it.each([['--dry-run'], ['--check'], ['--json']])('%s writes a report, and nothing else', async (flag) => {
  const folder = scratch({ 'schema.prisma': BLOG })
  await runIn(folder, flag, '--min-confidence', '0.5', '--report', 'report.md')
  expect(readdirSync(folder).toSorted()).toEqual(['report.md', 'schema.prisma'])
  expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
})

describe('where the schema is', () => {
  it.each([
    [
      'prisma.config.ts',
      {
        'prisma.config.ts': "export default { schema: 'db' }\n",
        'db/a.prisma': BLOG,
        'db/more/b.prisma': OTHER,
      },
      'db/a.prisma',
    ],
    [
      'package.json',
      { 'package.json': '{ "prisma": { "schema": "db/main.prisma" } }', 'db/main.prisma': BLOG },
      'db/main.prisma',
    ],
    ['./schema.prisma', { 'schema.prisma': BLOG, 'prisma/schema.prisma': OTHER }, 'schema.prisma'],
    ['./prisma/schema.prisma', { 'prisma/schema.prisma': BLOG }, 'prisma/schema.prisma'],
    [
      './prisma/schema/',
      { 'prisma/schema/blog.prisma': BLOG, 'prisma/schema/tag.prisma': OTHER },
      'prisma/schema/blog.prisma',
    ],
  ])('is found through %s', async (_, files, expected) => {
    const { stdout, stderr } = await runIn(scratch(files), '--json')
    expect(stderr).toBe('')
    const { schema } = JSON.parse(stdout)
    expect(schema).toContain(expected)
  })
})

describe('bad input is one clear line and a hint', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], RegExp])[] = [
    ['no schema', {}, ['--yes'], /^No Prisma schema found here\.\n.*db pull/],
    ['a path that is not there', {}, ['--yes', '--schema', 'nope.prisma'], /^No schema at nope\.prisma\.\n/],
    [
      'a folder without schemas',
      { 'db/readme.md': '' },
      ['--schema', 'db'],
      /^The folder db holds no \.prisma file\.\n/,
    ],
    [
      'a byte order mark',
      { 'schema.prisma': `\uFEFF${BLOG}` },
      ['--yes'],
      /^schema\.prisma begins with a byte order mark/,
    ],
    [
      'a broken schema',
      { 'schema.prisma': `${BLOG}\nmodel Broken {\n` },
      ['--yes'],
      /^schema\.prisma:19: .*line is invalid/,
    ],
    [
      'an unknown type',
      { 'schema.prisma': 'model A {\n  id Strin @id\n}\n' },
      ['--yes'],
      /^schema\.prisma:2: Type "Strin"/,
    ],
    [
      'MongoDB',
      { 'schema.prisma': `datasource db {\n  provider = "mongodb"\n}\n${OTHER}` },
      ['--yes'],
      /^A MongoDB schema/,
    ],
    ['a Prisma 8 contract', { 'schema.prisma': `// use prisma-8\n${OTHER}` }, ['--yes'], /Prisma 8 contract/],
    [
      'an empty schema',
      { 'schema.prisma': '' },
      ['--yes'],
      /^There is no model in schema\.prisma\.\n.*db pull/,
    ],
    ['an unknown option', { 'schema.prisma': BLOG }, ['--loud'], /^Unknown argument: loud\n.*--help/],
    [
      'a misspelled option',
      { 'schema.prisma': BLOG },
      ['--min-confidense', '1'],
      /^Unknown argument: min-confidense\nDid you mean --min-confidence\?\n$/,
    ],
    [
      'a misspelled command',
      { 'schema.prisma': BLOG },
      ['acept', 'x'],
      /^Unknown command: acept\nDid you mean accept\?\n$/,
    ],
    [
      'an option without its dashes',
      { 'schema.prisma': BLOG },
      ['check'],
      /^Unknown command: check\nDid you mean --check\?\n$/,
    ],
    [
      'a shell without completion',
      { 'schema.prisma': BLOG },
      ['completion', 'fish'],
      /^There is no completion for fish: bash and zsh only\.\n/,
    ],
    [
      'a misspelled verdict',
      {
        'schema.prisma': BLOG,
        'restore-relations.json':
          '{ "version": 2, "relations": {\n"Post(authorId)->User(id)": { "verdict": "accept", "filed": "x" } } }',
      },
      ['--yes'],
      /^restore-relations\.json:2: "filed" is not known here; did you mean "field"\?\n/,
    ],
    [
      'a misspelled column to explain',
      { 'schema.prisma': BLOG },
      ['--explain', 'Post.autorId'],
      /^The schema has no column Post\.autorId\.\nDid you mean --explain Post\.authorId\?\n$/,
    ],
    ['a list and a decision', { 'schema.prisma': BLOG }, ['list', '--yes'], /^list and --yes are two/],
    [
      'a confidence of 2',
      { 'schema.prisma': BLOG },
      ['--min-confidence', '2'],
      /^--min-confidence takes a number from 0 to 1/,
    ],
    [
      'memory and none',
      { 'schema.prisma': BLOG },
      ['--adopt', '--no-decisions'],
      /^--adopt remembers .*--no-decisions/,
    ],
    [
      'a pull that changes nothing',
      { 'schema.prisma': BLOG },
      ['pull', '--check'],
      /^pull changes .*--check/,
    ],
    [
      'a text for people as JSON',
      { 'schema.prisma': BLOG },
      ['--explain', 'Post.authorId', '--json'],
      /^--explain prints a text .*--json.*\n.*npx restore-relations --json\n/,
    ],
    [
      'an empty value, as of a variable that is not set',
      { 'schema.prisma': BLOG },
      ['--yes', '--min-confidence='],
      /^--min-confidence was given an empty value\.\n/,
    ],
    [
      'a person model that is not there',
      { 'schema.prisma': BLOG },
      ['--yes', '--person', 'Users'],
      /^The schema has no model Users\.\nDid you mean User\?/,
    ],
    [
      'a config that throws',
      { 'prisma.config.ts': 'throw new Error("no DATABASE_URL")\n' },
      ['--yes'],
      /^The Prisma config cannot be loaded: .*no DATABASE_URL\n.*--schema/,
    ],
    [
      'a check of nothing',
      { 'schema.prisma': BLOG },
      ['--check', '--only', 'Post', '--only', 'Usr'],
      /^--only Usr matches no model, column or relation\.\nDid you mean --only User\?/,
    ],
    [
      'a check of what is skipped',
      { 'schema.prisma': BLOG },
      ['--check', '--only', 'Post', '--skip', 'Post'],
      /^--only and --skip leave nothing to look at\.\n/,
    ],
    [
      'a check of a column that is skipped by its id',
      { 'schema.prisma': BLOG },
      ['--check', '--only', 'Post.authorId', '--skip', 'Post(authorId)->*'],
      /^--only and --skip leave nothing to look at\.\n/,
    ],
    ['a check that writes', { 'schema.prisma': BLOG }, ['--check', '--yes'], /^--check and --yes are two/],
    ['a check with a diff', { 'schema.prisma': BLOG }, ['--dry-run', '--check'], /^--check and --dry-run/],
    ['no terminal', { 'schema.prisma': BLOG }, [], /no terminal to ask on\.\nUse --yes/],
    [
      'broken decisions',
      { 'schema.prisma': BLOG, 'restore-relations.json': '{\n  "version": 1,\n' },
      ['--yes'],
      /restore-relations\.json/,
    ],
  ]

  it.each(cases)('%s', async (_, files, argv, message) => {
    const folder = scratch(files)
    const { status, stdout, stderr } = await runIn(folder, ...argv)
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(2)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    for (const [name, text] of Object.entries(files)) expect(textOf(folder, name)).toBe(text)
  })

  it.each([
    ['--json URL'],
    ['--audit URL'],
    ['--schema URL --yes'],
    ['--config URL --yes'],
    ['--decisions URL --yes'],
    ['--workload URL --yes'],
    ['--report URL --yes'],
  ])('%s: a password is not shown', async (line) => {
    const folder = scratch({ 'schema.prisma': BLOG })
    const url = 'mysql://root:"hunter2/@h"hunter2@127.0.0.1/app?password="hunter2"hunter2'
    const { status, stdout, stderr } = await runIn(folder, ...line.replace('URL', url).split(' '))
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('root:***@127.0.0.1/app?password=***')
    expect(stderr).not.toContain('hunter2')
    expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
  })

  it.each([
    ['a report into no folder', 'nowhere/report.md', /its folder does not exist; nothing was written\./],
    ['a report into a folder', '.', /it is a folder/],
    ['a report into the schema', 'schema.prisma', /a file of the project\.\n/],
    ['a report into the decisions', 'restore-relations.json', /Markdown \(\.md\), not \.json\.\n/],
  ])('%s leaves everything as it was', async (_, report, message) => {
    const folder = scratch({ 'schema.prisma': BLOG })
    expect(await runIn(folder, '--yes', '--report', report)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(message),
    })
    expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
    expect(() => textOf(folder, 'restore-relations.json')).toThrow()
  })

  it.each(['--yes', '--dry-run'])('a report through a link into the schema: %s', async (flag) => {
    const folder = scratch({ 'schema.prisma': BLOG, 'docs/x.md': '' })
    makeLink(folder, 'schema.prisma', 'docs/report.md')
    expect(await runIn(folder, flag, '--report', 'docs/report.md')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/a file of the project\.\n/),
    })
    expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
  })

  it('a file in another encoding, which would not come back as it was', async () => {
    const folder = scratch({})
    const before = Buffer.from(`// gr\xF6\xDFe\n${BLOG}`, 'latin1')
    writeFileSync(path.join(folder, 'schema.prisma'), before)
    const { status, stderr } = await runIn(folder, '--yes')
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringMatching(/not in UTF-8\.\n/) })
    expect(readFileSync(path.join(folder, 'schema.prisma'))).toEqual(before)
  })

  it('a read-only file', async () => {
    const folder = scratch({ 'schema.prisma': BLOG })
    makeReadOnly(folder, 'schema.prisma')
    const { status, stderr } = await runIn(folder, '--yes')
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/read-only.*\n.*chmod/),
    })
    expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
    expect(() => textOf(folder, 'restore-relations.json')).toThrow()
  })
})

describe('--repair', () => {
  const BROKEN = BLOG.replace(
    '  authorId Int\n',
    '  authorId Int\n  editor   User   @relation(fields: [editorId], references: [id])\n  tag Tag @relation(fields: [authorId], references: [id])\n',
  ).replace('  name String\n', '  name String\n  edited Post[]\n')

  it.each([['--yes'], ['--dry-run']])('says which fields are taken out: %s', async (flag) => {
    const folder = scratch({ 'schema.prisma': BROKEN })
    const { status, stderr } = await runIn(folder, '--repair', flag, '--min-confidence', '0.5')
    const told = stderr.replace(/\s+/g, ' ')
    expect(told).toContain('Taken out: Post.editor and User.edited, since Post.editorId is gone.')
    expect(told).toContain(
      'Taken out: Post.tag, since Post.tag is of type Tag, but there is no such model. - schema.prisma:11 tag Tag @relation(fields: [authorId], references: [id])',
    )
    expect(status).toBe(0)
    const text = textOf(folder, 'schema.prisma')
    if (flag === '--dry-run') expect(text).toBe(BROKEN)
    else expect(text).not.toMatch(/editor|Tag/)
  })

  it('names the line of the file where something else is wrong still', async () => {
    const text = `${BROKEN}\nmodel Other {\n  id Strin @id\n}\n`
    const line = text.split('\n').findIndex((one) => one.includes('id Strin ')) + 1
    const folder = scratch({ 'schema.prisma': text })
    const { status, stderr } = await runIn(folder, '--repair', '--yes')
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(`schema.prisma:${line}: Type "Strin"`),
    })
    expect(textOf(folder, 'schema.prisma')).toBe(text)
  })
})

it('notes what in the decisions file does nothing, each once', async () => {
  const text = `${BLOG}\nmodel Trip {\n  id Int @id\n  out_ref Int\n  back_ref Int\n}\n`
  const folder = scratch({
    'schema.prisma': text,
    'restore-relations.json': JSON.stringify({
      version: 1,
      rules: [{ from: '*.*_ref', to: 'boats.id' }],
      ignore: ['User', 'Pots', 'Post(authorId)->*', 'Trip(out_ref)->Post(id)', 'Trip(gone)->*'],
    }),
  })
  const { stdout } = await runIn(folder, '--json')
  const { warnings }: { warnings: readonly { says: string }[] } = JSON.parse(stdout)
  expect(warnings.map(({ says }) => says)).toEqual([
    'The rule *.*_ref -> boats.id finds no key of the same type for Trip.out_ref and 1 other column.',
    '"ignore" in the decisions file: Pots matches no model, column or relation.',
    '"ignore" in the decisions file: Trip(gone)->* matches no model, column or relation.',
  ])
  expect((await runIn(folder, '--dry-run')).stderr).toContain('The rule *.*_ref -> boats.id')
})

it('explains one column or all of a model, and says which columns there are not', async () => {
  const folder = scratch({ 'schema.prisma': BLOG })
  const { status, stdout } = await runIn(folder, '--explain', 'Post.authorId')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^Post\.authorId\nIt may reference:\n {2}User\.id, \d+ %\n/)
  expect((await runIn(folder, '--explain', 'Post')).stdout).toMatch(
    /^Post\n\nPost\.authorId\nIt may reference:\n[\s\S]*\n\nNothing suggests .*: id, title\n$/,
  )
  expect((await runIn(folder, '--explain', 'User')).stdout).toMatch(
    /What may reference it:\n {2}Post\.authorId, \d+ %\n$/,
  )
  expect(await runIn(folder, '--explain', 'Post.editorId')).toMatchObject({ status: 2, stdout: '' })
  expect(textOf(folder, 'schema.prisma')).toBe(BLOG)
})

it('says in one line that the output cannot be written', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  expect(describeFailure(error)).toBe('Cannot write to standard output: the disk is full.\n')
})

it('asks to report a defect, without a password and without an address that is not there', () => {
  const lines = describeFailure(new TypeError('no mysql://root:hunter2@db/app')).split('\n')
  expect(lines[0]).toBe('TypeError: no mysql://root:***@db/app')
  expect(lines.slice(-4)).toEqual([
    '',
    'This is a defect of restore-relations; your files are as they were.',
    'Please report it with the lines above, where you got restore-relations from.',
    '',
  ])
})
