import internals from '@prisma/internals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type InferOptions, infer } from '../src/infer/infer.js'
import { keyOwnersOf } from '../src/infer/key-owners.js'
import { nameIndexOf } from '../src/infer/name-index.js'
import { sureReferences } from '../src/infer/sure-references.js'
import { NOBODY, type SchemaAnswers, unanswered } from '../src/relation/answers.js'
import type { Inference } from '../src/relation/candidate.js'
import { explain } from '../src/report/explain.js'
import { read } from '../src/schema/read.js'
import type { Schema } from '../src/schema/schema.js'
import { generatedSchema } from './generated-schema.js'
import { smallSchema, smallText } from './small-schema.js'

const schemaOf = (text: string): Schema => read([{ path: 'schema.prisma', text }])

/** The best candidate of every column set, as `posts.user_id -> users.id`. */
const best = ({ references }: Inference): readonly string[] =>
  references.map(({ candidates: [first] }) =>
    (first?.id ?? '').replace(/\((\w+)\)/g, '.$1').replace('->', ' -> '),
  )

/** The models that some column may reference. */
const targets = ({ references }: Inference): readonly string[] =>
  references.flatMap(({ candidates }) => candidates.map(({ to }) => to.model))

const reasons = ({ unresolved }: Inference): Readonly<Record<string, string>> =>
  Object.fromEntries(unresolved.map(({ from, reason }) => [`${from.model}.${from.fields.join()}`, reason]))

const confidenceOf = ({ references }: Inference, id: string): number =>
  references.flatMap(({ candidates }) => candidates).find((one) => one.id === id)?.confidence ?? 0

const own = (part: Partial<NonNullable<InferOptions['own']>>): InferOptions => ({
  own: { rules: [], ignore: [], aliases: {}, ...part },
})

