import { describe, expect, it } from 'vitest'
import { ask } from '../src/decide/ask.js'
import { askAboutSchema, askToRepair } from '../src/decide/ask-schema.js'
import { writableReferences } from '../src/decide/open.js'
import { terminalPrompts } from '../src/decide/prompts.js'
import { filesWith, type Review } from '../src/decide/review.js'
import { DEFAULT_STYLE, type EditStyle } from '../src/edit/edit.js'
import { relationModeQuestion } from '../src/edit/relation-mode.js'
import { repairs } from '../src/edit/repair.js'
import { writable } from '../src/edit/resolve.js'
import type { Candidate } from '../src/relation/candidate.js'
import { read } from '../src/schema/read.js'
import { KEYS, personWith, type Step } from './keyboard.js'

const { enter, down, endOfInput, space, interrupt } = KEYS
const style: EditStyle = { ...DEFAULT_STYLE, indexes: 'off', format: false }

const SHOP = `datasource db {
  provider = "mysql"
}

model Customer {
  id Int @id
}

model Clerk {
  id Int @id
}

model Sale {
  id         Int @id
  customerId Int
  soldBy     Int
}

model Refund {
  id         Int @id
  customerId Int
  soldBy     Int
}
`

const candidate = (
  model: string,
  field: string,
  to: string,
  confidence: number,
  says: string,
): Candidate => ({
  id: `${model}(${field})->${to}(id)`,
  from: { model, fields: [field] },
  to: { model: to, fields: ['id'] },
  cardinality: 'many-to-one',
  optional: false,
  confidence,
  convention: 'role',
  evidence: [{ source: 'name', says, weight: 2 }],
})

const schema = read([{ path: 'schema.prisma', text: SHOP }])
const review: Review = {
  schema,
  references: ['Sale', 'Refund'].flatMap((model) => [
    {
      from: { model, fields: ['customerId'] },
      candidates: [candidate(model, 'customerId', 'Customer', 0.97, 'customerId names Customer')],
    },
    {
      from: { model, fields: ['soldBy'] },
      candidates: [
        candidate(model, 'soldBy', 'Clerk', 0.6, 'sold by is a role of a Clerk'),
        candidate(model, 'soldBy', 'Customer', 0.3, 'sold by is a role of a Customer'),
      ],
    },
  ]),
  drift: [],
  modeQuestion: undefined,
  rules: [],
  style: { ...style, format: false },
  remembered: [],
}

/** The decisions of a person who presses these keys, in short, and what was on the screen. */
async function answers(steps: readonly Step[], of: Review = review) {
  const person = personWith(steps)
  const policy = { minConfidence: 0.9, only: [], skip: [] }
  // A text that never comes would keep the person waiting for ever.
  const late = setTimeout(() => person.terminal.input.push(interrupt), 5000)
  const decided = await ask(of, policy, terminalPrompts(person.terminal), (files) => files)
  clearTimeout(late)
  expect(person.left()).toEqual([])
  if (decided === 'back') throw new Error('went back before the first question')
  return { ...decided, seen: person.seen() }
}

const accepted = (id: string, names?: object) => {
  const decision = { id, verdict: 'accept', by: 'user' }
  return expect.objectContaining(
    names === undefined ? decision : { ...decision, choice: expect.objectContaining({ names }) },
  )
}

