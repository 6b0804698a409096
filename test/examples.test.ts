import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runIn, scratch, textOf } from './scratch.js'
import { ROOT, runCommand, userProject } from './user-project.js'

const EXAMPLES = path.join(ROOT, 'examples')

const withoutComments = (text: string): string => text.replace(/^\/\/ .*\n\n?/gm, '')

const edit = (folder: string, name: string, change: (text: string) => string): void =>
  writeFileSync(path.join(folder, name), change(textOf(folder, name)))

// Somebody may have run the example in place: then it must stay as it is.
describe.each([
  ['blog', ['--person', 'User']],
  ['shop', []],
])('examples/%s', (name, flags) => {
  const before = textOf(EXAMPLES, `${name}/schema.prisma`)
  const restored = path.join(EXAMPLES, name, 'restored.prisma')

  it('is restored as it says', async () => {
    const folder = scratch({ 'schema.prisma': before })
    expect((await runIn(folder, '--yes', ...flags)).status).toBe(0)
    await expect(textOf(folder, 'schema.prisma')).toMatchFileSnapshot(restored)
    expect((await runIn(folder, '--check')).status).toBe(0)
  })
})

describe('examples/after-pull', () => {
  it('pulls and has every relation back', () => {
    const folder = userProject('examples/after-pull')
    const [schema, decisions] = ['prisma/schema.prisma', 'prisma/restore-relations.json']
    const committed = { schema: textOf(folder, schema), decisions: textOf(folder, decisions) }
    expect(runCommand(folder, 'npm run db:pull')).toMatchObject({ status: 0 })
    expect(textOf(folder, schema)).toBe(withoutComments(committed.schema))
    expect(textOf(folder, decisions)).toBe(committed.decisions)
  })
})

describe('examples/ci', () => {
  const CHECK = 'npm run check:relations'
  const SCHEMA = 'prisma/schema.prisma'

  it('passes as committed', () => {
    expect(runCommand(userProject('examples/ci'), CHECK)).toMatchObject({ status: 0 })
    expect(textOf(EXAMPLES, 'ci/.github/workflows/relations.yml')).toContain(`- run: ${CHECK}\n`)
  })

  it('fails beside the line when a relation is lost', () => {
    const folder = userProject('examples/ci')
    edit(folder, SCHEMA, (text) =>
      text.replace(/^ +(patient +Patient|appointments +Appointment\[]).*\n/gm, ''),
    )
    const { status, stdout } = runCommand(folder, CHECK, { GITHUB_ACTIONS: 'true' })
    expect(status).toBe(1)
    const line =
      textOf(folder, SCHEMA)
        .split('\n')
        .findIndex((text) => text.includes('patientId')) + 1
    expect(stdout).toContain(
      `::error file=${SCHEMA},line=${line}::Appointment.patientId -> Patient.id: accepted, but missing`,
    )
  })
})

describe('examples/migration-script', () => {
  it('restores what is sure, fails over the rest, and passes once somebody has decided', () => {
    const folder = userProject('examples/migration-script')
    const script = 'node restore-after-migration.mjs'
    const first = runCommand(folder, script)
    expect(first.stdout).toContain('Wrote prisma/schema.prisma and prisma/restore-relations.json.')
    expect(first.stderr).toContain('To decide: loans(desk_no)->desks(id)')
    expect(first.status).toBe(1)
    expect(textOf(folder, 'prisma/schema.prisma')).toContain('@relation(fields: [book_id], references: [id])')

    expect(runCommand(folder, 'restore-relations --yes --min-confidence 0')).toMatchObject({ status: 0 })
    expect(runCommand(folder, script)).toMatchObject({ status: 0 })
  })
})

describe('examples/monorepo', () => {
  it('restores every schema, each with its own decisions', () => {
    const folder = userProject('examples/monorepo')
    const { status, stdout } = runCommand(folder, 'node restore-all.mjs')
    expect({ status, stdout: stdout.trimEnd().split('\n') }).toEqual({
      status: 0,
      stdout: [
        'packages/accounts/prisma/schema.prisma: 1 relations, 2 files written',
        'packages/billing/prisma/schema: 2 relations, 3 files written',
      ],
    })
    const payment = textOf(folder, 'packages/billing/prisma/schema/payment.prisma')
    expect(payment).toContain('@relation(fields: [invoiceId], references: [id])')
    expect(existsSync(path.join(folder, 'packages/accounts/prisma/restore-relations.json'))).toBe(true)
  })
})

describe('examples/ask-elsewhere', () => {
  it('takes answers, remembers them and asks what is left', () => {
    const folder = userProject('examples/ask-elsewhere')
    expect(runCommand(folder, 'node restore.mjs')).toMatchObject({ status: 0 })
    expect(textOf(folder, 'questions.md')).toMatch(
      /^- \[ \] `Booking\(agentId\)->Agent\(id\)` \(\d+ %\): \S.*\n$/,
    )
    const { relations } = JSON.parse(textOf(folder, 'prisma/restore-relations.json'))
    expect(relations).toMatchObject({
      'Booking(guestId)->Guest(id)': { verdict: 'accept' },
      'Visit(guestId)->Guest(id)': { verdict: 'reject' },
    })
    expect(textOf(folder, 'prisma/schema.prisma')).not.toContain('agent ')

    edit(folder, 'answers.json', (text) => text.replace('{', '{ "Booking(agentId)->Agent(id)": "accept",'))
    runCommand(folder, 'node restore.mjs')
    expect(textOf(folder, 'prisma/schema.prisma')).toContain('agent ')
    expect(textOf(folder, 'questions.md')).toBe('')
  })
})

it('has a test for every example', () => {
  const tested = textOf(import.meta.dirname, 'examples.test.ts')
  const untested = readdirSync(EXAMPLES).filter(
    (name) => !tested.includes(`'${name}'`) && !tested.includes(`examples/${name}'`),
  )
  expect(untested).toEqual([])
})
