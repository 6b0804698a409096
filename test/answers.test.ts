// Questions and answers without a terminal, through the real command.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { review } from '../src/library/review.js'
import { parseDecisions } from '../src/memory/decisions-file.js'
import { runFed, runIn, scratch, textOf } from './scratch.js'

const SHOP = `datasource db {
  provider = "mysql"
}

model Customer {
  id   Int    @id @default(autoincrement())
  name String
}

model Order {
  id         Int @id @default(autoincrement())
  customerId Int
  sellerId   Int

  @@index([customerId])
}

model Payment {
  id         Int @id @default(autoincrement())
  orderId    Int
  customerId Int

  @@index([orderId])
  @@index([customerId])
}

model Seller {
  id   Int    @id @default(autoincrement())
  name String
}
`

const ORDER = 'Order(customerId)->Customer(id)'
const PAYMENT = 'Payment(customerId)->Customer(id)'

const shop = (more: Readonly<Record<string, string>> = {}) => scratch({ 'schema.prisma': SHOP, ...more })

const decisionsIn = (folder: string) =>
  parseDecisions(textOf(folder, 'restore-relations.json'), 'decisions').relations

const isUntouched = (folder: string): boolean =>
  textOf(folder, 'schema.prisma') === SHOP && !readdirSync(folder).includes('restore-relations.json')

