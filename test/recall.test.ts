import { describe, expect, it } from 'vitest'
import { openReferences } from '../src/decide/open.js'
import { DEFAULT_STYLE, type EditStyle } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import { infer } from '../src/infer/infer.js'
import { adopt } from '../src/memory/adopt.js'
import {
  type DecisionsFile,
  noDecisions,
  printDecisions,
  type RememberedRelation,
} from '../src/memory/decisions-file.js'
import { recall } from '../src/memory/recall.js'
import { remember } from '../src/memory/remember.js'
import type { Reference } from '../src/relation/candidate.js'
import type { Decision } from '../src/relation/decision.js'
import { acceptedChoices } from '../src/relation/decision.js'
import type { Drift } from '../src/relation/drift.js'
import { outcomesOf, wouldBeChoices } from '../src/run/outcomes.js'
import { read } from '../src/schema/read.js'
import type { Schema } from '../src/schema/schema.js'

const schemaOf = (text: string): Schema => read([{ path: 'schema.prisma', text }])

const CLUB = `model Member {
  id    Int    @id
  email String @unique @map("e_mail")

  @@map("members")
}

model Visit {
  id        Int    @id
  memberId  Int    @map("member_id")
  hostEmail String @map("host_mail")

  @@map("visits")
}
`

const MEMBER: RememberedRelation = {
  verdict: 'accept',
  field: 'member',
  back: 'visits',
  relation: null,
  type: 'Int',
  cardinality: 'many-to-one',
}
const ID = 'visits(member_id)->members(id)'

const fileOf = (relations: Readonly<Record<string, RememberedRelation>>): DecisionsFile => ({
  ...noDecisions,
  relations,
})

const remembered = (schema: string, entry: RememberedRelation = MEMBER, id = ID) =>
  recall(schemaOf(schema), fileOf({ [id]: entry }))

