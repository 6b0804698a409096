import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RestoreError } from '../src/errors.js'
import {
  type DecisionsFile,
  noDecisions,
  parseDecisions,
  printDecisions,
} from '../src/memory/decisions-file.js'

const refusal = (text: string): string => {
  try {
    parseDecisions(text, 'restore-relations.json')
  } catch (error) {
    if (error instanceof RestoreError && error.code === 'decisions-invalid') return error.message
    throw error
  }
  return 'accepted'
}

const FIELD = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,12}$/)
const ACTION = fc.constantFrom('Cascade', 'Restrict', 'NoAction', 'SetNull', 'SetDefault')
const ENTRY = fc.record(
  {
    verdict: fc.constantFrom('accept' as const, 'reject' as const),
    field: FIELD,
    back: FIELD,
    relation: fc.option(fc.string(), { nil: null }),
    onDelete: ACTION,
    onUpdate: ACTION,
    map: fc.string(),
    type: fc.constantFrom('Int', 'Int?', 'String, Int?'),
    cardinality: fc.constantFrom('many-to-one' as const, 'one-to-one' as const),
    by: fc.constantFrom('person' as const, 'policy' as const, 'schema' as const),
    note: fc.string(),
  },
  { requiredKeys: ['verdict'] },
)
// A plain object sorts keys that look like whole numbers before all others, so none is used here.
const NAME = fc.stringMatching(/^[a-z_é]{1,8}\([a-z_]{1,8}\)$/)
const FILE: fc.Arbitrary<DecisionsFile> = fc.record({
  version: fc.constant(2 as const),
  relations: fc.dictionary(NAME, ENTRY, { noNullPrototype: true }),
  rules: fc.array(fc.record({ from: fc.string(), to: fc.string() })),
  ignore: fc.array(fc.string()),
  aliases: fc.dictionary(NAME, fc.string(), { noNullPrototype: true }),
  answers: fc.record(
    { person: fc.string(), audit: fc.boolean(), bareNames: fc.boolean() },
    { requiredKeys: [] },
  ),
})

describe('the decisions file', () => {
  it('is read back as it was printed, and printed the same whatever its order', () => {
    fc.assert(
      fc.property(FILE, (file) => {
        const printed = printDecisions(file)
        expect(parseDecisions(printed, 'x')).toEqual(file)
        const reversed = Object.fromEntries(Object.entries(file.relations).toReversed())
        expect(printDecisions({ ...file, relations: reversed })).toBe(printed)
      }),
    )
  })

  it('keeps one decision a line, sorted', () => {
    const file: DecisionsFile = {
      ...noDecisions,
      relations: {
        'visits(session_id)->sessions(id)': { note: 'tracking id', verdict: 'reject', by: 'person' },
        'posts(author_id)->users(id)': { field: 'author', back: 'posts', relation: null, verdict: 'accept' },
      },
      ignore: ['Legacy*'],
      answers: { person: 'User', audit: true },
    }
    expect(printDecisions(file)).toMatchInlineSnapshot(`
      "{
        "$schema": "https://unpkg.com/restore-relations@0/dist/memory/decisions.v2.schema.json",
        "version": 2,
        "relations": {
          "posts(author_id)->users(id)": { "verdict": "accept", "field": "author", "back": "posts", "relation": null },
          "visits(session_id)->sessions(id)": { "verdict": "reject", "by": "person", "note": "tracking id" }
        },
        "ignore": [
          "Legacy*"
        ],
        "answers": { "audit": true, "person": "User" }
      }
      "
    `)
  })

  it('reads a file of version 1, which becomes one of version 2 when it is next written', () => {
    const old = printDecisions({ ...noDecisions, relations: { 'a(b)->c(d)': { verdict: 'accept' } } })
      .replace('decisions.v2', 'decisions.v1')
      .replace('"version": 2', '"version": 1')
    expect(printDecisions(parseDecisions(old, 'x'))).toBe(
      old.replace('decisions.v1', 'decisions.v2').replace('"version": 1', '"version": 2'),
    )
    expect(refusal(old.replace('"accept"', '"accept", "by": "policy"'))).toContain('"by" is not known here')
  })

  it.each([
    ['', '1: the file is empty'],
    ['{ "version": 1,\n  "relations": {\n', '2: the JSON ends too early'],
    ['{\n  "version": 1,\n}\n', '3: the JSON is broken at "}"'],
    ['{\n<<<<<<< ours\n  "version": 1\n}', '2: a merge conflict is left here'],
    ['[]', '1: the file must be an object, not a list'],
    ['{ "relations": {} }', '1: the file lacks "version"'],
    [
      '{\n  "version": 3, "shape": [] }',
      '2: a newer restore-relations wrote this (version 3; this one knows 2)',
    ],
    ['{\n  "version": "1" }', '2: "version" must be 2'],
    ['{ "version": 1,\n "relatons": {} }', '2: "relatons" is not known here; did you mean "relations"?'],
    [
      '{ "version": 1, "relations": {\n "a(b)->c(d)": { "verdict": "accept" },\n "a(b)->c(d)": { "verdict": "reject" } } }',
      '3: "a(b)->c(d)" stands here a second time',
    ],
    [
      '{ "version": 1, "relations": { "a(b)->c(d)": {\n "verdict": "yes" } } }',
      '2: "verdict" must be "accept" or "reject"',
    ],
    ['{ "version": 1, "relations": {\n "a(b)->c(d)": {} } }', '2: "a(b)->c(d)" lacks "verdict"'],
    [
      '{ "version": 1, "relations": { "a(b)->c(d)": { "verdict": "accept",\n "field": "2nd" } } }',
      '2: "field" cannot be "2nd": The name of the relation field on the model with the columns, for example author',
    ],
    ['{ "version": 1,\n "ignore": [\n "A",\n 7] }', '4: item 2 of "ignore" must be a text, not a number'],
  ])('refuses %j', (text, says) => {
    expect(refusal(text)).toBe(`restore-relations.json:${says}${says.endsWith('?') ? '' : '.'}`)
  })

  it.each(['a( b, x ) -> c(d, y)', 'a(x,b)->c(y,d)', 'a\\u0028b,x)->c(d,y) '])(
    'takes %s for an id that stands there already, and refuses it where it says something else',
    (again) => {
      const both = (verdict: string) =>
        `{ "version": 1, "ignore": [], "relations": {\n "a(b,x)->c(d,y)": { "verdict": "reject" },\n "${again}": { "verdict": "${verdict}" } },\n "aliases": { "note": "a( b, x ) -> c(d, y)" } }`
      expect(parseDecisions(both('reject'), 'x').relations).toEqual({
        'a(b,x)->c(d,y)': { verdict: 'reject' },
      })
      expect(refusal(both('accept'))).toBe(
        `restore-relations.json:3: ${again.replace('\\u0028', '(').replace(/^.*$/, '"$&"')} is a second spelling of an id above, and says something else.`,
      )
    },
  )

  it('reads ids that somebody typed with blanks', () => {
    const text =
      '{ "version": 1, "relations": { "order lines(a, b) -> keys(x,y)": { "verdict": "reject" } } }'
    expect(Object.keys(parseDecisions(text, 'x').relations)).toEqual(['order lines(a,b)->keys(x,y)'])
  })

  it('takes what an editor on Windows makes of it', () => {
    const file = parseDecisions('\uFEFF{\r\n  "version": 1\r\n}\r\n', 'x')
    expect(file).toMatchObject({ version: 2, relations: {}, ignore: [] })
  })
})