describe('what a column may reference', () => {
  it('leaves declared relations alone', () => {
    const inference = infer(
      schemaOf(`
        model User { 
          id Int @id
          posts Post[]
        }
        model Post {
          id Int @id
          userId Int
          editorId Int
          user User @relation(fields: [userId], references: [id])
        }`),
    )
    expect(best(inference)).toEqual(['Post.editorId -> User.id'])
  })

  it('takes a pair that means rows of many tables for no reference to a table with the same pair', () => {
    const table = (name: string, key: string) => `
      model ${name} {
        id          Int    @id
        subjectType String
        subjectId   Int
        @@${key}([subjectType, subjectId])
      }`
    const tables = [table('Pin', 'unique'), table('Note', 'index'), table('Visit', 'index')]
    expect(best(infer(schemaOf(tables.join('\n'))))).toEqual([])
  })

  it('is sure of no column that two tables could mean', () => {
    const sure = (tables: string): readonly string[] =>
      sureReferences(nameIndexOf(smallSchema(tables))).map(({ column }) => column.field.name)
    expect(sure('users(id), posts(id, user_id, title:s)')).toEqual(['user_id'])
    expect(sure('user(id), users(id), posts(id, user_id, title:s)')).toEqual([])
  })

  it.each([
    ['the only table with a key of that name', 'tguest(kGuest), tstay(kStay, kGuest)', 'tguest'],
    ['the table that others extend', 'guest_card(guest_no), guest(guest_no), stay(id, guest_no)', 'guest'],
    [
      'the table that the name is taken from',
      'tguestext(kGuest), tguest(kGuest), tstay(kStay, kGuest)',
      'tguest',
    ],
    ['no table whose key is a reference', 'guest(id), guest_card(guest_id), stay(id, guest_id)', undefined],
    [
      'no table that only extends the one it is short for',
      'recipes(id), recipetexts(recid), stay(id, recid)',
      undefined,
    ],
    ['none of several', 'email_state(state_id), room_state(state_id), stay(id, state_id)', undefined],
  ])('takes the name of a key for that of %s', (_, tables, owner) => {
    const nameIndex = nameIndexOf(smallSchema(tables))
    const column = nameIndex.tables.at(-1)?.columns.at(-1)
    const found = column && keyOwnersOf(nameIndex).ownerOf(column)
    expect(found?.table.model.name).toBe(owner)
  })

  it('means the table of its own database schema first, and is not sure of it', () => {
    const berth = (name: string, schema: string) =>
      `model ${name} {\n id Int @id\n @@map("berth")\n @@schema("${schema}")\n}\n`
    const boat = 'model boat {\n id Int @id\n berth_id Int\n @@schema("river")\n}\n'
    const { references } = infer(schemaOf(berth('sea_berth', 'sea') + berth('river_berth', 'river') + boat))
    const reference = references.find(({ from }) => from.model === 'boat')
    expect(reference?.candidates.map(({ to }) => to.model)).toEqual(['river_berth', 'sea_berth'])
    expect(reference?.candidates[0]?.confidence).toBeLessThan(0.9)
  })

  it.each([
    [
      'a value that two columns name together',
      'crew(id, boat, boat_deck), boats(id, name:s), boat_decks(id, deck)',
    ],
    ['a number of the rows themselves', 'fleets(id), sea_trips(trip_no), land_trips(kind+trip_no)'],
  ])('asks about %s', (_, tables) => {
    const { references } = infer(smallSchema(tables))
    const asked = references.filter(({ from }) => /boat_deck|trip_no/.test(from.fields.join()))
    expect(asked.map(({ candidates: [first] }) => first?.confidence ?? 0).filter((p) => p >= 0.9)).toEqual([])
    expect(asked).not.toEqual([])
  })

  it.each([
    [
      'the table without a general end',
      'mill(mill), batch_header(mill+batch_no), batch_line(mill+batch_no+line_no)',
      'batch_line(mill,batch_no)->batch_header(mill,batch_no)',
    ],
    [
      'the end of the table',
      'fuel_pump(yard_no+pump_no), refills(id, yard_no, pump_no)',
      'refills(yard_no,pump_no)->fuel_pump(yard_no,pump_no)',
    ],
    [
      'each of two roles',
      'trip(trip_id), trip_leg(trip_id+leg_no), swaps(id, old_trip_id, old_leg_no, new_trip_id, new_leg_no)',
      'swaps(new_trip_id,new_leg_no)->trip_leg(trip_id,leg_no)',
    ],
  ])('offers a composite key that is named after %s', (_, tables, id) => {
    expect(confidenceOf(infer(smallSchema(tables)), id)).toBeGreaterThan(0.4)
  })

  it.each([
    ['alone', 'flags(id, code!:s), boats(id, flag_code:s)', 'boats(flag_code)->flags(code)'],
    [
      'among ids',
      'flags(id, code!:s), ports(id), boats(id, flag_code:s, port_id), tugs(id, port_id), crews(id, boat_id)',
      'boats(flag_code)->flags(code)',
    ],
    ['a book number', 'book(id, isbn!:s), copies(id, book_isbn:s, shelf)', 'copies(book_isbn)->book(isbn)'],
  ])('offers a unique code beside an id: %s', (_, tables, id) => {
    expect(confidenceOf(infer(smallSchema(tables)), id)).toBeGreaterThan(0.5)
    expect(confidenceOf(infer(smallSchema(tables)), id)).toBeLessThan(0.9)
  })

  it('takes a code beside the id of the same row for a copy', () => {
    const inference = infer(smallSchema('flags(id, code!:s), boats(id, flag_id, flag_code:s)'))
    expect(confidenceOf(inference, 'boats(flag_code)->flags(code)')).toBeLessThan(0.5)
  })

  it('tells that the key is not the primary one', () => {
    const { references } = infer(smallSchema('flags(id, code!:s), boats(id, flag_code:s)'))
    const [reference] = references.filter(({ from }) => from.model === 'boats')
    expect(reference?.candidates[0]?.evidence).toContainEqual(
      expect.objectContaining({ source: 'key', says: 'flags.code is unique, but no primary key' }),
    )
  })

  it("takes no key for its own table's where another table is called so", () => {
    const inference = infer(
      smallSchema('port_berths(id), crew_berths(crew_no+berth_id), shifts(id, crew_no, berth_id)'),
    )
    const id = 'shifts(crew_no,berth_id)->crew_berths(crew_no,berth_id)'
    expect(confidenceOf(inference, id)).toBeLessThan(0.5)
  })

  it('takes no part of a key that is named after its own table for a role', () => {
    const inference = infer(smallSchema('users(id), stalls(user_id+stall_id), carts(id, user_id)'))
    expect(best(inference)).not.toContain('stalls.stall_id -> users.id')
  })

  it('knows a table by its name in the database', () => {
    const inference = infer(
      schemaOf(
        'model Renamedcase {\n id Int @id\n @@map("case")\n}\nmodel hearing {\n id Int @id\n case_id Int\n}',
      ),
    )
    expect(best(inference)).toEqual(['hearing.case_id -> case.id'])
  })

  it('infers the same of all other columns once a relation is declared: a second run finds nothing new', () => {
    const text = smallText('members(member_id), member_cards(member_id, n:s), visits(id, member_id)')
    const declared = text
      .replace('n String', 'n String\n  of members @relation(fields: [member_id], references: [member_id])')
      .replace('member_id Int @id', 'member_id Int @id\n  cards member_cards?')
    const ofVisits = (source: string) =>
      infer(schemaOf(source)).references.filter(({ from }) => from.model === 'visits')
    expect(infer(schemaOf(declared)).declared).toHaveLength(1)
    expect(ofVisits(declared)).toEqual(ofVisits(text))
  })

  it('gives rivals of one column chances that leave room for none of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (count) => {
        for (const { candidates } of infer(schemaOf(generatedSchema(count))).references) {
          const confidences = candidates.map(({ confidence }) => confidence)
          expect(confidences).toEqual(confidences.toSorted((a, b) => b - a))
          expect(confidences.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1.01)
        }
      }),
      { numRuns: 10 },
    )
  })

  it('never says against a candidate what speaks for it', () => {
    const { references } = infer(schemaOf(generatedSchema(60)))
    const against = references
      .flatMap(({ candidates }) => candidates.flatMap(({ evidence }) => evidence))
      .filter(({ weight }) => weight < 0)
    expect(against.length).toBeGreaterThan(0)
    const praise = /^both are | is the primary key$| leads an index$| holds persons$/
    expect(against.filter(({ says }) => praise.test(says))).toEqual([])
  })

  it('does not care how names are spelled', () => {
    const camel = 'User(id), SalesOrder(id, userId, approvedById), OrderLine(id, salesOrderId, parentLineId)'
    const snake = camel.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
    expect(best(infer(smallSchema(snake)))).toEqual(
      best(infer(smallSchema(camel))).map((link) => link.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()),
    )
  })

  it.each([
    ['takes a primary key for a reference where its values may come from another row', '', ['User']],
    ['but not where the database makes them up', '@default(autoincrement())', []],
  ])('%s', (_, origin, models) => {
    const schema = schemaOf(`
      model User {
        userId Int @id @default(autoincrement())
      }
      model Account {
        userId Int @id ${origin}
      }`)
    expect(targets(infer(schema))).toEqual(models)
  })

  it('never means a model that the client ignores, unless asked to', () => {
    const schema = schemaOf(`
      model User {
        id Int @id
        @@ignore
      }
      model Post {
        id Int @id
        userId Int
      }`)
    expect(targets(infer(schema))).not.toContain('User')
    expect(targets(infer(schema, { includeIgnored: true }))).toContain('User')
  })

  it('finds references of several columns to a tenant key', () => {
    const inference = infer(
      smallSchema('Space(id), Survey(id, spaceId, id+spaceId!), Answer(id, surveyId, spaceId)'),
    )
    const [tenant] = inference.references.filter(({ from }) => from.fields.length > 1)
    expect(tenant?.candidates[0]).toMatchObject({
      from: { model: 'Answer', fields: ['surveyId', 'spaceId'] },
      to: { model: 'Survey', fields: ['id', 'spaceId'] },
      convention: 'tenant-key',
    })
  })
})

