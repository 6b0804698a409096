import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, answered } from '../src/decide/answer.js'
import {
  decisionsOf,
  type Interview,
  madeMoreCertain,
  openOf,
  startInterview,
  unsettledIn,
} from '../src/decide/interview.js'
import { isSafe, questionOf } from '../src/decide/next-question.js'
import type { Candidate, InducedRule, Reference } from '../src/relation/candidate.js'
import { contradict } from '../src/relation/contradiction.js'

const candidate = (model: string, fields: readonly string[], to: string, confidence: number): Candidate => ({
  id: `${model}(${fields.join(',')})->${to}`,
  from: { model, fields },
  to: { model: to, fields: fields.map(() => 'id') },
  cardinality: 'many-to-one',
  optional: false,
  confidence,
  convention: 'role',
  evidence: [],
})

/** References as inference gives them: one per column set, some of which say the same with more columns. */
const REFERENCES: fc.Arbitrary<readonly Reference[]> = fc
  .uniqueArray(
    fc.record({
      model: fc.constantFrom('Post', 'Like', 'Note'),
      fields: fc.constantFrom(['userId'], ['tenantId', 'userId'], ['authorId'], ['tenantId']),
      targets: fc.uniqueArray(fc.constantFrom('User', 'Tenant', 'Account'), { minLength: 1 }),
      confidence: fc.integer({ min: 1, max: 99 }),
    }),
    { selector: ({ model, fields }) => `${model}(${fields})` },
  )
  .map((list) =>
    list.map(({ model, fields, targets, confidence }) => ({
      from: { model, fields },
      candidates: targets.map((to, i) => candidate(model, fields, to, confidence / 100 / (i + 1))),
    })),
  )

/** A number that stands for an answer: which of those that the question allows, and to how many of the relations. */
const PICK = fc.record({ kind: fc.nat(99), some: fc.nat(99) })

function answerTo(interview: Interview, { kind, some }: { kind: number; some: number }): Answer {
  const question = questionOf(interview)
  if (question.kind === 'write') return { kind: 'write' }
  const open =
    question.kind === 'single' ? [question.open, ...question.likely, ...question.alike] : question.open
  const keys = open.slice(0, 1 + (some % open.length)).map(({ key }) => key)
  const choices: readonly Answer[] = [
    { kind: 'accept', keys },
    { kind: 'reject', keys },
    { kind: 'later', keys },
    ...(question.kind === 'single' ? [] : [{ kind: 'apart' as const }]),
  ]
  return choices[kind % choices.length] ?? { kind: 'quit' }
}

