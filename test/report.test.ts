import { execFileSync } from 'node:child_process'
import { applyPatch } from 'diff'
import fc from 'fast-check'
import mermaidParser from 'mermaid'
import { describe, expect, it } from 'vitest'
import { card } from '../src/print/card.js'
import { unifiedDiff } from '../src/print/diff.js'
import { spelledConfidence, spelledEvidence } from '../src/print/words.js'
import type { Candidate } from '../src/relation/candidate.js'
import type { RelationNames } from '../src/relation/decision.js'
import type { RelationOutcome, Result } from '../src/relation/result.js'
import { checkFindings, githubAnnotations, printCheck } from '../src/report/check.js'
import { printJson } from '../src/report/json.js'
import { markdown } from '../src/report/markdown.js'
import { mermaid } from '../src/report/mermaid.js'
import { type PageRelation, type PageSettings, pageData } from '../src/report/page-data.js'
import { summary } from '../src/report/summary.js'
import { read } from '../src/schema/read.js'
import { scratch, textOf } from './scratch.js'

const BEFORE = `datasource db {
  provider = "mysql"
}

model Author {
  id Int @id
}

model Book {
  id       Int @id
  authorId Int
  editorId Int
  shelf    String
}
`
const AFTER = BEFORE.replace('Int @id\n}', 'Int @id\n  books Book[]\n}').replace(
  '  shelf',
  '  author Author @relation(fields: [authorId], references: [id])\n  shelf',
)

const candidate = (field: string, to: string, confidence: number): Candidate => ({
  id: `Book(${field})->${to}(id)`,
  from: { model: 'Book', fields: [field] },
  to: { model: to, fields: ['id'] },
  cardinality: 'many-to-one',
  optional: false,
  confidence,
  convention: 'table-name',
  evidence: [
    { source: 'index', says: `${field} leads no index`, weight: -0.6 },
    { source: 'name', says: `${field} names ${to}`, weight: 3 },
  ],
})

const outcome = (
  field: string,
  confidence: number,
  decision: RelationOutcome['decision'],
  by: RelationOutcome['by'],
): RelationOutcome => {
  const names: RelationNames = { field: field.replace('Id', ''), back: 'books', relation: null }
  return { candidate: candidate(field, 'Author', confidence), alternatives: [], names, decision, by }
}

const path = 'prisma/schema.prisma'
const result: Result = {
  schema: read([{ path, text: BEFORE }]),
  relations: [outcome('authorId', 0.97, 'accepted', 'memory'), outcome('editorId', 0.93, 'undecided', null)],
  unresolved: [
    {
      from: { model: 'Book', fields: ['shelf'] },
      reason: 'type-differs',
      says: 'looks like Shelf.id, but String and Int differ',
      guesses: [{ to: { model: 'Shelf', fields: ['id'] }, confidence: 0.4 }],
    },
  ],
  questions: [],
  drift: [
    { id: 'Book(press)->Press(id)', says: 'The table Press is gone.', suggestion: null, restored: false },
  ],
  missingIndexes: [
    {
      columns: { model: 'Book', fields: ['authorId'] },
      attribute: '@@index([authorId])',
      statement: 'CREATE INDEX `Book_authorId_idx` ON `Book`(`authorId`);',
    },
  ],
  warnings: [{ code: 'native-type', says: 'Book.authorId and Author.id differ: UnsignedInt | Int' }],
  after: [{ path, text: AFTER }],
  written: [path],
}