describe('what is not offered, and why', () => {
  it('names the better target that a relation cannot reference', () => {
    const inference = infer(smallSchema('users(id:s), archived_users(id), posts(id, user_id)'))
    expect(inference.unresolved).toContainEqual(
      expect.objectContaining({
        reason: 'type-differs',
        says: 'looks like users.id, but Int and String differ',
        guesses: expect.arrayContaining([{ to: { model: 'users', fields: ['id'] }, confidence: 0 }]),
      }),
    )
    expect(best(inference)).not.toContain('posts.user_id -> archived_users.id')
  })

  it.each([
    [
      'two tables by a type column',
      'notes(id, subject_id, subject_type:s), subject_lines(id)',
      'notes.subject_id',
      'polymorphic',
    ],
    [
      'a person whose key has another type',
      'users(id:s), posts(id:s, author_id)',
      'posts.author_id',
      'type-differs',
    ],
    ['an id of another system', 'users(id), shops(id, stripe_user_id:s)', 'shops.stripe_user_id', 'external'],
    [
      'a table without a key of one column',
      'members(team+person), visits(id, member_id)',
      'visits.member_id',
      'not-unique',
    ],
    ['nothing in the schema', 'shops(id:s, galaxy_id)', 'shops.galaxy_id', 'no-target'],
  ])('%s', (_, tables, column, reason) => {
    expect(reasons(infer(smallSchema(tables)))).toMatchObject({ [column]: reason })
  })

  it('takes a number beside a column for a fact about the product that is named', () => {
    const inference = infer(smallSchema('products(id), prices(id, product_id, product_type)'))
    expect(reasons(inference)['prices.product_id']).toBeUndefined()
    expect(best(inference)).toEqual(['prices.product_id -> products.id'])
  })

  it('asks of a thing beside a text, which may name other models all the same', () => {
    const { references } = infer(smallSchema('products(id), prices(id, product_id, product_type:s)'))
    const confidences = references.map(({ candidates }) => candidates[0]?.confidence ?? 0)
    expect(confidences.length).toBe(1)
    expect(Math.max(...confidences)).toBeLessThan(0.5)
  })

  it.each([
    ['users(id), logs(id, user_id, user_type:s)', 'logs.user_id'],
    ['targets(id), hooks(id, target_id, target_type:s)', 'hooks.target_id'],
    ['users(id), events(id, object_name:s, objectid, objecttable:s)', 'events.objectid'],
  ])('takes a text beside a person or a role for the name of its table: %s', (tables, column) => {
    expect(reasons(infer(smallSchema(tables)))[column]).toBe('polymorphic')
  })

  it('takes the very key of a table for a reference, whatever type of it stands beside', () => {
    const inference = infer(
      smallSchema('products(products_id, products_model:s), prices(id, products_id, products_model:s)'),
    )
    expect(reasons(inference)['prices.products_id']).toBeUndefined()
  })

  it('knows the better target with the prefix of all tables too', () => {
    const inference = infer(
      smallSchema('zq_card(id:s), zq_rate_card(id), zq_shop(id), zq_buddy(id, id_zq_card)'),
    )
    expect(reasons(inference)['zq_buddy.id_zq_card']).toBe('type-differs')
    expect(best(inference)).toEqual([])
  })

  it('sees a type that is written in one word with the column', () => {
    const tables = (type: string) => `notes(name:s), invoices(name:s, note:s, ${type}:s)`
    expect(reasons(infer(smallSchema(tables('notetype'))))['invoices.note']).toBe('polymorphic')
    expect(reasons(infer(smallSchema(tables('paper'))))['invoices.note']).toBeUndefined()
  })

  it('says nothing of words that only end in id', () => {
    const inference = infer(smallSchema('bills(id, paid, valid, grid), users(id)'))
    expect(best(inference)).toEqual([])
    expect(inference.unresolved).toEqual([])
  })
})

