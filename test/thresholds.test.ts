// Where the live look draws its lines, each from both sides, and what it keeps when it ends before its end.
import { describe, expect, it } from 'vitest'
import type { Inference } from '../src/relation/candidate.js'
import { relationId } from '../src/relation/identity.js'
import { read } from '../src/schema/read.js'
import { lookUp, type Schema } from '../src/schema/schema.js'
import { SETTLED } from '../src/verify/ask.js'
import { type Comparison, isContradicted } from '../src/verify/check.js'
import { QueryFailure } from '../src/verify/database.js'
import { dataEvidence } from '../src/verify/evidence.js'
import { DEFAULT_BOUNDS } from '../src/verify/look.js'
import { leadingIndex, readCatalog, rowKey, uniqueIndex } from '../src/verify/probes/catalog.js'
import { verify } from '../src/verify/verify.js'
import { informedWeight, LIVE_WEIGHTS, uncountableWeight } from '../src/verify/weights.js'
import { type PretendedTable, pretendDatabase } from './live/pretended-database.js'

const compared = (known: Partial<Comparison>): Comparison => ({
  silence: undefined,
  matchedRows: 100,
  missingRows: 0,
  matchedValues: 100,
  missingValues: 0,
  noneRows: 0,
  shortest: 0,
  decoys: undefined,
  rangeShare: undefined,
  hasDuplicates: undefined,
  spread: true,
  ...known,
})

const sources = (known: Partial<Comparison>): readonly string[] =>
  dataEvidence(compared(known), 'User.id').map(({ source }) => source)

describe('rows without a match', () => {
  it.each([
    // One in twenty is what the years leave behind, more is not.
    [57, 3, false],
    [56, 3, true],
    // Two rows contradict nothing, whatever their share.
    [0, 2, false],
    [0, 3, true],
  ])('%i with and %i without: %s', (matchedRows, missingRows, contradicted) =>
    expect(isContradicted({ matchedRows, missingRows })).toBe(contradicted),
  )

  it.each([
    [57, 3, LIVE_WEIGHTS.someOrphans],
    [56, 3, LIVE_WEIGHTS.contradicted],
    [1, 2, LIVE_WEIGHTS.contradictedByFewRows],
  ])('%i with and %i without weigh %d', (matchedRows, missingRows, weight) => {
    const evidence = dataEvidence(compared({ matchedRows, missingRows, missingValues: 1 }), 'User.id')
    expect(evidence.find(({ source }) => source === 'orphans')?.weight).toBe(weight)
  })
})

it('one is counted as one', () => {
  const says = (known: Partial<Comparison>): string =>
    dataEvidence(compared(known), 'User.id')
      .map((evidence) => evidence.says)
      .join(', ')
  const one = { matchedRows: 1, matchedValues: 1, noneRows: 1, decoys: { asked: 1, found: 1 } }
  expect(says(one)).toMatch(/^1 sampled value is a key of User\.id, but .*, 1 sampled row holds a value/)
  expect(says({ matchedRows: 59, missingRows: 1, missingValues: 1 })).toContain(
    '1 of 60 sampled rows has no User.id',
  )
})

describe('decoys', () => {
  it('say nothing where more than 95 % of them are keys', () => {
    expect(informedWeight(900, 0.95)).toBe(LIVE_WEIGHTS.matchesBeyondChance)
    expect(informedWeight(900, 0.9501)).toBe(0)
    const says = (found: number): string | undefined =>
      dataEvidence(compared({ decoys: { asked: 98, found } }), 'User.id')[0]?.says
    expect(says(94)).toContain('of 98 decoys, 94 are')
    expect(says(95)).toContain('so would be any others')
  })

  it('cannot be made of text, whose length speaks instead', () => {
    expect(uncountableWeight(30, 16)).toBe(LIVE_WEIGHTS.matchesRandomKeys)
    expect(uncountableWeight(30, 15)).toBe(LIVE_WEIGHTS.matchesCodes)
  })
})

it('values fall short below a quarter of the keys, if there are a hundred of them', () => {
  expect(sources({ rangeShare: 0.249, matchedValues: 100 })).toContain('range')
  expect(sources({ rangeShare: 0.25, matchedValues: 100 })).not.toContain('range')
  expect(sources({ rangeShare: 0.249, matchedValues: 99 })).not.toContain('range')
  expect(sources({ rangeShare: 0.249, matchedValues: 100, spread: false })).not.toContain('range')
})

