import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { run } from '../src/cli/command.js'
import { readCommandLine } from '../src/cli/options.js'
import { compositeConventions } from '../src/infer/conventions/composite.js'
import { conventions } from '../src/infer/conventions/index.js'
import { restoreText } from '../src/library/library.js'
import decisionsShape from '../src/memory/decisions.v2.schema.json' with { type: 'json' }
import { parseDecisions, printDecisions } from '../src/memory/decisions-file.js'
import { STATEMENT_SECONDS } from '../src/verify/dialect.js'
import { DEFAULT_BOUNDS } from '../src/verify/look.js'
import { KEYS, personWith } from './keyboard.js'
import { textOf } from './scratch.js'
import { ROOT, runCommand, userProject } from './user-project.js'

const README = textOf(ROOT, 'README.md')

const blocks = (language: string): readonly string[] =>
  [...README.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  )

const block = (language: string): string => {
  const [text] = blocks(language)
  if (text === undefined) throw new Error(`The README has no ${language} block.`)
  return text
}

const packageJson: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  textOf(ROOT, 'package.json'),
)

// The first schema, as a diff: without its added lines it is what Prisma pulled.
const AFTER = block('diff').replace(/^[ +]/gm, '')
const BEFORE = block('diff')
  .replace(/^\+.*\n/gm, '')
  .replace(/^ /gm, '')

it('shows what the tool makes of the first schema', () => {
  expect(restoreText(BEFORE).files[0]?.text).toBe(AFTER)
})

it('shows a question as the tool asks it', async () => {
  const folder = userProject({ 'prisma/schema.prisma': BEFORE })
  const { terminal, seen } = personWith([['what the keys do', KEYS.interrupt]])
  const stdin = Object.assign(terminal.input, { isTTY: true, setRawMode: () => undefined })
  const streams = {
    stdin,
    stdout: Object.assign(new PassThrough(), { isTTY: true }),
    stderr: terminal.output,
  }
  const status = await run([], { cwd: folder, env: {}, node: process.execPath, ...streams })
  expect(status).toBe(130)
  // The figure moves with every fit of the weights.
  const lines = (text: string): readonly string[] => text.replace(/\d+ %/g, 'N %').split(/\r?\n/)
  expect(lines(seen())).toEqual(expect.arrayContaining([...lines(block('text').trimEnd())]))
})

