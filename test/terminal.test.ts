// Whole reviews in a real terminal with the built program: `npm run build` comes first.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Reaction, talkInTerminal } from './pty.js'
import { makeReadOnly, runIn, scratch, textOf } from './scratch.js'
import { smallSchema } from './small-schema.js'
import { ROOT } from './user-project.js'

const SHOP = textOf(path.join(ROOT, 'examples/shop'), 'schema.prisma')
const ABOUT_SCHEMA = [
  '--person',
  'ws_users',
  '--audit',
  'yes',
  '--bare-names',
  'no',
  '--relation-mode',
  'keep',
]
const ENTER = '\r'
const BACKSPACE = '\u007F'
const INTERRUPT = '\u0003'
const FROM_START = '\u0015'
const erased = (text: string): readonly string[] => [...text].map(() => BACKSPACE)
const typed = (text: string): readonly string[] => [...text, ENTER]

/** What the names leave open: whether somebody is meant, and who. */
const [WHO_WROTE = ''] = smallSchema(
  'staff(id), members(id), posts(id, created_by), notes(id, created_by), hats(id, note_id), caps(id, post_id)',
).files.map(({ text }) => text)

const golden = (name: string): string => path.join(ROOT, 'test/__snapshots__/review', name)

const LATER: readonly Reaction[] = [[/ -> .*Not now/, 's']]