describe('questions', () => {
  it('are those of the library, each as it comes when those before it are put off', async () => {
    const folder = shop()
    const { status, stdout } = await runIn(folder, 'questions', '--json')
    const { questions } = JSON.parse(stdout)
    const asked: unknown[] = []
    for (let state = review(SHOP); state.question !== null; state = state.answer({}))
      asked.push(state.question)
    expect({ status, questions }).toEqual({ status: 0, questions: asked })
    expect(questions.length).toBeGreaterThan(0)
    expect(isUntouched(folder)).toBe(true)
  })

  it('show a person every id that can be answered, within 80 columns', async () => {
    const { stdout } = await runIn(shop(), 'questions')
    for (const id of [ORDER, PAYMENT]) expect(stdout).toContain(`%  ${id}\n`)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('are fewer after an answer', async () => {
    const folder = shop()
    await runIn(folder, 'accept', ORDER)
    expect((await runIn(folder, 'questions', '--json')).stdout).not.toContain(ORDER)
  })
})

describe('accept', () => {
  it('writes the schema with the names that are given, and who decided', async () => {
    const folder = shop()
    const argv = ['accept', ORDER, '--field', 'buyer', '--back', 'purchases', '--json']
    const { status, stdout } = await runIn(folder, ...argv)
    expect(status).toBe(0)
    expect(JSON.parse(stdout).written).toEqual(['schema.prisma', 'restore-relations.json'])
    expect(textOf(folder, 'schema.prisma')).toMatch(/ buyer +Customer +@relation\(fields: \[customerId]/)
    expect(decisionsIn(folder)).toMatchObject({ [ORDER]: { back: 'purchases', by: 'person' } })
  })

  it('takes an id with blanks, another target, and a glob', async () => {
    const folder = shop()
    await runIn(folder, 'accept', 'Order( customerId ) -> Customer(id)', '--to', 'Seller(id)')
    await runIn(folder, 'accept', 'Payment')
    expect(Object.keys(decisionsIn(folder))).toEqual([
      'Order(customerId)->Seller(id)',
      PAYMENT,
      'Payment(orderId)->Order(id)',
    ])
  })

  it('shows the change and writes nothing on --dry-run', async () => {
    const folder = shop()
    const { stdout } = await runIn(folder, 'accept', ORDER, '--dry-run')
    expect(stdout).toContain('[customerId], references: [id])')
    expect(isUntouched(folder)).toBe(true)
  })
})

describe('reject', () => {
  it('remembers the no with its reason', async () => {
    const folder = shop()
    await runIn(folder, 'reject', ORDER, '--note', 'another system')
    expect(textOf(folder, 'schema.prisma')).toBe(SHOP)
    expect(decisionsIn(folder)).toEqual({
      [ORDER]: { verdict: 'reject', by: 'person', note: 'another system' },
    })
  })

  it('names what is refused, also before it is', async () => {
    const folder = shop()
    const dry = await runIn(folder, '--dry-run', 'reject', 'Payment')
    expect(dry.stderr).toContain(`Would remember 2 refusals; the schema stays as it is.\n`)
    for (const id of [PAYMENT, 'Payment(orderId)->Order(id)']) expect(dry.stderr).toContain(`  ${id}\n`)
    expect(dry.stderr).toContain('Next: the same without --dry-run\n')
    expect(isUntouched(folder)).toBe(true)
    const { stderr } = await runIn(folder, 'reject', 'Payment')
    expect(stderr).toContain(`Remembered 2 refusals; the schema stays as it is.\n`)
    expect(stderr).toContain(`  ${PAYMENT}\n`)
  })

  it('takes what was written out again, to the byte, and leaves the rest', async () => {
    const folder = shop()
    await runIn(folder, 'accept', ORDER)
    const one = textOf(folder, 'schema.prisma')
    await runIn(folder, 'accept', PAYMENT)
    const { status, stderr } = await runIn(folder, 'reject', PAYMENT)
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining('Taken out: Payment.customer'),
    })
    expect(textOf(folder, 'schema.prisma')).toBe(one)
    expect(decisionsIn(folder)).toMatchObject({
      [ORDER]: { verdict: 'accept' },
      [PAYMENT]: { verdict: 'reject' },
    })
    // It does not come back.
    await runIn(folder, '--yes', '--min-confidence', '0')
    expect(textOf(folder, 'schema.prisma')).not.toMatch(/Payment.*customer /)
  })

  it('knows the actions that it wrote unasked, to stop a cycle', async () => {
    const tree = 'model Node {\n  id       Int  @id\n  parentId Int?\n}\n'
    const schema = `datasource db {\n  provider = "sqlserver"\n}\n\n${tree}`
    const folder = scratch({ 'schema.prisma': schema })
    await runIn(folder, 'accept', 'Node')
    expect(textOf(folder, 'schema.prisma')).toContain('onUpdate: NoAction')
    expect(await runIn(folder, 'reject', 'Node')).toMatchObject({ status: 0 })
    expect(textOf(folder, 'schema.prisma')).toBe(schema)
  })

  it('rejects what was accepted and a pull has deleted', async () => {
    const folder = shop()
    await runIn(folder, 'accept', ORDER)
    writeFileSync(path.join(folder, 'schema.prisma'), SHOP)
    expect(await runIn(folder, 'reject', 'Order(*)->Customer(*)')).toMatchObject({ status: 0 })
    expect(textOf(folder, 'schema.prisma')).toBe(SHOP)
    expect(decisionsIn(folder)).toEqual({ [ORDER]: { verdict: 'reject', by: 'person' } })
  })

  it.each([
    ['another action', (line: string) => line.replace('[id])', '[id], onDelete: Cascade)')],
    ['a comment', (line: string) => `${line} // who pays`],
    ['documentation', (line: string) => `  /// who pays\n${line}`],
    ['another name', (line: string) => line.replace(' customer ', ' client   ')],
  ])('leaves a field that somebody gave %s', async (_, change) => {
    const folder = shop()
    await runIn(folder, 'accept', ORDER)
    const changed = textOf(folder, 'schema.prisma').replace(/^ {2}customer .*$/m, change)
    expect(changed).not.toBe(textOf(folder, 'schema.prisma'))
    writeFileSync(path.join(folder, 'schema.prisma'), changed)
    const { status, stderr } = await runIn(folder, 'reject', ORDER)
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/no longer stands as it was written\.\nTake Order\.\w+ and Customer\./),
    })
    expect(textOf(folder, 'schema.prisma')).toBe(changed)
    expect(decisionsIn(folder)).toMatchObject({ [ORDER]: { verdict: 'accept' } })
  })

  it.each([[[]], [['--adopt']]])(
    'leaves what somebody declared by hand, remembered or not: %s',
    async (argv) => {
      const made = shop()
      await runIn(made, 'accept', ORDER)
      const folder = scratch({ 'schema.prisma': textOf(made, 'schema.prisma') })
      if (argv.length > 0) await runIn(folder, ...argv)
      const { status, stderr } = await runIn(folder, 'reject', ORDER)
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining('Take Order.customer'),
      })
      expect(textOf(folder, 'schema.prisma')).toBe(textOf(made, 'schema.prisma'))
    },
  )
})