describe('recall', () => {
  it('brings an accepted relation back with everything it was decided with', () => {
    const entry: RememberedRelation = {
      ...MEMBER,
      onDelete: 'Cascade',
      map: 'fk_member',
      note: 'asked in May',
    }
    expect(remembered(CLUB, entry)).toEqual({
      drift: [],
      resting: [],
      decisions: [
        {
          id: ID,
          verdict: 'accept',
          by: 'memory',
          note: 'asked in May',
          choice: {
            from: { model: 'Visit', fields: ['memberId'] },
            to: { model: 'Member', fields: ['id'] },
            names: { field: 'member', back: 'visits', relation: null },
            onDelete: 'Cascade',
            onUpdate: undefined,
            map: 'fk_member',
          },
        },
      ],
    })
  })

  it('knows a relation by its tables and columns, whatever the models are called', () => {
    const renamed = CLUB.replaceAll('Member', 'Person').replace('memberId', 'personId')
    expect(remembered(renamed).decisions[0]?.choice).toMatchObject({
      from: { model: 'Visit', fields: ['personId'] },
      to: { model: 'Person', fields: ['id'] },
    })
  })

  it('leaves alone what stands in the schema, whatever its names are there', () => {
    const standing = CLUB.replace(
      'hostEmail',
      'guest Member @relation(fields: [memberId], references: [id])\n  hostEmail',
    ).replace('@unique', '@unique\n  stays Visit[]\n')
    expect(remembered(standing)).toEqual({ decisions: [], drift: [], resting: [] })
  })

  // Each: what became of the schema, and what is said of it.
  it.each<[string, (text: string) => string, Omit<Drift, 'id' | 'successor'>]>([
    [
      'the column is renamed',
      (text) => text.replace('memberId  Int    @map("member_id")', 'memberRef Int @map("member_ref")'),
      {
        says: 'visits.member_id is gone; it referenced members.id. member_ref may have taken its place.',
        suggestion: 'visits(member_ref)->members(id)',
        restored: false,
      },
    ],
    [
      'the column is gone, and what looks like it belongs to another relation',
      (text) =>
        text
          .replace('memberId  Int    @map("member_id")', 'memberRef Int @map("member_ref")')
          .replace(
            'hostEmail',
            'guest Member @relation("G", fields: [memberRef], references: [id])\n  hostEmail',
          ),
      { says: 'visits.member_id is gone; it referenced members.id.', suggestion: null, restored: false },
    ],
    [
      'the column is gone',
      (text) => text.replace('  memberId  Int    @map("member_id")\n', ''),
      { says: 'visits.member_id is gone; it referenced members.id.', suggestion: null, restored: false },
    ],
    [
      'the column became optional',
      (text) => text.replace('memberId  Int ', 'memberId  Int?'),
      {
        says: 'visits.member_id became optional (Int, now Int?), and member with it.',
        suggestion: null,
        restored: true,
      },
    ],
    [
      'the type changed',
      (text) => text.replace('memberId  Int ', 'memberId  String'),
      {
        says: 'The column is String now (it was Int), the key is Int; Prisma relates only equal types.',
        suggestion: null,
        restored: false,
      },
    ],
    [
      'the key is not unique any more',
      (text) => text.replace('id    Int    @id', 'id Int\n  no Int @id'),
      {
        says: 'members.id is no longer unique; visits.member_id referenced it.',
        suggestion: null,
        restored: false,
      },
    ],
    [
      'the key is called differently',
      (text) => text.replace('id    Int    @id', 'no Int @id'),
      {
        says: 'members.id, which visits referenced, is gone. The key of members is no now.',
        suggestion: 'visits(member_id)->members(no)',
        restored: false,
      },
    ],
    [
      'the name is taken by a new column',
      (text) => text.replace('hostEmail', 'member String\n  hostEmail'),
      { says: 'The name member is taken by a column of Visit now.', suggestion: null, restored: false },
    ],
    [
      'the table is gone',
      (text) => text.slice(0, text.indexOf('model Visit')),
      { says: 'The table visits is gone.', suggestion: null, restored: false },
    ],
    [
      'the table is renamed',
      (text) => text.replace('@@map("visits")', '@@map("visit")'),
      {
        says: 'The table visits is gone; it may be visit now.',
        suggestion: 'visit(member_id)->members(id)',
        restored: false,
      },
    ],
    [
      'the columns lead elsewhere',
      (text) =>
        `${text.replace('hostEmail', 'guest Guest @relation(fields: [memberId], references: [id])\n  hostEmail')}\nmodel Guest {\n  id Int @id\n  visits Visit[]\n}\n`,
      { says: 'In the schema these columns lead to Guest now.', suggestion: null, restored: false },
    ],
    [
      'the column became unique',
      (text) => text.replace('@map("member_id")', '@unique @map("member_id")'),
      {
        says: 'visits.member_id is unique now, so visits is a single one.',
        suggestion: null,
        restored: true,
      },
    ],
  ])('explains drift: %s', (_, change, { says, suggestion, restored }) => {
    const { drift, decisions } = remembered(change(CLUB))
    expect(drift.map((d) => ({ says: d.says, suggestion: d.suggestion, restored: d.restored }))).toEqual([
      { says, suggestion, restored },
    ])
    expect(decisions).toHaveLength(restored ? 1 : 0)
  })

  it('points at the table when an id was written with the name of the model', () => {
    const [drift] = remembered(CLUB, MEMBER, 'Visit(member_id)->members(id)').drift
    expect(drift).toMatchObject({
      suggestion: ID,
      successor: { from: { model: 'Visit', fields: ['memberId'] } },
    })
  })

  it('never lets one decision stand in the way of another', () => {
    const host: RememberedRelation = { verdict: 'accept', field: 'host', back: 'hosted', relation: 'Host' }
    const { decisions, drift } = recall(
      schemaOf(CLUB),
      fileOf({
        'gone(x)->members(id)': MEMBER,
        nonsense: MEMBER,
        'visits(host_mail)->members(e_mail)': host,
      }),
    )
    expect(decisions.map(({ id }) => id)).toEqual(['visits(host_mail)->members(e_mail)'])
    expect(drift.map(({ id }) => id)).toEqual(['gone(x)->members(id)', 'nonsense'])
  })

  it('settles rejected columns for good, without a word when they are gone', () => {
    const rejected: RememberedRelation = { verdict: 'reject' }
    const { decisions } = remembered(CLUB, rejected)
    expect(decisions).toMatchObject([{ verdict: 'reject', by: 'memory' }])
    expect(openReferences(schemaOf(CLUB), infer(schemaOf(CLUB)).references, decisions)).toEqual([])
    expect(remembered('model Other {\n  id Int @id\n}\n', rejected)).toEqual({
      decisions: [],
      drift: [],
      resting: [],
    })
  })
})

