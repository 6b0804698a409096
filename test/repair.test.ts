import { describe, expect, it } from 'vitest'
import { applyEdits } from '../src/edit/apply.js'
import { repairs } from '../src/edit/repair.js'
import { loadEngine } from '../src/prisma/engine.js'
import { read } from '../src/schema/read.js'
import type { SourceFile } from '../src/schema/schema.js'

const engine = loadEngine()

/** A schema with a relation that fits, and one that a test breaks. */
const CLUB = `datasource db {
  provider     = "mysql"
  relationMode = "prisma"
}

model Member {
  id      Int     @id
  email   String  @unique
  visits  Visit[] // all of them
  hosted  Visit[] @relation("Host")
  card    Card?
}

model Visit {
  id       Int    @id
  memberId Int
  hostMail String
  member   Member @relation(fields: [memberId], references: [id])
  host     Member @relation("Host", fields: [hostMail], references: [email])
}

model Card {
  id       Int    @id
  memberId Int    @unique
  member   Member @relation(fields: [memberId], references: [id])
}
`

const errors = (files: readonly SourceFile[]): number =>
  engine.problems(files).filter(({ warning }) => !warning).length

/** What a pull that copies relations leaves behind when the database changed like this. */
const left = (from: string, to: string): readonly SourceFile[] => [
  { path: 'schema.prisma', text: CLUB.replace(from, to) },
]

describe('repairs', () => {
  it('finds nothing in a schema that Prisma accepts', () => {
    const files = left('', '')
    expect(errors(files)).toBe(0)
    expect(repairs(read(files))).toEqual([])
  })

  it.each([
    ['a column was renamed', '  hostMail String\n', '  hostAddress String\n', 'Visit.hostMail is gone'],
    ['a key was renamed', '  email   String  @unique\n', '  mail String @unique\n', 'Member.email is gone'],
    ['a column became optional', 'hostMail String\n', 'hostMail String?\n', 'Visit.hostMail became optional'],
    ['a key lost its index', 'String  @unique', 'String', 'Member(email) is no longer unique'],
    ['a type changed', 'email   String', 'email   Int', 'Visit.hostMail is String, but Member.email is Int'],
    [
      'a column took the name of a field',
      '  hostMail String\n',
      '  hostMail String\n  host Int\n',
      'Visit.host is a column now',
    ],
    [
      'a one-to-one column lost its index',
      'memberId Int    @unique',
      'memberId Int',
      'Card(memberId) is no longer unique, but Member.card is no list',
    ],
  ])('takes both sides out when %s, and nothing else', (_, from, to, says) => {
    const files = left(from, to)
    expect(errors(files)).toBeGreaterThan(0)
    const found = repairs(read(files))
    expect(found.map((repair) => repair.says)).toEqual([says])
    const repaired = applyEdits(
      files,
      found.flatMap(({ edits }) => edits),
    )
    expect(errors(repaired)).toBe(0)

    const lines = files[0]?.text.split('\n') ?? []
    const taken = found.flatMap((repair) => repair.lines.map(({ line }) => line))
    expect(taken).toHaveLength(2)
    expect(repaired[0]?.text).toBe(lines.filter((_line, i) => !taken.includes(i + 1)).join('\n'))
  })

  it('takes the documentation of a field with it, and a field of several lines whole', () => {
    const text = CLUB.replace(
      '  member   Member @relation(fields: [memberId], references: [id])\n  host     Member @relation("Host", fields: [hostMail], references: [email])\n',
      [
        '  // Who was there.',
        '  /// The host.',
        '  /// May be away.',
        '  host Member @relation("Host", fields: [hostMail], references: [email]) /* by mail,',
        '    not by id */',
        '  note String?',
        '  member   Member @relation(fields: [memberId], references: [id])',
        '',
      ].join('\n'),
    ).replace('  hostMail String\n', '')
    const files = [{ path: 'schema.prisma', text }]
    const found = repairs(read(files))
    const lines = text.split('\n')
    const shown = found.flatMap((repair) => repair.lines)
    expect(shown.map((line) => line.text)).toEqual([
      '  /// The host.',
      '  /// May be away.',
      '  host Member @relation("Host", fields: [hostMail], references: [email]) /* by mail,',
      '    not by id */',
      '  hosted  Visit[] @relation("Host")',
    ])
    for (const { line, text: own } of shown) expect(lines[line - 1]).toBe(own)
    const [repaired] = applyEdits(
      files,
      found.flatMap(({ edits }) => edits),
    )
    const taken = new Set(shown.map(({ line }) => line))
    expect(repaired?.text).toBe(lines.filter((_line, i) => !taken.has(i + 1)).join('\n'))
    expect(errors(repaired === undefined ? [] : [repaired])).toBe(0)
  })

  it('leaves a comment that ends before a field whole, and what is no documentation', () => {
    const text = CLUB.replace('  hostMail String\n', '').replace(
      '  host     Member @relation(',
      '  /* Who\n/// may come\n  */ host     Member @relation(',
    )
    const files = [{ path: 'schema.prisma', text }]
    const edits = repairs(read(files)).flatMap((repair) => repair.edits)
    const [repaired] = applyEdits(files, edits)
    expect(repaired?.text).toContain('  /* Who\n/// may come\n  */ \n}')
    expect(errors(repaired === undefined ? [] : [repaired])).toBe(0)
  })

  /** Both halves of relations with a model that somebody took out. */
  const WITHOUT_VISIT = CLUB.replace(/model Visit \{[\s\S]*?\n\}\n/, '')
  const WITHOUT_MEMBER = CLUB.replace(/model Member \{[\s\S]*?\n\}\n/, '')

  it.each([
    ['referencing', WITHOUT_VISIT, ['Member.visits', 'Member.hosted']],
    ['referenced', WITHOUT_MEMBER, ['Visit.member', 'Visit.host', 'Card.member']],
  ])('takes the fields out whose %s model is gone', (_, text, fields) => {
    const files = [{ path: 'schema.prisma', text }]
    expect(errors(files)).toBeGreaterThan(0)
    const found = repairs(read(files))
    expect(found.flatMap((repair) => repair.fields)).toEqual(fields)
    const edits = found.flatMap((repair) => repair.edits)
    expect(errors(applyEdits(files, edits))).toBe(0)
  })

  it('takes no list of a lost enum for one of a lost model', () => {
    const text = WITHOUT_VISIT.replace('"mysql"', '"postgresql"').replace('@relation("Host")', '')
    expect(repairs(read([{ path: 'schema.prisma', text }]))).toEqual([])
  })

  it('takes no half of a field that runs over several lines, which Prisma refuses', () => {
    const text = CLUB.replace('  hostMail String\n', '').replace('"Host", fields:', '"Host",\n    fields:')
    expect(repairs(read([{ path: 'schema.prisma', text }]))).toEqual([])
  })
})