describe.skipIf(process.platform === 'win32')('a person in a terminal', { timeout: 120_000 }, () => {
  it('reviews the shop, keeps the answers, and writes them the next day', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })

    const first = await talkInTerminal(
      folder,
      [80, 24],
      ABOUT_SCHEMA,
      [
        [/Accept these \d+\?/, 'c'],
        [/Which of these\?/, '/', ...'supplier', ENTER, 'd', 'd', 'b'],
        [/Accept these \d+\?/, 'c'],
        [
          /Which of these\?/,
          '/',
          ...'billing',
          ENTER,
          ' ',
          '/',
          ...erased('billing'),
          ...'updated',
          ENTER,
          ' ',
          '/',
          ...erased('updated'),
          ...'country',
          ENTER,
          ' ',
          ENTER,
        ],
        [/country_code -> ws_countries.code in 2 models/, 'o'],
        [/ws_suppliers.country_code -> ws_countries/, 't'],
        [/What does ws_suppliers.country_code reference/, ...typed('email')],
        [/ws_suppliers.country_code -> ws_customers.email/, 'b'],
        [/ws_suppliers.country_code -> ws_countries/, 't'],
        [/What does ws_suppliers.country_code reference/, ...typed('login')],
        [/ws_suppliers.country_code -> ws_users.login/, ENTER],
        [/ws_addresses.country_code/, 's'],
        [/billing_address_id/, 's'],
        [/billing_address_id/, 'e'],
        [/The field of ws_orders/, FROM_START, ...typed('billed_to')],
        [/The field of ws_addresses/, ENTER],
        [/The name of the relation/, ENTER],
        [/ws_products.updated_by/, 'N'],
        [/No, because/, ...typed('an import writes it')],
        [/Write \d+ relations and remember 1 refusal/, 'b'],
        [/Write \d+ relations and remember 1 refusal/, 'q'],
        [/Leave\?/, 'k'],
      ],
      LATER,
    )
    expect(first.left).toEqual([])
    expect(first.status).toBe(0)
    expect(first.seen).toMatch(/Kept \d+ answers for the next run/)
    expect(textOf(folder, 'schema.prisma')).toBe(SHOP)
    await expect(textOf(folder, 'restore-relations.json')).toMatchFileSnapshot(
      golden('kept/restore-relations.json'),
    )
    expect((await runIn(folder, '--check')).status).toBe(1)

    const second = await talkInTerminal(
      folder,
      [60, 20],
      ABOUT_SCHEMA,
      [
        [/ws_addresses.country_code/, 'y'],
        [/Write 1 relation beside the \d+ remembered/, 'y'],
      ],
      LATER,
    )
    expect(second.left).toEqual([])
    expect(second.status).toBe(0)
    expect(second.seen).toMatch(/\d+ relations decided earlier are missing/)
    await expect(textOf(folder, 'schema.prisma')).toMatchFileSnapshot(golden('schema.prisma'))
    await expect(textOf(folder, 'restore-relations.json')).toMatchFileSnapshot(
      golden('restore-relations.json'),
    )
    expect((await runIn(folder, '--check')).status).toBe(0)
    // At 60 columns nothing was broken by the terminal itself. What came and went ends in a carriage return alone.
    for (const line of second.seen.split(/[\r\n]+/)) expect(line.trimEnd().length).toBeLessThanOrEqual(60)
  })

  it('leaves by Ctrl-C: at once, or asked once', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    const asked = scratch({ 'schema.prisma': WHO_WROTE })
    const atOnce = await talkInTerminal(asked, [80, 24], [], [[/Are columns/, INTERRUPT]])
    expect([atOnce.status, atOnce.left]).toEqual([130, []])
    expect(textOf(asked, 'schema.prisma')).toBe(WHO_WROTE)
    const twice = await talkInTerminal(folder, [80, 24], ABOUT_SCHEMA, [
      [/Accept these \d+\?/, 'c'],
      [/Which of these\?/, '/', ...'country', ENTER, ' ', ENTER],
      [/country_code/, INTERRUPT],
      [/Leave\?/, INTERRUPT],
    ])
    expect([twice.status, twice.left]).toEqual([130, []])
    expect(twice.seen).toContain('Stopped. Nothing was written.')
    expect(textOf(folder, 'schema.prisma')).toBe(SHOP)
  })

  it('gets back what was remembered however a review is left', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    await runIn(folder, 'accept', 'ws_stock(id_product)->ws_products(id_product)')
    const restored = textOf(folder, 'schema.prisma')
    const decisions = textOf(folder, 'restore-relations.json')
    const pulled = scratch({ 'schema.prisma': SHOP, 'restore-relations.json': decisions })
    const { status, seen, left } = await talkInTerminal(pulled, [80, 24], ABOUT_SCHEMA, [
      [/Accept these \d+\?/, 'c'],
      [/Which of these\?/, '/', ...'country', ENTER, ' ', ENTER],
      [/country_code/, INTERRUPT],
      [/Leave\?/, 't'],
    ])
    expect([status, left]).toEqual([130, []])
    expect(seen).toContain('Only what was decided earlier was written')
    expect(textOf(pulled, 'schema.prisma')).toBe(restored)
    expect(textOf(pulled, 'restore-relations.json')).toBe(decisions)
  })

  it('goes back to the questions about the schema', async () => {
    const folder = scratch({ 'schema.prisma': WHO_WROTE })
    const { status, left } = await talkInTerminal(
      folder,
      [80, 24],
      [],
      [
        [/Are columns that say who wrote a row/, 'y'],
        [/Whom do columns/, '1'],
        [/Accept these \d+\?/, 'b'],
        [/Whom do columns/, 'b'],
        [/Are columns that say who wrote a row/, 'y'],
        [/Whom do columns/, '1'],
        [/Accept these \d+\?/, 'q'],
        [/Leave\? So far 2 answers about the schema/, 't'],
      ],
    )
    expect([status, left]).toEqual([130, []])
  })

  it('keeps what was said of the schema, and writes the relation mode in the next run', async () => {
    const before = WHO_WROTE.includes('datasource')
      ? WHO_WROTE
      : `datasource db {\n  provider = "mysql"\n}\n\n${WHO_WROTE}`
    const folder = scratch({ 'schema.prisma': before })
    const first = await talkInTerminal(
      folder,
      [60, 20],
      [],
      [
        [/Are columns that say who wrote a row/, 'y'],
        [/Whom do columns/, '1'],
        [/Accept these \d+\?/, 'y'],
        [/no relationMode/, '2'],
        [/Write \d+/, 'q'],
        [/Leave\?.*3 answers about the schema/, 'k'],
      ],
      LATER,
    )
    expect([first.status, first.left]).toEqual([0, []])
    expect(textOf(folder, 'schema.prisma')).toBe(before)
    const second = await runIn(folder, '--yes')
    expect(second.status).toBe(0)
    expect(textOf(folder, 'schema.prisma')).toContain('relationMode = "prisma"')
    expect(textOf(folder, 'restore-relations.json')).not.toContain('Due')
  })

  it('is told at once of a schema that cannot be written', async () => {
    const folder = scratch({ 'schema.prisma': SHOP })
    makeReadOnly(folder, 'schema.prisma')
    const { status, seen } = await talkInTerminal(folder, [80, 24], ABOUT_SCHEMA, [])
    expect(status).toBe(2)
    expect(seen).toMatch(/read-only; nothing was written\.\s+.*chmod u\+w/)
  })

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])(
    'needs neither colours nor a clever terminal: %o',
    async (env) => {
      const folder = scratch({ 'schema.prisma': SHOP })
      const { status, left } = await talkInTerminal(
        folder,
        [60, 20],
        ABOUT_SCHEMA,
        [[/Accept these \d+\?/, ENTER]],
        [
          [/Not now/, 's'],
          [/Write \d+/, 'y'],
        ],
        env,
      )
      expect([status, left]).toEqual([0, []])
      expect(textOf(folder, 'schema.prisma')).not.toBe(SHOP)
    },
  )
})