describe('recall, where a relation cannot come back as it was', () => {
  const lives = (text: string, relations: Readonly<Record<string, RememberedRelation>>) =>
    recall(schemaOf(text), fileOf(relations))

  it('suggests the id of the same relation under the new name of a table, and no part of another name', () => {
    const text = `model Role {
  id Int @id

  @@map("roles")
}

model UserRole {
  id      Int @id
  role_id Int

  @@map("user_role")
}
`
    const { drift } = lives(text, { 'user_role(role_id)->role(id)': MEMBER })
    expect(drift.map(({ suggestion }) => suggestion)).toEqual(['user_role(role_id)->roles(id)'])
    expect(drift[0]?.successor?.names).toMatchObject({ field: 'member', back: 'visits' })
  })

  it('suggests both sides of a relation of a table with itself under its new name', () => {
    const text = 'model Folder {\n  id Int @id\n  up_id Int\n\n  @@map("folders")\n}\n'
    const { drift } = lives(text, { 'folder(up_id)->folder(id)': MEMBER })
    expect(drift.map(({ suggestion }) => suggestion)).toEqual(['folders(up_id)->folders(id)'])
  })

  it.each([
    [
      'the referenced model',
      CLUB.replace('@@map("members")', '@@map("members")\n  @@ignore'),
      'Member is marked @@ignore',
    ],
    [
      'its own model',
      CLUB.replace('@@map("visits")', '@@map("visits")\n  @@ignore'),
      'Visit is marked @@ignore',
    ],
    [
      'its own column',
      CLUB.replace('@map("member_id")', '@map("member_id") @ignore'),
      'memberId is marked @ignore',
    ],
    ['a view', CLUB.replace('model Visit', 'view Visit'), 'Visit is a view'],
    ['a model like a type', CLUB.replace('model Member', 'model DateTime'), 'DateTime is a type of Prisma'],
  ])('lets a relation rest while %s is hidden, without a finding', (_, text, says) => {
    const { decisions, drift, resting } = remembered(text)
    expect({ decisions, drift }).toEqual({ decisions: [], drift: [] })
    expect(resting.map((one) => one.says)).toEqual([expect.stringContaining(says)])
  })

  it('writes a resting relation where ignored models are asked for', () => {
    const text = CLUB.replace('@@map("members")', '@@map("members")\n  @@ignore')
    expect(recall(schemaOf(text), fileOf({ [ID]: MEMBER }), { includeIgnored: true })).toMatchObject({
      decisions: [{ id: ID }],
      resting: [],
    })
  })

  it('gives one new column to one lost relation, the most alike, whatever their order', () => {
    const text = CLUB.replace('@map("member_id")', '@map("host_no")').replace(
      '  hostEmail String @map("host_mail")\n',
      '',
    )
    const [guest, host] = ['visits(guest_id)->members(id)', 'visits(host_id)->members(id)']
    for (const relations of [
      { [guest]: MEMBER, [host]: MEMBER },
      { [host]: MEMBER, [guest]: MEMBER },
    ]) {
      const { drift } = lives(text, relations)
      const suggested = Object.fromEntries(drift.map(({ id, suggestion }) => [id, suggestion]))
      expect(suggested).toEqual({ [guest]: null, [host]: 'visits(host_no)->members(id)' })
    }
  })

  const MANY = `model Member {
  id Int @id

  @@map("members")
}

model Visit {
  id Int @id
  x  Int @map("hosting_member_no")
  y  Int @map("guest_member_no")

  @@map("visits")
}
`
  it('gives the others their next best, weighed against all that is left', () => {
    const lost = (column: string) => `visits(${column})->members(id)`
    const { drift } = lives(MANY, {
      // The first two are most like one column; what is left is more like the third than like the second.
      [lost('hosting_member')]: MEMBER,
      [lost('hostin_member')]: MEMBER,
      [lost('guest_memb')]: MEMBER,
    })
    expect(Object.fromEntries(drift.map(({ id, suggestion }) => [id, suggestion]))).toEqual({
      [lost('hosting_member')]: lost('hosting_member_no'),
      [lost('hostin_member')]: null,
      [lost('guest_memb')]: lost('guest_member_no'),
    })
    const two = lives(MANY, { [lost('hosting_member')]: MEMBER, [lost('hostin_member')]: MEMBER }).drift
    expect(two.map(({ suggestion }) => suggestion)).toEqual([
      lost('hosting_member_no'),
      lost('guest_member_no'),
    ])
  })

  it('gives one table and one key to one lost relation, and none that was decided about', () => {
    const tables = ['old_visit(y)->members(id)', 'visitss(y)->members(id)']
    const text = MANY.replace('@map("guest_member_no")', '')
    const suggestions = (relations: Readonly<Record<string, RememberedRelation>>) =>
      lives(text, relations).drift.map(({ suggestion }) => suggestion)
    const [old = '', near = ''] = tables
    expect(suggestions({ [old]: MEMBER, [near]: MEMBER })).toEqual([null, 'visits(y)->members(id)'])
    const known = { 'visits(y)->members(id)': { verdict: 'reject' as const } }
    expect(suggestions({ [near]: MEMBER, ...known })).toEqual([null])
    const keys = { 'visits(y)->members(no)': MEMBER, 'visits(y)->members(code)': MEMBER }
    expect(suggestions(keys).filter((suggestion) => suggestion !== null)).toEqual(['visits(y)->members(id)'])
    expect(suggestions({ 'visits(y)->members(no)': MEMBER, ...known })).toEqual([null])
  })

  it('renames both tables of a relation, also into a schema', () => {
    const text = `${MANY.replace('@@map("members")', '@@map("members")\n  @@schema("crm")').replace('@map("guest_member_no")', '')}`
    const { drift } = lives(text, { 'visit(y)->members(id)': MEMBER })
    expect(drift[0]).toMatchObject({
      says: 'The table visit is gone; it may be visits now. The table members is gone; it may be crm.members now.',
      suggestion: 'visits(y)->crm.members(id)',
      successor: { from: { model: 'Visit', fields: ['y'] } },
    })
  })

  it('reports what Prisma cannot relate at all, instead of missing it for ever', () => {
    const text = CLUB.replace('id    Int    @id', 'id Unsupported("x") @unique').replace(
      'memberId  Int   ',
      'memberId Unsupported("x") ',
    )
    expect(remembered(text, { verdict: 'accept' })).toMatchObject({
      decisions: [],
      drift: [
        {
          says: 'It cannot be written: Visit.memberId is no column that Prisma can relate.',
          restored: false,
        },
      ],
    })
  })

  it('lets SetNull stand only where every column may be empty, as Prisma does', () => {
    const text = (row: string) =>
      `model Row {\n  hall Int\n  id Int\n  @@id([hall, id])\n}\nmodel Seat {\n  id Int @id\n  hall Int?\n  ${row}\n}\n`
    const entry: RememberedRelation = { verdict: 'accept', onDelete: 'SetNull' }
    const relations = { 'Seat(hall,row)->Row(hall,id)': entry }
    expect(lives(text('row Int?'), relations).decisions).toHaveLength(1)
    const [lost] = lives(text('row Int'), relations).drift
    expect(lost?.says).toContain('onDelete: SetNull cannot stand')
  })

  it('lets no column take the place of two in one key', () => {
    const text = `model Key {
  a Int
  b Int

  @@id([a, b])
}

model Lock {
  id   Int @id
  keyA Int
}
`
    const { drift } = lives(text, { 'Lock(key_a,key_b)->Key(a,b)': MEMBER })
    expect(drift.map(({ suggestion }) => suggestion)).toEqual([null])
  })
})