it('an index of the beginning of a column proves nothing and finds nothing', () => {
  const facts = (part: string | null) =>
    readCatalog({
      tables: [{ t: 'user', kind: 'BASE TABLE' }],
      columns: [{ t: 'user', n: '1', c: 'mail', data_type: 'varchar', nullable: 'NO' }],
      indexes: [{ t: 'user', i: 'by_mail', non_unique: '0', n: '1', c: 'mail', part }],
      foreignKeys: [],
    }).get('user')
  const [whole, partial] = [facts(null), facts('10')]
  if (whole === undefined || partial === undefined) throw new Error('no table')
  for (const [table, name] of [
    [whole, 'by_mail'],
    [partial, undefined],
  ] as const) {
    expect(uniqueIndex(table, ['mail'])?.name).toBe(name)
    expect(leadingIndex(table, 'mail')?.name).toBe(name)
    expect(rowKey(table)?.name).toBe(name)
  }
})

it('a foreign key to another database is none to the table of that name here', () => {
  const keyTo = (rs: string): string | undefined =>
    readCatalog({
      tables: [{ t: 'deal', kind: 'BASE TABLE' }],
      columns: [],
      indexes: [],
      foreignKeys: [{ t: 'deal', k: 'fk', n: '1', c: 'user_id', rt: 'user', rc: 'id', s: 'app', rs }],
    }).get('deal')?.foreignKeys[0]?.table
  expect(keyTo('app')).toBe('user')
  expect(keyTo('crm')).toBe('crm.user')
})

const uuid = (n: number): string => `${String(n * 7919).padStart(8, '0')}-0000-4000-8000-000000000000`
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1)

/** Tables of keys, and `post` whose column `ref` holds some of them. */
function townOf(
  keys: Readonly<Record<string, readonly (string | number)[]>>,
  refs: readonly (string | number)[],
): { readonly schema: Schema; readonly tables: readonly PretendedTable[] } {
  const type = typeof refs[0] === 'number' ? 'Int' : 'String'
  const models = Object.keys(keys).map((name) => `model ${name} {\n  id ${type} @id\n  x Boolean\n}\n`)
  const post = `model post {\n  id BigInt @id\n  ref ${type}\n  x Boolean\n}\n`
  return {
    schema: read([{ path: 'schema.prisma', text: [...models, post].join('\n') }]),
    tables: [
      ...Object.entries(keys).map(([name, ids]) => ({ name, rows: ids.map((id) => ({ id, x: 1 })) })),
      { name: 'post', rows: refs.map((ref, n) => ({ id: n + 1, ref, x: 1 })) },
    ],
  }
}

const from = { model: 'post', fields: ['ref'] }

const inferenceOf = (schema: Schema, targets: readonly string[]): Inference => ({
  declared: [],
  ruleMisses: [],
  rules: [],
  references:
    targets.length === 0
      ? []
      : [
          {
            from,
            candidates: targets.map((model, i) => ({
              id: relationId(lookUp(schema), from, { model, fields: ['id'] }),
              from,
              to: { model, fields: ['id'] },
              cardinality: 'many-to-one',
              optional: false,
              confidence: 0.5 - i / 10,
              convention: 'test',
              evidence: [],
            })),
          },
        ],
  unresolved: targets.length === 0 ? [{ from, reason: 'no-target', says: 'leads nowhere', guesses: [] }] : [],
  questions: [],
})

async function lookAtTown(
  keys: Readonly<Record<string, readonly (string | number)[]>>,
  refs: readonly (string | number)[],
  targets: readonly string[] = [],
) {
  const { schema, tables } = townOf(keys, refs)
  const database = pretendDatabase(tables)
  const verified = await verify(schema, inferenceOf(schema, targets), database, DEFAULT_BOUNDS)
  return { ...verified, sent: database.sent }
}

