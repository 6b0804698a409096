import { describe, expect, it } from 'vitest'
import { type ReviewState, review } from '../src/library/review.js'
import { noDecisions, printDecisions } from '../src/memory/decisions-file.js'
import { smallText } from './small-schema.js'

const TABLES = ['kunde', 'waehrung', 'sprache', 'artikel', 'lager', 'steuer']
const SHOP = smallText(
  [
    ...TABLES.map((name) => `t${name}(k${name}, n:s)`),
    `tauftrag(kauftrag, ${TABLES.map((name) => `k${name}`).join(', ')})`,
    'tzettel(kzettel, kkunde, note:s)',
  ].join(', '),
)

const idsOf = ({ question }: ReviewState): readonly string[] => question?.members.map(({ id }) => id) ?? []

const confidenceOf = ({ relations }: ReviewState, id: string): number | undefined =>
  relations.find((relation) => relation.id === id)?.confidence

describe('a review', () => {
  it('asks about the rule of the names first, and a yes is a rule of the decisions file', () => {
    const begin = review(SHOP)
    expect(begin.question).toMatchObject({
      kind: 'rule',
      says: 'Is *.k<t> -> t<t>.k<t> a rule of this database? 7 open columns follow it.',
    })
    const end = begin.answer({ accept: idsOf(begin) })
    expect(end.decisions.rules).toEqual([{ from: '*.k<t>', to: 't<t>.k<t>' }])
    expect(end.decisions.relations['tzettel(kkunde)->tkunde(kkunde)']).toMatchObject({ by: 'person' })
    expect(confidenceOf(end, 'tzettel(kkunde)->tkunde(kkunde)')).toBe(1)
    const later = review(`${SHOP}\n\nmodel tnotiz {\n  id Int @id\n  klager Int\n}`, {
      decisions: printDecisions(end.decisions),
    })
    expect(confidenceOf(later, 'tnotiz(klager)->tlager(klager)')).toBe(0.99)
  })

  it('never changes: an answer gives another state, and undo the one before', () => {
    const begin = review(SHOP)
    const asked = begin.question
    const next = begin.answer({ reject: idsOf(begin).slice(0, 1), accept: idsOf(begin).slice(1, 2) })
    expect(begin.question).toEqual(asked)
    expect(begin.decisions.relations).toEqual({})
    expect(
      Object.values(next.decisions.relations)
        .map(({ verdict }) => verdict)
        .toSorted(),
    ).toEqual(['accept', 'reject'])
    expect(next.undo()).toBe(begin)
    expect(begin.undo()).toBe(begin)
    // Whoever was shown and not named stays open, and nobody is asked about it again.
    expect(idsOf(next)).toEqual([])
    expect(next.relations.filter(({ decision }) => decision === 'undecided')).toHaveLength(5)
  })

  it('takes the rest of a question later, and an id that it showed beside the best', () => {
    const begin = review(SHOP)
    const [first = '', second = '', ...rest] = idsOf(begin)
    const part = begin.answer({ accept: [first] })
    const end = part.answer({ accept: [second], reject: rest })
    expect(Object.values(end.decisions.relations).map(({ verdict }) => verdict)).toEqual(
      expect.arrayContaining(['accept', 'reject']),
    )
    expect(end.relations.every(({ decision }) => decision !== 'undecided')).toBe(true)
    const persons = review(smallText('users(id), members(id), posts(id, created_by), notes(id, created_by)'))
    const [other] = persons.question?.members[0]?.alternatives ?? []
    const { relations } = persons.answer({ accept: [other?.id ?? ''] }).decisions
    expect(relations[other?.id ?? '']).toMatchObject({ verdict: 'accept', by: 'person' })
  })

  it('takes decisions as the file holds them, and gives them in its order', () => {
    const begin = review(SHOP)
    const { decisions } = begin.answer({ accept: idsOf(begin).slice(1), reject: idsOf(begin).slice(0, 1) })
    const text = printDecisions(decisions)
    const again = review(SHOP, { decisions: JSON.parse(text) })
    expect(JSON.stringify(again.decisions)).toBe(JSON.stringify(decisions))
    expect(() => review(SHOP, { decisions: JSON.parse('{"version":9}') })).toThrow(
      'a newer restore-relations',
    )
    const ruled = review(SHOP).answer({ accept: idsOf(begin) }).decisions
    expect(review(SHOP, { decisions: { ...ruled, relations: {} } }).question?.kind).not.toBe('rule')
  })

  it.each([
    [{ accept: ['ID'], reject: ['ID'] }, 'is accepted and rejected at once'],
    [{ retarget: { ID: 'users(email)' } }, 'cannot be written'],
    [{ acept: ['ID'] }, 'An answer has no acept'],
    [{ accept: 'ID' }, 'accept is a list of ids'],
    [null, 'This is no answer'],
  ])('refuses the answer %j', (answer, says) => {
    const begin = review(smallText('users(id, email!:s), posts(id, user_id)'))
    const [id = ''] = idsOf(begin)
    const given = JSON.parse(JSON.stringify(answer).replaceAll('ID', id))
    expect(() => begin.answer(given)).toThrow(says)
  })

  it('takes another target, and refuses what is not there', () => {
    const text = smallText('users(id), members(id), posts(id, user_id, member_ref)')
    const begin = review(text)
    const [id = ''] = idsOf(begin)
    const moved = begin.answer({ retarget: { [id]: 'members( id )' } })
    const from = id.slice(0, id.indexOf('->'))
    expect(moved.decisions.relations[`${from}->members(id)`]).toMatchObject({
      verdict: 'accept',
      by: 'person',
    })
    expect(() => begin.answer({ retarget: { [id]: 'members(name)' } })).toThrow('names no key')
    expect(() => begin.answer({ accept: ['posts(x)->users(id)'] })).toThrow(
      'posts(x)->users(id) is no open relation.',
    )
  })

  it('learns from what a person decided or declared, and nothing from what a policy accepted', () => {
    const tables = 'users(id), posts(id, maker, waiter), notes(id, waiter)'
    const open = 'notes(waiter)->users(id)'
    const confidenceAfter = (by?: 'person' | 'policy', text = smallText(tables)): number => {
      const entry = { verdict: 'accept', ...(by === undefined ? {} : { by }) } as const
      const relations = { 'posts(maker)->users(id)': entry, 'posts(waiter)->users(id)': entry }
      return confidenceOf(review(text, { decisions: { ...noDecisions, relations } }), open) ?? 0
    }
    const alone = confidenceOf(review(smallText(tables)), open) ?? 0
    expect(confidenceAfter('policy')).toBe(alone)
    expect(confidenceAfter('person')).toBeGreaterThan(alone)
    expect(confidenceAfter()).toBe(confidenceAfter('person'))
    const declared = smallText(tables)
      .replace(
        '  maker Int',
        '  maker Int\n  made_by users @relation("a", fields: [maker], references: [id])',
      )
      .replace('id Int @id', 'id Int @id\n  made posts[] @relation("a")')
    expect(declared).toContain('made_by users')
    expect(confidenceOf(review(declared), open)).toBeGreaterThan(alone)
  })
})