/** One run without a terminal that accepts what it finds: its result, and the file it leaves. */
function run(text: string, file: DecisionsFile, answers: readonly Decision[] = []) {
  const schema = schemaOf(text)
  const { decisions, drift } = recall(schema, file)
  const { references } = infer(schema)
  const all = [...decisions, ...answers]
  const style: EditStyle = { ...DEFAULT_STYLE, indexes: 'off', format: false }
  const plan = planEdits(schema, acceptedChoices(all), style)
  const wouldBe = planEdits(schema, wouldBeChoices(openReferences(schema, references, all), all), style)
  const outcomes = outcomesOf({ schema, references, decisions: all, plan, wouldBe })
  return { drift, outcomes, file: remember(file, { schema, relations: outcomes, drift }) }
}

describe('a policy', () => {
  it('overwrites nothing that somebody wrote and that does not fit for now', () => {
    const setNull: RememberedRelation = { verdict: 'accept', onDelete: 'SetNull', map: 'fk_visit' }
    for (const [id, entry] of [
      [ID, setNull],
      ['visits(member_id)->people(id)', MEMBER],
    ] as const) {
      const byPolicy: Decision = {
        id: ID,
        verdict: 'accept',
        choice: { from: { model: 'Visit', fields: ['memberId'] }, to: { model: 'Member', fields: ['id'] } },
        by: 'policy',
      }
      expect(run(CLUB, fileOf({ [id]: entry }), [byPolicy]).file.relations[id]).toEqual(entry)
    }
  })
})