describe('a person at a terminal', () => {
  it('is asked for the relation mode when it is open, before the change is shown', async () => {
    const { relationMode, seen } = await answers(
      [
        ['Accept these 2?', enter],
        ['soldBy -> Clerk.id in 2 models', 'y'],
        ['The schema has no relationMode', 'b'],
        ['soldBy -> Clerk.id in 2 models', 'y'],
        ['The schema has no relationMode', '2'],
        ['Write 4 relations?', 'b'],
        ['The schema has no relationMode', down, down, enter],
        ['Write 4 relations?', enter],
      ],
      { ...review, modeQuestion: relationModeQuestion },
    )
    expect(relationMode).toBe('prisma')
    expect(seen).toContain('relationMode = "prisma"')
  })

  it('sees the lines before they are written, wherever it leaves to write', async () => {
    const { relationMode, decisions, seen } = await answers(
      [
        ['Accept these 2?', enter],
        ['soldBy -> Clerk.id in 2 models', 's'],
        ['The schema has no relationMode', 'q'],
        ['Leave? So far 2 accepted', 'w'],
        ['Write 2 relations?', 'q'],
        ['Leave? So far 2 accepted', 'w'],
        ['Write 2 relations?', enter],
      ],
      { ...review, modeQuestion: relationModeQuestion },
    )
    expect([relationMode, decisions.length]).toEqual([undefined, 2])
    expect(seen.match(/\+ .*fields: \[customerId\]/g)).toHaveLength(4)
  })

  it('accepts what is sure at once, then what is alike, sees the whole change, and writes', async () => {
    const { decisions, seen } = await answers([
      ['Accept these 2?', enter],
      ['soldBy -> Clerk.id in 2 models', 'y'],
      ['Write 4 relations?', enter],
    ])
    expect(decisions).toEqual([
      accepted('Sale(customerId)->Customer(id)'),
      accepted('Refund(customerId)->Customer(id)'),
      accepted('Sale(soldBy)->Clerk(id)'),
      accepted('Refund(soldBy)->Clerk(id)'),
    ])
    expect(seen).toContain('4 relations found, 2 of them at 90 % or more:')
    expect(seen).toContain('3 to 4 of 4  soldBy -> Clerk.id in 2 models  60 %')
    expect(seen).toContain('sold by is a role of a Clerk')
    const choices = decisions.map(({ choice }) => choice)
    const [after] = filesWith(review, choices, (files) => files)
    for (const line of after?.text.split('\n') ?? [])
      if (line.includes('@relation')) expect(seen).toContain(`+ ${line}`)
    for (const line of seen.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('chooses another target, types other names, refuses, and goes back', async () => {
    const { decisions, seen } = await answers([
      ['Accept these 2?', 'o'],
      ['1 to 2 of 4', 'o'],
      ['1 of 4', enter],
      ['2 of 4  Refund.customerId', 'n'],
      ['3 to 4 of 4', 'o'],
      ['Sale.soldBy -> Clerk.id', 't'],
      ['What does Sale.soldBy reference?', 'C', 'u', 's', enter],
      ['Sale.soldBy -> Customer.id', 'e'],
      ['The field of Sale', '2', enter],
      ['The field of Customer', enter],
      ['The name of the relation', enter],
      ['Refund.soldBy -> Clerk.id', 'b'],
      ['Sale.soldBy -> Customer.id', enter],
      ['Refund.soldBy -> Clerk.id', 'N'],
      ['No, because', 'x', enter],
      ['Write 2 relations and remember 2 refusals?', enter],
    ])
    expect(decisions).toEqual([
      accepted('Sale(customerId)->Customer(id)'),
      expect.objectContaining({ id: 'Refund(customerId)->Customer(id)', verdict: 'reject', by: 'user' }),
      accepted('Sale(soldBy)->Customer(id)'),
      expect.objectContaining({ id: 'Refund(soldBy)->Clerk(id)', verdict: 'reject', note: 'x' }),
    ])
    expect(seen).toContain('or Clerk.id (60 %)')
  })

  describe('about a rule of the names', () => {
    const ruled: Review = {
      ...review,
      references: review.references.map((reference) => ({
        ...reference,
        candidates: reference.candidates.map((one) => ({ ...one, confidence: one.confidence / 2 })),
      })),
      rules: [
        {
          from: '*.<t>Id',
          to: '<t>.id',
          relations: ['Sale(customerId)->Customer(id)', 'Refund(customerId)->Customer(id)'],
          unexplained: [{ model: 'Sale', fields: ['shopId'] }],
        },
      ].map((rule) => ({ ...rule, relations: [...rule.relations, 'Sale(soldBy)->Clerk(id)'] })),
    }

    it('accepts what follows it and remembers it', async () => {
      const { decisions, rules, seen } = await answers(
        [
          ['Is *.<t>Id -> <t>.id a rule of this database?', 'y'],
          ['Refund.soldBy', enter],
          ['Write 3 relations?', enter],
        ],
        ruled,
      )
      expect(decisions).toHaveLength(3)
      expect(rules).toEqual(ruled.rules)
      expect(seen).toContain('column named so leads nowhere')
    })

    it('asks in groups after Enter alone', async () => {
      const { decisions, rules } = await answers(
        [
          ['Is *.<t>Id -> <t>.id a rule', enter],
          ['customerId -> Customer.id in 2 models', 'S'],
        ],
        ruled,
      )
      expect([decisions, rules]).toEqual([[], []])
    })
  })

  it('leaves some out of the first question', async () => {
    const { decisions } = await answers([
      ['Accept these 2?', 'c'],
      ['Which of these?', down, space, enter],
      ['2 of 4  Sale.customerId', 's'],
      ['soldBy -> Clerk.id in 2 models', enter],
      ['Write 1 relation?', enter],
    ])
    expect(decisions).toEqual([accepted('Refund(customerId)->Customer(id)')])
  })

  it('puts off all that is sure', async () => {
    const { decisions, putOff } = await answers([
      ['Accept these 2?', 's'],
      ['soldBy -> Clerk.id in 2 models', 's'],
    ])
    expect([decisions.length, putOff?.length]).toEqual([0, 4])
  })

  it('may have had enough at any time', async () => {
    const { decisions, seen } = await answers([
      ['Accept these 2?', down, down, enter],
      ['1 to 2 of 4', 'S'],
    ])
    expect(seen).toContain('Not now, nor the 2 that are left')
    expect(decisions).toEqual([])
  })

  it('loses nothing to Escape', async () => {
    const { decisions } = await answers([
      ['Accept these 2?', KEYS.escape, enter],
      ['soldBy -> Clerk.id in 2 models', enter],
      ['Write 2 relations?', enter],
    ])
    expect(decisions).toHaveLength(2)
  })

  describe('who leaves', () => {
    it.each<[string, Step]>([
      ['Ctrl-C', ['Accept these 2?', interrupt]],
      ['Ctrl-D', ['Accept these 2?', endOfInput]],
      ['q', ['Accept these 2?', 'q']],
    ])('with nothing decided is not held up by a question: %s', async (_, step) => {
      expect(await answers([step])).toMatchObject({ decisions: [], left: 'thrown' })
    })

    it.each<[string, string, object]>([
      ['a second Ctrl-C throws all away', interrupt, { decisions: [], left: 'thrown' }],
      ['t throws all away', 't', { decisions: [], left: 'thrown' }],
      ['k keeps it', 'k', { decisions: { length: 2 }, left: 'kept' }],
    ])('with something decided is asked once: %s', async (_, key, end) => {
      expect(
        await answers([
          ['Accept these 2?', enter],
          ['soldBy -> Clerk.id', interrupt],
          ['Leave? So far 2 accepted', key],
        ]),
      ).toMatchObject(end)
    })

    it('may go back, or write what is decided so far after seeing it', async () => {
      const { decisions, left } = await answers([
        ['Accept these 2?', enter],
        ['soldBy -> Clerk.id', 'q'],
        ['Leave? So far 2 accepted', 'b'],
        ['soldBy -> Clerk.id', 'q'],
        ['Leave? So far 2 accepted', 'w'],
        ['Write 2 relations?', enter],
      ])
      expect([decisions.length, left]).toEqual([2, undefined])
    })

    it('is asked about answers to the schema and about the mode, too', async () => {
      const { left } = await answers(
        [
          ['Accept these 2?', 'q'],
          ['So far 2 answers about the schema', 'b'],
          ['Accept these 2?', enter],
          ['soldBy -> Clerk.id', 's'],
          ['The schema has no relationMode', '2'],
          ['Write 2 relations?', 'q'],
          ['2 accepted, 0 refused, 3 answers about the schema', 'k'],
        ],
        { ...review, schemaAnswers: 2, modeQuestion: relationModeQuestion },
      )
      expect(left).toBe('kept')
    })

    it.each([
      ['q', 'q'],
      ['Ctrl-C', interrupt],
    ])('a table finds its ticks again: %s', async (_, key) => {
      const { decisions } = await answers([
        ['Accept these 2?', 'c'],
        ['Which of these?', down, space, key],
        ['Leave? So far nothing is decided. Ticks count only', 'b'],
        ['1 of 2 relations ticked', enter],
        ['Sale.customerId', 'S'],
        ['Write 1 relation?', enter],
      ])
      expect(decisions).toEqual([accepted('Refund(customerId)->Customer(id)')])
    })

    it('leaves a list, a text and a table without choosing', async () => {
      const { decisions } = await answers([
        ['Accept these 2?', 'c'],
        ['Which of these?', KEYS.escape],
        ['Accept these 2?', 'o'],
        ['1 to 2 of 4', 'o'],
        ['1 of 4', 't'],
        ['What does Sale.customerId reference?', KEYS.escape],
        ['1 of 4', 'e'],
        ['The field of Sale', KEYS.escape],
        ['1 of 4', 'S'],
      ])
      expect(decisions).toEqual([])
    })
  })

  it('is offered the successor of a lost relation first, with its old names', async () => {
    const successor = {
      from: { model: 'Sale', fields: ['soldBy'] },
      to: { model: 'Clerk', fields: ['id'] },
      names: { field: 'seller', back: 'sales' },
    }
    const lost = { id: 'Sale(clerk)->Clerk(id)', says: 'Sale.clerk is gone.', restored: false }
    const { decisions } = await answers(
      [
        ['Accept these 2?', 'o'],
        ['1 of 3  Sale.soldBy -> Clerk.id', 'y'],
        ['2 to 3 of 3', 's'],
        ['Write 1 relation?', enter],
      ],
      {
        ...review,
        references: review.references.filter(
          ({ from }) => from.model !== 'Refund' || from.fields[0] !== 'soldBy',
        ),
        drift: [{ ...lost, suggestion: 'Sale(soldBy)->Clerk(id)', successor }],
      },
    )
    expect(decisions).toEqual([accepted('Sale(soldBy)->Clerk(id)', { field: 'seller', back: 'sales' })])
  })

  it('is not asked about what Prisma would refuse', () => {
    const refused = candidate('Sale', 'customerId', 'Nobody', 0.99, 'customerId names nobody')
    const references = [{ from: refused.from, candidates: [refused] }]
    expect(writableReferences(references, writable(schema, style))).toEqual([])
  })

  it('is offered the targets that can be written beside what stands, and no others', async () => {
    const text = `datasource db {
  provider = "mysql"
}

model Sale {
  id     Int  @id
  shopId Int
  soldBy Int
  seller Clerk @relation(fields: [soldBy], references: [no])
}

model Clerk {
  shopId Int
  no     Int    @unique
  sales  Sale[]

  @@id([shopId, no])
}

model Customer {
  shopId Int
  id     Int

  @@id([shopId, id])
}

model Old {
  shopId Int
  id     Int

  @@id([shopId, id])
  @@ignore
}

view Total {
  shopId Int
  id     Int

  @@unique([shopId, id])
}
`
    const from = { model: 'Sale', fields: ['shopId', 'soldBy'] }
    const best = {
      ...candidate('Sale', 'soldBy', 'Customer', 0.5, ''),
      id: 'Sale(shopId,soldBy)->Customer(shopId,id)',
    }
    const to = { model: 'Customer', fields: ['shopId', 'id'] }
    const { seen, decisions } = await answers(
      [
        ['1 of 1', 't'],
        ['What does Sale(shopId, soldBy) reference?', enter],
        ['1 of 1  Sale(shopId, soldBy) -> Customer', 's'],
      ],
      {
        ...review,
        schema: read([{ path: 'schema.prisma', text }]),
        references: [{ from, candidates: [{ ...best, from, to }] }],
      },
    )
    expect(decisions).toEqual([])
    const list = seen.slice(seen.indexOf('What does Sale(shopId, soldBy) reference?'))
    expect(list).toContain('Customer(shopId, id)')
    for (const hidden of ['Clerk(shopId, no)', 'Old(shopId, id)', 'Total(shopId, id)'])
      expect(list).not.toContain(hidden)
  })

  it('is asked nothing when nothing is open', async () => {
    expect((await answers([], { ...review, references: [] })).seen).toBe('')
  })

  describe('about the whole schema', () => {
    const question = {
      name: 'person' as const,
      says: 'Who is meant by soldBy?',
      choices: ['Customer', 'Clerk'],
      default: 'Clerk',
      relations: ['Sale(soldBy)->Clerk(id)', 'Refund(soldBy)->Clerk(id)'],
    }
    const audit = {
      ...question,
      name: 'audit' as const,
      says: 'Is it one?',
      choices: ['yes', 'no'],
      default: 'yes',
    }

    it.each<[string, readonly Step[], object]>([
      [
        'answers',
        [
          ['Is it one?', 'y'],
          ['Who is meant', '2'],
        ],
        { audit: true, person: 'Clerk' },
      ],
      [
        'holds Enter',
        [
          ['Is it one?', enter],
          ['Who is meant', enter],
        ],
        {},
      ],
      [
        'takes an answer back',
        [
          ['Is it one?', 'n'],
          ['Who is meant', 'b'],
          ['Is it one?', 's'],
          ['Who is meant', '1'],
        ],
        { person: 'Customer' },
      ],
      ['leaves at once', [['Is it one?', interrupt]], { left: 'thrown', answers: {} }],
      [
        'keeps',
        [
          ['Is it one?', 'y'],
          ['Who is meant', 'q'],
          ['So far 1 answer about the schema', 'k'],
        ],
        { left: 'kept', answers: { audit: true } },
      ],
      [
        'throws away',
        [
          ['Is it one?', 'y'],
          ['Who is meant', endOfInput],
          ['Leave?', interrupt],
        ],
        { left: 'thrown', answers: {} },
      ],
      [
        'stays',
        [
          ['Is it one?', 'y'],
          ['Who is meant', 'q'],
          ['Leave?', 'b'],
          ['Who is meant', '1'],
        ],
        { audit: true, person: 'Customer' },
      ],
    ])('who %s', async (_, steps, end) => {
      const person = personWith(steps)
      expect(await askAboutSchema([audit, question], terminalPrompts(person.terminal))).toEqual(end)
      expect(person.left()).toEqual([])
      expect(person.seen()).toContain('It decides about 2 relations.')
    })
  })

  it('sees the lines that a pull left broken before they are taken out', async () => {
    const person = personWith([['Take these lines out?', enter]])
    const broken = SHOP.replace(
      '  soldBy     Int',
      '  clerk Clerk @relation(fields: [soldByClerk], references: [id])',
    )
    const found = repairs(read([{ path: 'schema.prisma', text: broken }]))
    expect(await askToRepair(found, terminalPrompts(person.terminal))).toBe(true)
    expect(person.seen()).toContain('Sale.soldByClerk is gone')
    expect(person.seen()).toContain('clerk Clerk @relation(fields: [soldByClerk]')
  })
})