describe('what a project adds', () => {
  it('rules with globs', () => {
    const schema = smallSchema('customers(id, number!), bills(id, cust_no), offers(id, cust_no)')
    const options = own({ rules: [{ from: '*.cust_no', to: 'customers.number' }] })
    expect(best(infer(schema, options))).toEqual([
      'bills.cust_no -> customers.number',
      'offers.cust_no -> customers.number',
    ])
    expect(confidenceOf(infer(schema, options), 'bills(cust_no)->customers(number)')).toBeGreaterThan(0.9)
  })

  it('rules with a part that both sides repeat', () => {
    const schema = smallSchema('boats(id), ports(id), trips(id, boat_ref, port_ref)')
    const options = own({ rules: [{ from: '*.<t>_ref', to: '<t>.id' }] })
    expect(best(infer(schema, options))).toEqual(['trips.boat_ref -> boats.id', 'trips.port_ref -> ports.id'])
  })

  it('rules that cover a key itself, which does not reference itself by that', () => {
    const inference = infer(
      smallSchema('users(id), posts(id)'),
      own({ rules: [{ from: '*.*', to: 'users.id' }] }),
    )
    expect(best(inference)).not.toContain('users.id -> users.id')
  })

  it('says that a rule finds no key', () => {
    const options = own({ rules: [{ from: '*.quay_ref', to: 'boats.name' }] })
    const { unresolved, ruleMisses } = infer(smallSchema('boats(id), trips(id, quay_ref:s)'), options)
    expect(unresolved).toMatchObject([{ reason: 'no-target', says: expect.stringContaining('boats.name') }])
    expect(ruleMisses).toMatchObject([{ from: { fields: ['quay_ref'] } }])
  })

  it('a rule that is too wide, which takes nothing away', () => {
    const schema = smallSchema('users(id), boats(id), trips(id, user_id, boat_id, port_id)')
    const wide = infer(schema, own({ rules: [{ from: '*.<t>', to: '<t>.<t>' }] }))
    expect(best(wide)).toEqual(best(infer(schema)))
    expect(wide.ruleMisses.map(({ rule, from }) => [rule, from.fields[0]])).toEqual(
      ['user_id', 'boat_id', 'port_id'].map((field) => ['*.<t> -> <t>.<t>', field]),
    )
  })

  it('columns and tables to ignore', () => {
    const schema = smallSchema('users(id), posts(id, user_id), logs(id, user_id), visits(id, user_id)')
    expect(best(infer(schema, own({ ignore: ['logs', '*its.user_id'] })))).toEqual([
      'posts.user_id -> users.id',
    ])
  })

  it('ids to ignore, of one relation or of many', () => {
    const schema = smallSchema('users(id), guests(id), posts(id, user_id), logs(id, user_id)')
    const everywhere = best(infer(schema))
    expect(everywhere).toEqual(['posts.user_id -> users.id', 'logs.user_id -> users.id'])
    const one = infer(schema, own({ ignore: ['posts( user_id ) -> users(id)'] }))
    expect(best(one)).toContain('logs.user_id -> users.id')
    expect(best(one)).not.toContain('posts.user_id -> users.id')
    expect(
      best(infer(schema, own({ ignore: ['*->users(id)'] }))).filter((id) => id.endsWith(' users.id')),
    ).toEqual([])
  })

  it('rules in which a part stands twice, and means the same text there', () => {
    const schema = smallSchema('boats(id), ports(id), boat_logs(id, boat_ref, port_ref)')
    const options = own({ rules: [{ from: '<t>_logs.<t>_ref', to: '<t>s.id' }] })
    expect(best(infer(schema, options))).toContain('boat_logs.boat_ref -> boats.id')
    expect(confidenceOf(infer(schema, options), 'boat_logs(boat_ref)->boats(id)')).toBe(0.99)
    const other = 'boat_logs(port_ref)->ports(id)'
    expect(confidenceOf(infer(schema, options), other)).toBe(confidenceOf(infer(schema), other))
  })

  it.each([
    [{ from: '*.<t>_ref', to: '<x>.id' }, '<x> stands in "to" but not in "from"'],
    [{ from: '*.<1>_ref', to: '<1>.id' }, '<1> is no name of a part'],
    [{ from: '<t>_ref', to: '<t>.id' }, '"from" names no column'],
    [{ from: '*.<t>_ref', to: '<t>' }, '"to" names no key'],
    [{ from: '*.<t>_ref', to: '*.id' }, '"to" names one key'],
  ])('refuses a rule that can mean nothing: %j', (rule, says) => {
    expect(() => infer(smallSchema('a(id)'), own({ rules: [rule] }))).toThrow(says)
  })

  it('aliases', () => {
    const schema = smallSchema('kunden(id), vertraege(id, fk_kd_nr)')
    const options = own({ aliases: { kd: 'kunden' } })
    expect(best(infer(schema, options))).toContain('vertraege.fk_kd_nr -> kunden.id')
  })
})