describe('remember', () => {
  const accepted = (fields: readonly string[]): Decision => ({
    id: 'visits(member_ref)->members(id)',
    verdict: 'accept',
    choice: { from: { model: 'Visit', fields }, to: { model: 'Member', fields: ['id'] } },
    by: 'user',
  })

  it('writes nothing new when a run decided nothing new', () => {
    const before = fileOf({
      [ID]: { ...MEMBER, note: 'asked in May' },
      'other(x)->members(id)': { verdict: 'reject' },
    })
    expect(printDecisions(run(CLUB, before).file)).toBe(printDecisions(before))
  })

  it('lets the successor of a lost relation take its place', () => {
    const renamed = CLUB.replace('memberId  Int    @map("member_id")', 'memberRef Int @map("member_ref")')
    const { file } = run(renamed, fileOf({ [ID]: { ...MEMBER, onDelete: 'Cascade' } }), [
      accepted(['memberRef']),
    ])
    expect(file.relations).toEqual({
      'visits(member_ref)->members(id)': expect.objectContaining({ verdict: 'accept', onDelete: 'Cascade' }),
    })
    expect(run(renamed, file).drift).toEqual([])
  })

  it('forgets an action that no longer stands once a person accepts the relation anew', () => {
    const again: Decision = {
      id: ID,
      verdict: 'accept',
      choice: { from: { model: 'Visit', fields: ['memberId'] }, to: { model: 'Member', fields: ['id'] } },
      by: 'user',
    }
    const { drift, file } = run(CLUB, fileOf({ [ID]: { ...MEMBER, onDelete: 'SetNull' } }), [again])
    expect(drift).toHaveLength(1)
    expect(file.relations[ID]?.onDelete).toBeUndefined()
    expect(run(CLUB, file).drift).toEqual([])
  })

  it('keeps a name that somebody chose, also where it could not be written this time', () => {
    const host: RememberedRelation = { verdict: 'accept', field: 'host', back: 'hosted', relation: 'Same' }
    const ids = { [ID]: { ...MEMBER, relation: 'Same' }, 'visits(host_mail)->members(e_mail)': host }
    const { outcomes, file } = run(CLUB, fileOf(ids))
    expect(new Set(outcomes.map(({ names }) => names.relation)).size).toBe(2)
    expect(Object.values(file.relations).map(({ relation }) => relation)).toEqual(['Same', 'Same'])
  })

  it('says nothing of an action where the schema declares the relation', () => {
    const declared = CLUB.replace(
      '  hostEmail',
      '  member Member @relation(fields: [memberId], references: [id])\n  hostEmail',
    )
    const entry = { [ID]: { ...MEMBER, onDelete: 'SetNull' } }
    expect(run(declared, fileOf(entry)).drift).toEqual([])
  })

  it('reports a new shape once', () => {
    const optional = CLUB.replace('memberId  Int ', 'memberId  Int?')
    const first = run(optional, fileOf({ [ID]: MEMBER }))
    expect(first.drift).toHaveLength(1)
    expect(run(optional, first.file).drift).toEqual([])
  })
})