describe('the interview', () => {
  it('ends whatever is answered, and decides every column set at most once', () => {
    fc.assert(
      fc.property(REFERENCES, fc.array(PICK, { minLength: 60, maxLength: 60 }), (references, picks) => {
        let interview = startInterview(references, 0.9)
        for (const pick of picks) interview = answered(interview, answerTo(interview, pick))
        expect(interview.end).toBe('write')
        const decisions = decisionsOf(interview)
        const columns = decisions.map(({ choice: { from } }) => `${from.model}(${from.fields})`)
        expect(new Set(columns).size).toBe(columns.length)
        const accepted = decisions.filter(({ verdict }) => verdict === 'accept')
        for (const a of accepted)
          for (const b of accepted) if (a !== b) expect(contradict(a.choice, b.choice)).toBe(false)
      }),
    )
  })

  it('undoes exactly one answer on back, as often as there were answers', () => {
    fc.assert(
      fc.property(REFERENCES, fc.array(PICK, { maxLength: 12 }), (references, picks) => {
        const states = [startInterview(references, 0.9)]
        for (const pick of picks) {
          const last = states.at(-1)
          if (last === undefined || questionOf(last).kind === 'write') break
          states.push(answered(last, answerTo(last, pick)))
        }
        let interview = states.at(-1) ?? startInterview([], 0.9)
        for (const expected of states.toReversed()) {
          expect(interview).toBe(expected)
          interview = answered(interview, { kind: 'back' })
        }
        expect(interview).toBe(states[0])
      }),
    )
  })

  it('decides nothing when somebody quits, wherever that is', () => {
    fc.assert(
      fc.property(REFERENCES, fc.array(PICK, { maxLength: 12 }), (references, picks) => {
        let interview = startInterview(references, 0.9)
        for (const pick of picks) {
          if (questionOf(interview).kind === 'write') break
          interview = answered(interview, answerTo(interview, pick))
        }
        const quit = answered(interview, { kind: 'quit' })
        expect(decisionsOf(quit)).toEqual([])
        // An ended interview stays as it is.
        expect(answered(quit, { kind: 'write' })).toBe(quit)
      }),
    )
  })

  const reference = (model: string, field: string, to: string, confidence: number): Reference => ({
    from: { model, fields: [field] },
    candidates: [candidate(model, [field], to, confidence)],
  })
  const references = [
    reference('Post', 'userId', 'User', 0.97),
    reference('Like', 'userId', 'User', 0.95),
    reference('Post', 'created_by', 'User', 0.7),
    reference('Like', 'created_by', 'User', 0.6),
    reference('Note', 'ref', 'Post', 0.4),
  ]

  it('begins with all that is likely, then takes alike ones together, then one by one', () => {
    let interview = startInterview(references, 0.9)
    const next = (answer: Answer) => {
      interview = answered(interview, answer)
      return questionOf(interview)
    }
    expect(questionOf(interview)).toMatchObject({ kind: 'likely', progress: { done: 0, of: 5 } })
    const group = next({ kind: 'accept', keys: ['Post(userId)', 'Like(userId)'] })
    expect(group).toMatchObject({
      kind: 'group',
      open: [{ key: 'Post(created_by)' }, { key: 'Like(created_by)' }],
    })
    const single = next({ kind: 'apart' })
    expect(single).toMatchObject({
      kind: 'single',
      open: { key: 'Post(created_by)' },
      progress: { done: 2, of: 5 },
    })
    next({ kind: 'accept', keys: ['Post(created_by)'], names: { field: 'creator' } })
    next({ kind: 'reject', keys: ['Like(created_by)'] })
    expect(next({ kind: 'later', keys: ['Note(ref)'] })).toEqual({ kind: 'write' })
    expect(decisionsOf(interview).map(({ id, verdict, choice }) => [id, verdict, choice.names])).toEqual([
      ['Post(userId)->User', 'accept', undefined],
      ['Like(userId)->User', 'accept', undefined],
      ['Post(created_by)->User', 'accept', { field: 'creator' }],
      ['Like(created_by)->User', 'reject', undefined],
    ])
  })

  const alike = (model: string, field: string, to: string, confidence: number): Reference => ({
    from: { model, fields: [field] },
    candidates: [{ ...candidate(model, [field], to, confidence), ways: ['same-key'] }],
  })
  const house = [
    alike('Order', 'kCustomer', 'Customer', 0.4),
    alike('Invoice', 'kCustomer', 'Customer', 0.4),
    alike('Parcel', 'kCustomer', 'Customer', 0.4),
    alike('Order', 'kCurrency', 'Currency', 0.4),
    alike('Article', 'kTax', 'Tax', 0.95),
  ]
  const withConfidence = ({ from, candidates }: Reference, confidence: number): Reference => ({
    from,
    candidates: candidates.map((one) => ({ ...one, confidence })),
  })
  const taughtBy = (answer: Answer): readonly number[] => {
    const after = answered(startInterview(house, 0.9), answer)
    return openOf(after).map(({ candidate: { confidence } }) => confidence)
  }
  const customers = ['Order(kCustomer)', 'Invoice(kCustomer)', 'Parcel(kCustomer)']

  it('learns from every answer, asks first what teaches most, and learns nothing from what was certain', () => {
    expect(questionOf(startInterview(house, 0.9))).toMatchObject({ kind: 'group', open: { length: 3 } })
    const [currency = 0, tax = 0] = taughtBy({ kind: 'accept', keys: customers })
    expect(currency).toBeGreaterThan(0.55)
    expect(tax).toBeGreaterThan(0.96)
    expect(taughtBy({ kind: 'reject', keys: customers })[0]).toBeLessThan(0.3)
    expect(taughtBy({ kind: 'later', keys: customers })).toEqual([0.4, 0.95])
    expect(taughtBy({ kind: 'accept', keys: ['Article(kTax)'] })).toEqual([0.4, 0.4, 0.4, 0.4])
  })

  it('asks about a rule first where that settles most, and confirms it by a yes to all', () => {
    const rule: InducedRule = {
      from: '*.k<t>',
      to: '<t>.id',
      relations: house.slice(0, 4).flatMap(({ candidates }) => candidates.map(({ id }) => id)),
      unexplained: [],
    }
    const begin = startInterview(house, 0.9, new Map(), [rule])
    const question = questionOf(begin)
    expect(question).toMatchObject({ kind: 'rule', rule, open: { length: 4 } })
    const keys = [...customers, 'Order(kCurrency)']
    const yes = answered(begin, { kind: 'accept', keys })
    expect(yes.confirmedRules).toEqual([rule])
    expect(decisionsOf(yes)).toHaveLength(4)
    for (const answer of [
      { kind: 'accept', keys: customers },
      { kind: 'apart' },
      { kind: 'reject', keys },
    ] satisfies Answer[]) {
      const after = answered(begin, answer)
      expect(after.confirmedRules).toEqual([])
      expect(questionOf(after).kind).not.toBe('rule')
    }
  })

  it('asks apart about members of a group whose confidence differs much', () => {
    const begin = startInterview(
      [
        reference('Post', 'ref', 'User', 0.8),
        reference('Like', 'ref', 'User', 0.7),
        reference('Note', 'ref', 'User', 0.2),
      ],
      0.9,
    )
    const question = questionOf(begin)
    expect(question).toMatchObject({ kind: 'group', open: [{ key: 'Post(ref)' }, { key: 'Like(ref)' }] })
    const after = answered(begin, { kind: 'later', keys: ['Post(ref)', 'Like(ref)'] })
    expect(questionOf(after)).toMatchObject({ kind: 'single', open: { key: 'Note(ref)' } })
  })

  it('leaves out what is hardly likely, until an answer makes it so', () => {
    const weak = house.map((one) => (one.from.model === 'Order' ? withConfidence(one, 0.3) : one))
    const begin = startInterview(weak, 0.9, new Map(), [], 0.35)
    expect(openOf(begin).map(({ key }) => key)).toEqual([...customers.slice(1), 'Article(kTax)'])
    expect(unsettledIn(begin)).toHaveLength(5)
    const after = answered(begin, { kind: 'accept', keys: customers.slice(1) })
    expect(openOf(after).map(({ key }) => key)).toContain('Order(kCurrency)')
    // Whoever names it may answer all the same.
    expect(decisionsOf(answered(begin, { kind: 'accept', keys: ['Order(kCurrency)'] }))).toHaveLength(1)
  })

  it('keeps the note of a no, and nothing of what is thrown away', () => {
    const no = answered(startInterview(references, 0.9), {
      kind: 'reject',
      keys: ['Note(ref)'],
      note: 'a tracker',
    })
    expect(decisionsOf(no)).toMatchObject([{ verdict: 'reject', note: 'a tracker' }])
    expect(decisionsOf(answered(no, { kind: 'keep' }))).toHaveLength(1)
    expect(decisionsOf(answered(no, { kind: 'quit' }))).toEqual([])
  })

  it('points at a yes only where every member is certain', () => {
    const open = openOf(startInterview(references, 0.9))
    expect(isSafe(open.slice(0, 2), 0.9)).toBe(true)
    expect(isSafe(open.slice(0, 3), 0.9)).toBe(false)
    expect(isSafe(open.slice(2, 3), 0.9, new Set(['Post(created_by)']))).toBe(true)
  })

  it('asks at once whom roles mean, where that is more in doubt than any column name', () => {
    const roles = ['ownerId', 'authorId', 'editorId', 'senderId', 'buyerId'].map((field, i) => ({
      from: { model: `Note${i}`, fields: [field] },
      candidates: [{ ...candidate(`Note${i}`, [field], 'User', 0.5), ways: ['who of User'] }],
    }))
    const begin = startInterview(roles, 0.9)
    expect(questionOf(begin)).toMatchObject({ kind: 'people', model: 'User', open: { length: 5 } })
    expect(questionOf(answered(begin, { kind: 'apart' })).kind).toBe('single')
    expect(questionOf(startInterview(roles.slice(0, 3), 0.9)).kind).toBe('single')
  })

  it('says how many an answer made more certain', () => {
    const begin = startInterview(house, 0.9)
    expect(madeMoreCertain(begin)).toBe(0)
    expect(madeMoreCertain(answered(begin, { kind: 'reject', keys: customers }))).toBe(1)
  })

  it('asks in its turn about what was left out of the first question', () => {
    const interview = answered(startInterview(references, 0.9), { kind: 'accept', keys: ['Post(userId)'] })
    expect(questionOf(interview)).toMatchObject({ kind: 'single', open: { key: 'Like(userId)' } })
  })

  it('asks again about a relation with the target that was put in its place', () => {
    const account = candidate('Note', ['ref'], 'Account', 1)
    const interview = answered(startInterview(references.slice(4), 0.9), {
      kind: 'target',
      key: 'Note(ref)',
      to: account,
    })
    expect(openOf(interview)).toMatchObject([{ candidate: { id: 'Note(ref)->Account' } }])
  })

  it('drops a chosen target that contradicts what was accepted since', () => {
    const pair: Reference = {
      from: { model: 'Note', fields: ['tenantId', 'ref'] },
      candidates: [candidate('Note', ['tenantId', 'ref'], 'Account', 0.4)],
    }
    const begin = startInterview([pair, ...references.slice(4)], 0.9)
    const chosen = answered(begin, {
      kind: 'target',
      key: 'Note(ref)',
      to: candidate('Note', ['ref'], 'Account', 1),
    })
    const [composite] = openOf(chosen).filter(({ key }) => key !== 'Note(ref)')
    const after = answered(chosen, { kind: 'accept', keys: [composite?.key ?? ''] })
    expect(openOf(after)).toEqual([])
  })

  it('writes the successor of a lost relation with its old names, unless others are typed', () => {
    const [note] = references.slice(4)
    const choice = { from: { model: 'Note', fields: ['ref'] }, to: { model: 'Post', fields: ['id'] } }
    const old = { ...choice, names: { field: 'post', back: 'notes' }, onDelete: 'Cascade' }
    const begin = startInterview(note === undefined ? [] : [note], 0.9, new Map([['Note(ref)->Post', old]]))
    const accept = (names?: { field: string }) =>
      decisionsOf(answered(begin, { kind: 'accept', keys: ['Note(ref)'], names }))[0]?.choice
    expect(accept()).toEqual(old)
    expect(accept({ field: 'about' })).toEqual({ ...old, names: { field: 'about', back: 'notes' } })
  })
})