describe('the rules that the names of a schema follow', () => {
  const tables = ['kunde', 'waehrung', 'sprache', 'artikel', 'lager', 'steuer']
  const references = tables.map((name) => `k${name}`).join(', ')
  const house = smallSchema(
    `${tables.map((name) => `t${name}(k${name}, n:s)`).join(', ')}, tauftrag(kauftrag, ${references}, kbote)`,
  )

  it('are found with what follows them and what does not', () => {
    expect(infer(house).rules).toEqual([
      {
        from: '*.k<t>',
        to: 't<t>.k<t>',
        relations: tables.map((name) => `tauftrag(k${name})->t${name}(k${name})`),
        unexplained: [{ model: 'tauftrag', fields: ['kbote'] }],
      },
    ])
  })

  it('are none where few columns follow, or half of them do not', () => {
    expect(infer(smallSchema('users(id), posts(id, users_id), notes(id, users_id)')).rules).toEqual([])
    const names = Array.from({ length: 9 }, (_, i) => `kfremd${'abcdefghi'[i]}`).join(', ')
    const mixed = smallSchema(
      `${tables.map((name) => `t${name}(k${name}, n:s)`).join(', ')}, tauftrag(kauftrag, ${references}, ${names})`,
    )
    expect(infer(mixed).rules).toEqual([])
  })

  it('bring every column that follows them once they are rules of the project', () => {
    const [rule] = infer(house).rules
    const ruled = infer(house, own({ rules: rule === undefined ? [] : [rule] }))
    expect(ruled.references.map(({ candidates: [first] }) => first?.confidence)).toEqual(
      tables.map(() => 0.99),
    )
  })
})