describe('adopt', () => {
  it('takes hand-written relations as they stand, so that they come back after a pull deleted them', () => {
    const byHand = `model Member {
  id       Int     @id
  hosted   Visit[] @relation("Host")
  attended Visit[]
}

model Visit {
  id       Int    @id
  memberId Int
  hostId   Int?
  guest    Member  @relation(fields: [memberId], references: [id], onDelete: Cascade, map: "fk_guest")
  host     Member? @relation("Host", fields: [hostId], references: [id], onUpdate: NoAction)
}
`
    const { file, adopted } = adopt(schemaOf(byHand), noDecisions)
    expect(adopted).toEqual(['Visit(memberId)->Member(id)', 'Visit(hostId)->Member(id)'])
    expect(adopt(schemaOf(byHand), file).adopted).toEqual([])

    const pulled = byHand.replace(/^ .*(Visit\[\]|@relation).*\n/gm, '')
    expect(recall(schemaOf(pulled), file).decisions.map(({ choice }) => choice)).toMatchObject([
      { names: { field: 'guest', back: 'attended', relation: null }, onDelete: 'Cascade', map: 'fk_guest' },
      { names: { field: 'host', back: 'hosted', relation: 'Host' }, onUpdate: 'NoAction' },
    ])
  })
})

/** How often a run over so many decisions looks at the name of a table. */
function looksFor(count: number): number {
  const models = Array.from(
    { length: count },
    (_, i) => `model T${i} {\n  id Int @id\n  parentId Int\n  name String\n}\n`,
  )
  const file = fileOf(
    Object.fromEntries(
      models.map((_, i) => [
        `T${i}(parentId)->T${(i + 1) % count}(id)`,
        { verdict: 'accept', field: 'parent', back: 'children' },
      ]),
    ),
  )
  const plain = schemaOf(models.join('\n'))
  let looks = 0
  const counted = plain.models.map((model) =>
    Object.defineProperty({ ...model }, 'dbName', {
      get: () => {
        looks++
        return model.dbName
      },
    }),
  )
  const schema = { ...plain, models: counted }
  const { decisions } = recall(schema, file)
  const references = decisions.map(({ id, choice: { from, to } }): Reference => {
    const shape = { cardinality: 'many-to-one' as const, optional: false, convention: '', evidence: [] }
    return { from, candidates: [{ id, from, to, confidence: 1, ...shape }] }
  })
  expect(openReferences(schema, references, decisions)).toEqual([])
  expect(decisions).toHaveLength(count)
  return looks
}

it('recalls with look-ups: ten times the decisions take ten times the looks', () => {
  expect(looksFor(300)).toBe(10 * looksFor(30))
})