describe('its commands', () => {
  const commandsIn = (text: string): readonly string[] =>
    text
      .split('\n')
      .map((line) => line.replace(/ +# .*$/, ''))
      .filter((line) => line !== '')
  const commands = blocks('sh').flatMap(commandsIn)
  const of = (program: string): readonly string[] => commands.filter((command) => command.startsWith(program))

  it('are of the kinds that are tested here', () => {
    const kinds = ['npx restore-relations', 'node dist/cli.js', 'npm run', 'npm ci', 'npm test']
    const others = ['npx prisma db pull', 'npx prisma generate', 'git diff -w examples']
    const known = [...kinds, ...others].flatMap(of)
    expect(commands.filter((command) => !known.includes(command))).toEqual([])
  })

  // They belong together: see below.
  const steps = commandsIn(blocks('sh').find((text) => text.includes(' questions --json')) ?? '')
  const ours = of('npx restore-relations').filter((command) => !steps.includes(command))
  const needsServer = (command: string): boolean => /--url(?!.*--explain-live)/.test(command)

  it.each(ours.filter((command) => !needsServer(command)))('%s', (command) => {
    const folder = userProject('examples/after-pull')
    const env = { DATABASE_URL: 'mysql://reader@127.0.0.1:1/app' }
    expect(runCommand(folder, command.replace('npx ', ''), env)).toMatchObject({ status: 0 })
  })

  it.each(ours.filter(needsServer))('%s is understood', async (command) => {
    expect(await readCommandLine(command.split(' ').slice(2), '0')).toHaveProperty('url')
  })

  it.each(of('node dist/cli.js'))('%s', async (command) => {
    const line = await readCommandLine(command.split(' ').slice(2), '0')
    expect(existsSync(path.join(ROOT, 'schema' in line ? (line.schema ?? '') : ''))).toBe(true)
  })

  it.each(of('npm run'))('%s', (command) => {
    expect(Object.keys(packageJson.scripts)).toContain(command.split(' ')[2])
  })

  it('answer the questions of the blog one after the other', () => {
    const folder = userProject({
      'prisma/schema.prisma': textOf(ROOT, 'examples/blog/schema.prisma'),
      'answers.json': blocks('json')[1] ?? '',
    })
    const runs = steps.map((command) => runCommand(folder, command.replace('npx ', '')))
    expect(runs.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(steps.map(() => ''))
    expect(JSON.parse(runs[0]?.stdout ?? '')).toMatchObject({ version: 1, questions: [{ kind: 'batch' }] })
    const { relations } = parseDecisions(textOf(folder, 'prisma/restore-relations.json'), '')
    const [accepted, rejected] = ['accept', 'reject'].map((verdict) =>
      Object.keys(relations).filter((id) => relations[id]?.verdict === verdict),
    )
    expect(accepted).toEqual([
      'Comment(authorId)->User(id)',
      'Comment(postId)->Post(id)',
      'Post(authorId)->User(id)',
      '_PostToTag(A)->Post(id)',
      '_PostToTag(B)->User(id)',
    ])
    expect(rejected).toEqual(['Comment(parentId)->Comment(id)', 'Profile(userId)->User(id)'])
    const schema = textOf(folder, 'prisma/schema.prisma')
    expect(schema).toMatch(/^ {2}articles +Post\[]/m)
    expect(schema).not.toContain('CommentParent')
  })

  it('npm run example restores the shop', () => {
    const program = packageJson.scripts.example?.replace('npm run build && ', '')
    expect(program).toMatch(/^node dist\/cli\.js /)
    const folder = userProject({
      'examples/shop/schema.prisma': textOf(ROOT, 'examples/shop/schema.prisma'),
    })
    const command = program?.replace('node dist/cli.js', 'restore-relations') ?? ''
    expect(runCommand(folder, command)).toMatchObject({ status: 0 })
    expect(textOf(folder, 'examples/shop/schema.prisma')).toBe(textOf(ROOT, 'examples/shop/restored.prisma'))
  })
})

it('has a row for every option, and none too many', async () => {
  const help = await readCommandLine(['--help'], '0')
  const optionsIn = (text: string): readonly string[] =>
    [...new Set([...text.matchAll(/(?<=^|[\s`])--[a-z][a-z-]*/g)].map(([option]) => option))]
      // A `--no-...` is the other side of an option, not one of its own.
      .map((option) => option.replace(/^--no-/, '--'))
      .toSorted()
  const table = README.split('\n')
    .filter((line) => line.startsWith('| `-'))
    .map((line) => line.split(' | ')[0] ?? '')
  const printed = 'text' in help ? help.text.split('Examples:')[0] : ''
  expect(new Set(optionsIn(table.join('\n')))).toEqual(new Set(optionsIn(printed ?? '')))
})

it('has a row for every naming convention', () => {
  const rows = [...conventions, ...compositeConventions].map(
    ({ title, examples }) => `| ${title} | \`${examples[0]?.link}\` |`,
  )
  const [, table = ''] = /<!-- conventions -->\n([\s\S]*)<!-- \/conventions -->/.exec(README) ?? []
  const shown = table.split('\n').filter((line) => line.startsWith('|'))
  expect(shown.slice(2).map((line) => line.replace(/ +/g, ' '))).toEqual(rows)
})

it('tells the bounds of the live look', () => {
  const { maxRowsRead, maxSeconds } = DEFAULT_BOUNDS
  expect(README).toContain(`\`--max-rows-read\` (${maxRowsRead.toLocaleString('en')})`)
  expect(README).toContain(`\`--max-seconds\` (${maxSeconds})`)
  expect(README).toContain(`${STATEMENT_SECONDS} seconds a statement`)
})

it('shows a decisions file as the tool prints it', () => {
  const shown = block('json')
  // Line breaks aside: the formatter of this repository sets short lists on one line.
  const bare = (text: string): string => text.replace(/\s+/g, '')
  expect(bare(printDecisions(parseDecisions(shown, 'README.md')))).toBe(bare(shown))
})

it('names every member of a decisions file', () => {
  const members = (shape: object): readonly string[] =>
    Object.entries(shape).flatMap(([key, value]) => [
      ...(key === 'properties' ? Object.keys(value) : []),
      ...(typeof value === 'object' && value !== null ? members(value) : []),
    ])
  const unnamed = members(decisionsShape).filter(
    (name) => !README.includes(`"${name}"`) && !README.includes(`\`${name}\``),
  )
  expect(unnamed).toEqual([])
})

it('shows a program that compiles and runs', () => {
  const folder = userProject('examples/after-pull')
  const program = block('ts')
  writeFileSync(path.join(folder, 'program.mjs'), program)
  expect(runCommand(folder, 'node program.mjs')).toMatchObject({ status: 0, stdout: '', stderr: '' })
  writeFileSync(path.join(folder, 'program.mts'), program)
  const compiler = path.join(ROOT, 'node_modules/.bin/tsc')
  const flags = '--noEmit --strict --module nodenext --target es2023 --lib es2023,dom --types ""'
  expect(runCommand(folder, `"${compiler}" ${flags} program.mts`)).toMatchObject({ status: 0, stdout: '' })
})

it('links to files that are there', () => {
  const links = [...README.matchAll(/]\((?!https?:|#)([^)]+)\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(path.join(ROOT, link)))).toEqual([])
})