it('takes a number that counts the rows which reference it for no relation', () => {
  const walks = smallSchema('walks(id, steps, rests), steps(id, walk_id), rests(id, walk_id), dogs(id, walk)')
  expect(confidenceOf(infer(walks), 'walks(steps)->steps(id)')).toBeLessThan(0.1)
})

describe('questions about the schema', () => {
  const shops =
    'shops(id), colours(id), hats(id, shop_id, colour_id, size), caps(id, shop_id, colour_id, size)'
  const text = `staff(id), members(id), size(id), posts(id, created_by), notes(id, created_by), ${shops}`
  const schema = smallSchema(text)

  it('asks what bears on several relations, with a default and the relations', () => {
    const { questions } = infer(schema)
    expect(questions.map(({ name }) => name)).toEqual(['audit', 'person', 'bare-names'])
    expect(questions[1]).toMatchObject({ choices: ['staff', 'members', NOBODY], default: 'staff' })
    expect(questions[2]?.relations).toEqual(['hats(size)->size(id)', 'caps(size)->size(id)'])
  })

  it('asks nothing that is certain, and names what most plainly means somebody', () => {
    const certain = 'users(id), members(id), posts(id, user_id), notes(id, user_id)'
    expect(infer(smallSchema(certain)).questions).toEqual([])
    const roles = 'hats(id, shop_id, sold_by), caps(id, shop_id, owner_id), posts(id, created_by)'
    const asked = infer(smallSchema(`staff(id), members(id), shops(id), ${roles}`)).questions
    expect(asked.find(({ name }) => name === 'person')?.says).toBe(
      'Whom do columns such as owner_id, sold_by, created_by mean?',
    )
  })

  it('moves by an answer only what it is about', () => {
    const rest = (inference: Inference, name: string) =>
      inference.references.filter(({ from: { fields } }) => fields[0] !== name)
    const before = infer(schema)
    for (const person of ['members', NOBODY])
      expect(rest(infer(schema, { answers: { person } }), 'created_by')).toEqual(rest(before, 'created_by'))
    expect(rest(infer(schema, { answers: { bareNames: false } }), 'size')).toEqual(rest(before, 'size'))
    expect(best(infer(schema, { answers: { person: 'members' } }))).toContain(
      'posts.created_by -> members.id',
    )
    const nobody = infer(schema, { answers: { person: NOBODY } })
    expect(confidenceOf(nobody, 'posts(created_by)->staff(id)')).toBeLessThan(0.1)
  })

  it.each([
    ['audit', true, false, 'posts(created_by)->staff(id)'],
    ['bareNames', true, false, 'hats(size)->size(id)'],
  ] as const)('lets the answer to %s outweigh the rest', (name, yes, no, id) => {
    const asked = (answer: boolean) => confidenceOf(infer(schema, { answers: { [name]: answer } }), id)
    expect(asked(yes)).toBeGreaterThan(confidenceOf(infer(schema), id))
    expect(asked(no)).toBeLessThan(0.1)
  })

  it('puts none again that was answered, whatever the answer', () => {
    const { questions } = infer(schema)
    const left = (known: SchemaAnswers) => unanswered(questions, known).map(({ name }) => name)
    expect(left({})).toEqual(['audit', 'person', 'bare-names'])
    expect(left({ person: 'members', audit: false })).toEqual(['bare-names'])
    expect(left({ bareNames: false })).toEqual(['audit', 'person'])
    expect(questions[0]?.choices).toEqual(['yes', 'no'])
  })

  it('takes the person that was named', () => {
    expect(best(infer(schema, { answers: { person: 'members' } }))).toContain(
      'posts.created_by -> members.id',
    )
  })
})