describe('the diff', () => {
  /** Six hundred models, each with a new field behind its first: more than is compared in one go. */
  const large = (more: string): string =>
    Array.from({ length: 600 }, (_, i) => `model T${i} {\n  id Int @id\n${more}}\n`).join('\n')

  it.each([
    ['', BEFORE, AFTER],
    [' with CRLF', BEFORE.replaceAll('\n', '\r\n'), AFTER.replaceAll('\n', '\r\n')],
    [' without a last line end', BEFORE.trimEnd(), AFTER.trimEnd()],
    [' in a last line without an end', `${BEFORE}// old`, `${BEFORE}// new`],
    [' of a large schema', large(''), large('  owner Owner\n')],
  ])('is one that git applies%s', (_, before, after) => {
    const diff = unifiedDiff([{ path, text: before }], [{ path, text: after }])
    const folder = scratch({ [path]: before, 'change.diff': diff })
    execFileSync('git', ['apply', '--whitespace=nowarn', 'change.diff'], { cwd: folder })
    expect(textOf(folder, path)).toBe(after)
  })

  const LINE = fc.constantFrom('model A {', '  id Int', '  x String', '}', '', '// end')
  const TEXT = fc.tuple(fc.array(LINE, { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), fc.boolean())

  it('leads from any text to any other', () => {
    fc.assert(
      fc.property(TEXT, TEXT, ([lines, newline, ends], [others, , otherEnds]) => {
        const before = [...lines, ends ? '' : 'end'].join(newline)
        const after = [...others, otherEnds ? '' : 'end'].join(newline)
        fc.pre(before !== '' && after !== '')
        const diff = unifiedDiff([{ path, text: before }], [{ path, text: after }])
        expect(applyPatch(before, diff, { autoConvertLineEndings: false })).toBe(after)
      }),
    )
  })

  it('is empty where nothing changes', () => {
    expect(unifiedDiff(result.schema.files, result.schema.files)).toBe('')
  })
})

it.each([
  'mysql://root:hunter2@db:3306/app',
  'sqlserver://db:1433;user=sa;password={hunter2;x};encrypt=true',
  'prisma://db.example.com/?api_key=hunter2',
  // Nobody encoded these.
  'mysql://root:1234/hunter2@db:3306/app',
  "mysql://root:it's-hunter2@db:3306/app",
  'mysql://root:a hunter2@db:3306/app',
  'mysql://root:a\\"hunter2@db:3306/app',
  'sqlserver://db:1433;password={a}}hunter2};encrypt=true',
])('the diff hides the password of %s', (url) => {
  const [before, after] = [BEFORE, AFTER].map((text) => text.replace('"mysql"', `"mysql"\n  url = "${url}"`))
  const changed = after?.replace('}\n', '  relationMode = "prisma"\n}\n')
  const diff = unifiedDiff(
    [{ path: 'a.prisma', text: before ?? '' }],
    [{ path: 'a.prisma', text: changed ?? '' }],
  )
  expect(diff).toContain(' url = "')
  expect(diff).not.toContain('hunter2')
})

describe('the report for programs', () => {
  it('has the members that are promised', () => {
    const report = JSON.parse(printJson(result))
    expect(report).toMatchObject({
      version: 1,
      schema: [path],
      provider: 'mysql',
      relationMode: null,
      unresolved: [
        { model: 'Book', fields: ['shelf'], reason: 'type-differs', guesses: [{ confidence: 0.4 }] },
      ],
      drift: [{ id: 'Book(press)->Press(id)', suggestion: null, restored: false }],
      warnings: [{ code: 'native-type' }],
      written: [path],
    })
    expect(report.relations[0]).toEqual({
      id: 'Book(authorId)->Author(id)',
      from: { model: 'Book', fields: ['authorId'] },
      to: { model: 'Author', fields: ['id'] },
      cardinality: 'many-to-one',
      optional: false,
      confidence: 0.97,
      convention: 'table-name',
      evidence: [
        { source: 'index', says: 'authorId leads no index', weight: -0.6 },
        { source: 'name', says: 'authorId names Author', weight: 3 },
      ],
      alternatives: [],
      names: { field: 'author', back: 'books', relation: null },
      decision: 'accepted',
      by: 'memory',
    })
  })
})

describe('the check', () => {
  const settings = { minConfidence: 0.9, only: [], skip: [] }

  it('finds what was accepted and is missing, what is likely and undecided, and what no longer fits', () => {
    expect(printCheck(checkFindings(result, settings))).toMatchInlineSnapshot(`
      "3 relations to look at:
        prisma/schema.prisma:11  Book.authorId -> Author.id: accepted, but missing
        prisma/schema.prisma:12  Book.editorId -> Author.id: 93 % likely, undecided
        Book(press)->Press(id): The table Press is gone

      Run npx restore-relations, then commit the schema and the decisions.
      What is gone for good: delete its line from the decisions file.
      "
    `)
    expect(checkFindings(result, { ...settings, minConfidence: 0.95 })).toHaveLength(2)
    expect(checkFindings(result, { ...settings, skip: ['Book.editorId'] })).toHaveLength(2)
  })

  it('is content with a complete schema', () => {
    const complete = { ...result, relations: [], drift: [] }
    expect(checkFindings(complete, settings)).toEqual([])
  })

  it('annotates the lines of the columns, with what GitHub wants escaped', () => {
    const annotations = githubAnnotations(checkFindings(result, settings)).split('\n')
    expect(annotations[0]).toBe(
      '::error file=prisma/schema.prisma,line=11::Book.authorId -> Author.id: accepted, but missing',
    )
    expect(annotations[1]).toBe(
      '::error file=prisma/schema.prisma,line=12::Book.editorId -> Author.id: 93 %25 likely, undecided',
    )
    expect(githubAnnotations([{ says: 'x', path: 'a,b:c.prisma', line: 2 }])).toBe(
      '::error file=a%2Cb%3Ac.prisma,line=2::x\n',
    )
  })
})

describe('texts for people', () => {
  it('ends a run with what was done, what is left, and what to do next', () => {
    expect(summary(result)).toMatchInlineSnapshot(`
      "Restored 1 relation in prisma/schema.prisma.
        - decided in an earlier run
        - 1 relation left to decide: npx restore-relations
        - 1 column left without a target: --report FILE says why
        - 1 relation without an index on the columns: --indexes add
      Decisions that no longer fit:
        - Book(press)->Press(id): The table Press is gone.
      What is gone for good: delete its line from the decisions file.
      Please note:
        - Book.authorId and Author.id differ: UnsignedInt | Int
      Written:
        - prisma/schema.prisma
      Next: npx prisma generate
      "
    `)
    expect(summary(result, { command: 'restore-relations', width: 80, addsIndexes: true })).toContain(
      '1 index to create in the database',
    )
    for (const line of summary(result, { command: 'restore-relations', width: 40 }).split('\n').slice(1))
      expect(line.length).toBeLessThanOrEqual(40)
  })

  it('ends a run with every file, what was put off, what was taken out, and the way back', () => {
    const repaired = {
      code: 'repaired',
      says: 'Taken out: Book.press and Press.books, since Book.pressId is gone.',
      lines: [{ path, line: 14, text: '  press   Press @relation(fields: [pressId], references: [id])' }],
    }
    const invalid = { code: 'schema-invalid', says: `Prisma refuses this schema: ${path}:3: Too many.` }
    const end: Result = {
      ...result,
      relations: [
        outcome('authorId', 0.97, 'accepted', 'user'),
        outcome('editorId', 0.93, 'undecided', null),
        outcome('readerId', 0.93, 'undecided', null),
      ],
      putOff: ['Book(editorId)->Author(id)'],
      unresolved: [],
      drift: [],
      missingIndexes: [],
      warnings: [repaired, invalid],
      written: [path, 'prisma/decisions.json'],
    }
    const settings = {
      command: 'npx restore-relations',
      width: 60,
      decisions: 'prisma/decisions.json',
      report: 'relations.md',
      takeBack: { command: 'git restore prisma', says: ', and more' },
    }
    expect(summary(end, settings)).toMatchInlineSnapshot(`
      "Restored 1 relation in prisma/schema.prisma.
        - 2 relations left to decide, 1 of them put off:
          npx restore-relations
      Taken out: Book.press and Press.books, since Book.pressId is
      gone.
        - prisma/schema.prisma:14 press Press @relation(fields:
          [pressId], references: [id])
      Prisma refuses this schema: prisma/schema.prisma:3: Too
      many.
      Written:
        - prisma/schema.prisma
        - prisma/decisions.json, the decisions: commit it
        - relations.md, the report
      Next: mend what npx prisma validate says, then
        npx prisma generate
      To take all of it back: git restore prisma, and more
      To take one relation back:
        npx restore-relations reject 'ID'
      "
    `)
  })

  it('puts a relation on a card that fits the terminal', () => {
    const planned = {
      from: { model: 'Book', fields: ['editorId'] },
      to: { model: 'Author', fields: ['id'] },
      cardinality: 'many-to-one' as const,
      optional: false,
      names: { field: 'editor', back: 'editedBooks', relation: 'BookEditor' },
      lines: {
        field:
          'editor Author @relation("BookEditor", fields: [editorId], references: [id], onDelete: NoAction)',
        back: 'editedBooks Book[] @relation("BookEditor")',
      },
    }
    const rivals = [candidate('editorId', 'Person', 0.04)]
    const lines = card({ candidate: candidate('editorId', 'Author', 0.934), rivals, planned }, 60)
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "Book.editorId -> Author.id  93 %
      Book    + editor Author @relation("BookEditor",
                  fields: [editorId], references: [id],
                  onDelete: NoAction)
      Author  + editedBooks Book[] @relation("BookEditor")
      editorId names Author, but editorId leads no index
      or Person.id (4 %)"
    `)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60)
  })

  it('says what speaks against a relation after what speaks for it, and never that something is certain', () => {
    expect(spelledEvidence(candidate('authorId', 'Author', 1).evidence)).toBe(
      'authorId names Author, but authorId leads no index',
    )
    expect([1, 0.9999, 0.8999, 0.29, 0.004, 0].map(spelledConfidence)).toEqual([
      '99 %',
      '99 %',
      '89 %',
      '29 %',
      'below 1 %',
      '0 %',
    ])
  })
})

describe('the Markdown report', () => {
  const written: PageSettings = { writes: true, remembers: true, remembered: {} }
  const shownAs = (relations: readonly RelationOutcome[]): readonly PageRelation[] =>
    pageData({ ...result, relations }, written).relations

  it('shows the diagram, the relations with their evidence, and everything that wants a look', () => {
    expect(markdown(result, written)).toMatchInlineSnapshot(`
      "# Relations of \`prisma/schema.prisma\`

      1 relation accepted, 1 open, 1 column unresolved.

      ## Diagram

      \`\`\`mermaid
      erDiagram
        "Author" ||--o{ "Book" : "author"
        "Author" ||..o{ "Book" : "editor"
      \`\`\`

      Solid lines are accepted, dotted ones are open.

      ## Relations

      | from | to | names | confidence | decision | why |
      |---|---|---|---|---|---|
      | \`Book.authorId\` | \`Author.id\` | \`author / books\` | 97 % | accepted before | authorId names Author, but authorId leads no index |
      | \`Book.editorId\` | \`Author.id\` | \`editor / books\` | 93 % | open | editorId names Author, but editorId leads no index |

      ## Decisions that no longer fit

      - \`Book(press)->Press(id)\`: The table Press is gone. Not restored.

      ## Columns that fit nothing

      | column | why | nearest |
      |---|---|---|
      | \`Book.shelf\` | looks like Shelf.id, but String and Int differ | Shelf.id |

      ## Missing indexes

      Without an index on its columns a relation makes the database read whole tables.

      | columns | in the schema |
      |---|---|
      | \`Book.authorId\` | \`@@index([authorId])\` |

      \`\`\`sql
      CREATE INDEX \`Book_authorId_idx\` ON \`Book\`(\`authorId\`);
      \`\`\`

      ## Warnings

      - Book.authorId and Author.id differ: UnsignedInt \\| Int
      "
    `)
  })

  const link = (from: string, to: string, column = `${to}Id`): RelationOutcome => ({
    ...outcome(column, 0.9, 'accepted', 'policy'),
    candidate: {
      ...candidate(column, to, 0.9),
      from: { model: from, fields: [column] },
    },
  })

  it('counts and draws what stands in the schema, and gives no names to what is rejected', async () => {
    const schema = read([
      {
        path,
        text: `${AFTER.replace('books Book[]', 'books Book[]\n  prizes Prize[] @relation("won\\n```")')}
model Prize {
  id Int @id
  winners Author[] @relation("won\\n\`\`\`")
}
`,
      },
    ])
    const names: RelationNames = { field: '', back: '', relation: null }
    const refused = { ...outcome('editorId', 0.93, 'rejected', 'user'), names }
    const remembered = { 'Book(authorId)->Author(id)': { verdict: 'accept', by: 'policy' } } as const
    const standing = { ...result, schema, relations: [refused] }
    const text = markdown(standing, { ...written, remembered })
    expect(text).toContain('\n1 relation accepted, 0 open, 1 declared before, 1 column unresolved.\n')
    expect(text).toContain('Solid lines are accepted or declared before, dotted ones are open.')
    expect(text).toContain('| `Book.editorId` | `Author.id` |  | 93 % | rejected by a person |')
    const [, drawn = ''] = /```mermaid\n(.*?)```/s.exec(text) ?? []
    expect(drawn.split('\n').slice(1, -1).toSorted()).toEqual([
      '  "Author" ||--o{ "Book" : "author"',
      '  "Prize" }o--o{ "Author" : "won____"',
    ])
    expect(await mermaidParser.parse(drawn)).toMatchObject({ diagramType: 'er' })
  })

  it('says of a dry run what would be accepted', () => {
    const relations = [
      outcome('authorId', 0.97, 'accepted', 'policy'),
      outcome('editorId', 0.6, 'undecided', null),
    ]
    const text = markdown({ ...result, relations }, { ...written, writes: false })
    expect(text).toContain('\n0 relations accepted, 1 would be accepted, 1 open, 1 column unresolved.\n')
    expect(text).toContain('| would be accepted by confidence |')
    expect(text).toContain('"Author" ||..o{ "Book" : "author"')
  })

  it('keeps SQL in its block whatever the database calls a table', () => {
    const [index] = result.missingIndexes
    const statement = 'CREATE INDEX `x` ON `Book\n```\n# Taken`(`authorId`);'
    const missingIndexes = index === undefined ? [] : [{ ...index, statement }]
    expect(markdown({ ...result, missingIndexes }, written)).toContain(
      `\n\`\`\`\`sql\n${statement}\n\`\`\`\`\n`,
    )
  })

  it('quotes names that are words of Mermaid, as its own parser sees them', async () => {
    const words = [
      'Class',
      'Style',
      'End',
      'One',
      'to',
      'title',
      'direction',
      'classDef',
      'only',
      'many',
      'u',
    ]
    const [diagram] = mermaid(shownAs(words.map((word) => link(word, 'Class', word))))
    // Loads the parser, which the next call needs.
    expect(await mermaidParser.parse(diagram?.text ?? '')).toMatchObject({ diagramType: 'er' })
    const { db } = await mermaidParser.mermaidAPI.getDiagramFromText(diagram?.text ?? '')
    expect('getEntities' in db && db.getEntities instanceof Function && [...db.getEntities().keys()]).toEqual(
      words,
    )
  })

  it('draws every relation once, in diagrams that a person can read, and keeps together what is connected', () => {
    // Two towns of shops that reference their own street, all of them the one country.
    const shops = Array.from({ length: 40 }, (_, i) => `Shop${i}`)
    const many = [
      ...shops.flatMap((shop, i) => [link(shop, i % 2 === 0 ? 'High' : 'Low'), link(shop, 'Country')]),
      link('Moon', 'Sun'),
      link('Cat', 'Dog'),
    ]
    const diagrams = mermaid(shownAs(many))
    const lines = diagrams.flatMap(({ text }) => text.trimEnd().split('\n').slice(1))
    expect(lines.toSorted()).toEqual(
      many.flatMap((one) => mermaid(shownAs([one]))[0]?.text.split('\n')[1] ?? []).toSorted(),
    )
    for (const { relations } of diagrams) expect(relations).toBeLessThanOrEqual(40)
    expect(diagrams.filter(({ models }) => models.includes('High') && models.includes('Low'))).toEqual([])
    expect(diagrams.at(-1)?.models.toSorted()).toEqual(['Cat', 'Dog', 'Moon', 'Sun'])
    expect(
      markdown({ ...result, relations: many }, written)
        .match(/^### .*/gm)
        ?.at(-1),
    ).toBe('### `Sun`, `Dog`, `Moon` and 1 more: 2 relations')
  })
})