describe('a candidate', () => {
  it('is settled from evidence of 4 on, and then its rivals are not asked', async () => {
    const keys = { user: numbers(50).map(uuid), rival: numbers(50).map(uuid) }
    const answers = async (count: number) => {
      const { checked } = await lookAtTown(keys, numbers(count).map(uuid), ['user', 'rival'])
      return checked.map(({ says }) => says === SETTLED)
    }
    // 3.97 and 4.24.
    expect(await answers(6)).toEqual([false, false])
    expect(await answers(7)).toEqual([false, true])
  })

  it('is given up after a hundred values if a fifth of their rows has no match', async () => {
    const asked = async (percent: number): Promise<number> => {
      const refs = numbers(700).map((n) => (n % 100 < percent ? 500_000 + n : n * 3))
      const { sent } = await lookAtTown({ user: [...numbers(800).map((n) => n * 3), 900_000] }, refs, [
        'user',
      ])
      // Longer than the lists by which keys are searched afterwards.
      return sent.filter((sql) => sql.includes('FROM `user`') && sql.split(',').length > 90).length
    }
    // The first hundred, the rest. Contradicted, so there are no decoys.
    expect(await asked(15)).toBe(2)
    expect(await asked(25)).toBe(1)
  })
})

describe('a look that cannot see everything', () => {
  const keys = { user: numbers(50).map(uuid), rival: numbers(50).map((n) => uuid(n + 500)) }
  const refs = numbers(30).map(uuid)
  const { schema, tables } = townOf(keys, refs)
  const ids = ['post(ref)->user(id)', 'post(ref)->rival(id)']
  const inference = inferenceOf(schema, ['rival', 'user'])

  it('keeps what it knew when it ends early', async () => {
    // Enough for the sample and the first of the two.
    const bounds = { ...DEFAULT_BOUNDS, maxRowsRead: 1080 }
    const { references, checked, notChecked } = await verify(
      schema,
      inference,
      pretendDatabase(tables),
      bounds,
    )
    expect(checked.map(({ what }) => what)).toEqual([ids[1]])
    expect(notChecked.at(-1)).toEqual({
      what: '1 of 2 candidates',
      why: 'the rows of --max-rows-read 1080 are used up',
    })
    const rival = references[0]?.candidates.find(({ id }) => id === ids[1])
    expect(rival?.evidence.map(({ source }) => source)).toEqual(['orphans'])
    expect(rival?.confidence).toBeLessThan(0.05)
  })

  it('loses one candidate to one statement that fails, and names the grant', async () => {
    const database = pretendDatabase(tables)
    const denied: typeof database = {
      ...database,
      query: (sql, seconds) =>
        sql.includes('FROM `rival`')
          ? Promise.reject(new QueryFailure('denied', 'the privilege to read it is missing'))
          : database.query(sql, seconds),
    }
    const { checked, notChecked } = await verify(schema, inference, denied, DEFAULT_BOUNDS)
    expect(checked.map(({ what }) => what)).toEqual([ids[0]])
    expect(notChecked.at(-1)).toEqual({
      what: ids[1],
      why: 'the privilege to read it is missing',
      grant: "GRANT SELECT ON `app`.`post` TO 'someone'; GRANT SELECT ON `app`.`rival` TO 'someone'",
    })
  })
})

describe('a search', () => {
  const singled = async (
    keys: Readonly<Record<string, readonly (string | number)[]>>,
    refs: readonly (string | number)[],
  ): Promise<string | undefined> => (await lookAtTown(keys, refs)).references[0]?.candidates[0]?.to.model

  it('gives up where more than three keys pass the screening', async () => {
    const refs = numbers(300).map(uuid)
    const lacking = (n: number) => refs.filter((_, i) => i !== n)
    const three = { user: refs, a: lacking(1), b: lacking(2) }
    expect(await singled(three, refs)).toBe('user')
    expect(await singled({ ...three, c: lacking(3) }, refs)).toBeUndefined()
  })

  it('singles nothing out below evidence of 3', async () => {
    // The percent of all numbers that are keys: the more there are, the less a match of 25 says. About 71 and 76 it
    // crosses 3; there, decoys find so many that 4 and 2 would each fail one of the two.
    const keysOf = (percent: number) => numbers(4000).filter((n) => (n * 7919) % 100 < percent)
    const refsOf = (percent: number) => {
      const keys = keysOf(percent)
      return numbers(25).map((n) => keys[Math.floor((n * (keys.length - 1)) / 25)] ?? 0)
    }
    expect(await singled({ user: keysOf(71) }, refsOf(71))).toBe('user')
    expect(await singled({ user: keysOf(76) }, refsOf(76))).toBeUndefined()
  })
})