describe('the account of a column', () => {
  const schema = smallSchema(
    'users(id), user_events(id, subject_id, subject_type:s), posts(id, author_id, user_id)',
  )
  const account = (column: string) => explain(schema, infer(schema), column, 80)

  it('tells candidates, evidence and reasons within 80 columns', () => {
    expect(account('posts.user_id')).toMatch(/^posts\.user_id\nIt may reference:\n {2}users\.id, \d+ %\n/)
    expect(account('posts.author_id')).toContain('author may be a role of users')
    expect(account('user_events.subject_id')).toContain('Not offered (polymorphic)')
    expect(account('users.id')).toContain('Nothing suggests')
    for (const column of ['posts.user_id', 'posts.author_id', 'user_events.subject_id'])
      for (const line of account(column).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('knows no column that is not there', () => {
    expect(() => account('posts.nobody')).toThrow('The schema has no column posts.nobody.')
  })
})

describe('an implicit join table', () => {
  const joined = (tables: string, column: string): readonly string[] =>
    infer(smallSchema(tables)).references.flatMap(({ from, candidates }) =>
      from.fields.join() === column ? candidates.map(({ to }) => to.model) : [],
    )

  it('joins no other tables than the two that it is named after', () => {
    const tables =
      'Author(id), Book(id, author_id, user_id), Note(id, user_id, author_id), User(id), _AuthorToBook(A, B)'
    expect(joined(tables, 'A')).toEqual(['Author'])
    expect(joined(tables, 'B')).toEqual(['Book'])
  })

  it('joins no table on the wrong side of the one that is named', () => {
    const tables = 'Movie(id), User(id), Note(id, user_id), Letter(id, user_id), _Movie_fans(A, B)'
    expect(joined(tables, 'A')).toEqual(['Movie'])
    expect(joined(tables, 'B')).toContain('User')
  })
})

it('knows tables that extend others by the ending that they share', () => {
  const key = 'Int @id @default(autoincrement())'
  const names = ['Boat', 'Crew', 'Race', 'Port', 'Buoy']
  const plain = names.map((name) => `model ${name} {\n  id ${key}\n  name String\n}\n`)
  const extra = names.map((name) => `model ${name}Meta {\n  id Int @id\n  rating Int\n}\n`)
  const confidence = (text: readonly string[]) =>
    confidenceOf(infer(schemaOf(text.join('\n'))), 'BoatMeta(id)->Boat(id)')
  expect(confidence([...plain, ...extra])).toBeGreaterThan(confidence([...plain, ...extra.slice(0, 1)]) + 0.2)
})

it('writes example schemas that Prisma understands', () => {
  const text = `datasource db {\n  provider = "mysql"\n}\n\n${smallText('a(x+y), b(id, n!:s, id+n!), _AToB(A, B)')}`
  const problems: readonly { is_warning: boolean; text: string }[] = JSON.parse(
    internals.wasm.prismaSchemaWasm.lint(JSON.stringify([['schema.prisma', text]])),
  )
  expect(problems.filter((problem) => !problem.is_warning).map((problem) => problem.text)).toEqual([])
})