describe('--answers', () => {
  const ANSWERS = JSON.stringify({
    accept: ['Payment(orderId)->Order(id)'],
    reject: [PAYMENT],
    retarget: { [ORDER]: 'Seller(id)' },
  })

  it.each([
    ['a file', 'answers.json', ''],
    ['standard input', '-', ANSWERS],
  ])('takes all of %s', async (_, name, input) => {
    const folder = shop({ 'answers.json': ANSWERS })
    expect(await runFed(folder, input, {}, '--answers', name)).toMatchObject({ status: 0 })
    const verdicts = Object.entries(decisionsIn(folder)).map(([id, { verdict }]) => [id, verdict])
    expect(verdicts).toEqual([
      ['Order(customerId)->Seller(id)', 'accept'],
      [PAYMENT, 'reject'],
      ['Payment(orderId)->Order(id)', 'accept'],
    ])
  })

  it('says again what was said before, and adds to it', async () => {
    const folder = shop({ 'answers.json': ANSWERS })
    await runIn(folder, '--answers', 'answers.json')
    const [schema, decisions] = [textOf(folder, 'schema.prisma'), textOf(folder, 'restore-relations.json')]
    expect(await runIn(folder, '--answers', 'answers.json')).toMatchObject({ status: 0 })
    expect(textOf(folder, 'schema.prisma')).toBe(schema)
    expect(textOf(folder, 'restore-relations.json')).toBe(decisions)
    const more = {
      accept: ['Payment(orderId)->*'],
      reject: [PAYMENT],
      retarget: { [ORDER]: 'Seller(id)', 'Order(sellerId)->*': 'Seller(id)' },
    }
    for (const _ of ['new', 'again'])
      expect(await runFed(folder, JSON.stringify(more), {}, '--answers', '-')).toMatchObject({ status: 0 })
    expect(textOf(folder, 'schema.prisma')).toMatch(/\[sellerId], references/)
  })

  it.each([
    [
      { accept: [ORDER] },
      /^Order\(customerId\)->Customer\(id\) is no longer open: its columns lead to Seller\.id already\./,
    ],
    [{ retarget: { [ORDER]: 'Payment(id)' } }, /lead to Seller\.id already\.\nTo take that back: .* reject/],
    [{ accept: [PAYMENT] }, /was rejected already/],
  ])('refuses what contradicts what was said before: %j', async (answers, message) => {
    const folder = shop({ 'answers.json': ANSWERS })
    await runIn(folder, '--answers', 'answers.json')
    const before = textOf(folder, 'restore-relations.json')
    const { status, stderr } = await runFed(folder, JSON.stringify(answers), {}, '--answers', '-')
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(textOf(folder, 'restore-relations.json')).toBe(before)
  })

  it('rejects a part of what it accepts as a whole', async () => {
    // What is accepted first would settle its own columns, and the no would be lost.
    const tenants = `model Member {
  tenantId Int
  userId   Int
  id       Int @id
  @@index([tenantId, userId])
}

model User {
  tenantId Int
  id       Int
  userId   Int @unique
  @@id([tenantId, userId])
}
`
    const [whole, part] = ['Member(tenantId,userId)->User(tenantId,userId)', 'Member(userId)->User(userId)']
    const folder = scratch({
      'schema.prisma': tenants,
      'a.json': JSON.stringify({ accept: [whole], reject: [part] }),
    })
    expect(await runIn(folder, '--answers', 'a.json')).toMatchObject({ status: 0 })
    expect(decisionsIn(folder)).toMatchObject({
      [whole]: { verdict: 'accept' },
      [part]: { verdict: 'reject' },
    })
  })
})

describe('what cannot be meant is one line and a hint, and nothing is written', () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['accept', 'Ordr(customerId)->Customer(id)'], /no open relation\.\nDid you mean Order\(customerId\)/],
    [['accept', 'Ordre'], /^Ordre matches no open relation\.\nDid you mean Order\?/],
    [['reject', 'Nothing*'], /^Nothing\* matches no open relation\.\n.*questions/],
    [['accept', ORDER, 'Ordr(x)->Y(z)'], /^Ordr\(x\)/],
    [['accept', ORDER, '--skip', 'Order'], /^Order\(customerId\).* no open relation/],
    [['accept', ORDER, '--to', 'Customer(name)'], /cannot be written: Order\.customerId is Int/],
    [['accept', ORDER, '--to', 'Customr(id)'], /^Customr\(id\) names no key for Order/],
    [['accept', 'Payment', '--field', 'x'], /^--field and --back .*one relation, and 2/],
    [['accept', ORDER, '--field', 'sellerId'], /^Order has a field sellerId already/],
    [['accept', ORDER, '--back', '1st'], /^A name is letters/],
    [['accept'], /^accept takes one or more ids/],
    [['accept', ORDER, '--yes'], /^accept and --yes are two/],
    [['accept', ORDER, '--note', 'x'], /^--note goes with reject/],
    [['reject', ORDER, '--no-decisions'], /^reject remembers/],
    [['questions', 'Order'], /^questions takes no argument, such as Order/],
    [['--answers', 'b.json'], /^There is no file b\.json/],
  ]

  it.each(cases)('%j', async (argv, message) => {
    const folder = shop()
    const { status, stderr } = await runIn(folder, ...argv)
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(stderr.trimEnd().split('\n')).toHaveLength(2)
    expect(isUntouched(folder)).toBe(true)
  })

  it.each([
    ['{\n"accept": [],\n"rejct": [] }', /^stdin:3: "rejct" is not known here; did you mean "reject"/],
    ['{ "accept": [1] }', /^stdin:1: item 1 of "accept" must be a text/],
    ['', /^stdin:1: there is nothing in it/],
    [JSON.stringify({ accept: [ORDER], reject: ['Nope(x)->Y(z)'] }), /^Nope\(x\)/],
    [JSON.stringify({ accept: [ORDER], reject: [ORDER] }), /accepted and rejected at once/],
    [
      JSON.stringify({ accept: [ORDER], retarget: { [ORDER]: 'Seller(id)' } }),
      /in "accept" and in "retarget"/,
    ],
  ])('--answers - with %j', async (text, message) => {
    const folder = shop()
    const { status, stderr } = await runFed(folder, text, {}, '--answers', '-')
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(isUntouched(folder)).toBe(true)
  })

  it.each([
    ['accept', 'accept', /stands in the schema already/],
    ['reject', 'accept', /was rejected already/],
    ['reject', 'reject', /was rejected already/],
  ])('%s, then %s', async (first, second, message) => {
    const folder = shop()
    await runIn(folder, first, ORDER)
    const before = textOf(folder, 'restore-relations.json')
    const { status, stderr } = await runIn(folder, second, ORDER)
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(textOf(folder, 'restore-relations.json')).toBe(before)
  })
})

describe('the id of a relation whose table has a star in its name', () => {
  const text = `${SHOP}
model Star {
  id      Int @id
  orderId Int

  @@map("a*")
}

model ab {
  id      Int @id
  orderId Int
}
`
  it('never stands for others, however often it is answered', async () => {
    const folder = scratch({ 'schema.prisma': text })
    const id = 'a*(orderId)->Order(id)'
    expect((await runIn(folder, 'accept', id)).status).toBe(0)
    const again = await runIn(folder, 'accept', id)
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('stands in the schema already')])
    expect((await runIn(folder, 'reject', id)).status).toBe(0)
    expect(Object.keys(decisionsIn(folder))).toEqual([id])
  })
})
