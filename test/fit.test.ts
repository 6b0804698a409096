import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answeredBy } from '../src/fit/answers.js'
import { collect, type Specimen } from '../src/fit/collection.js'
import { isDense } from '../src/fit/density.js'
import { foldsOf } from '../src/fit/folds.js'
import { calibrationError, outcomeOf, ratesAt } from '../src/fit/measure.js'
import { train } from '../src/fit/train.js'
import { examOf } from '../src/fit/trials.js'
import { infer } from '../src/infer/infer.js'
import { numbering } from '../src/infer/numbering.js'
import type { Inference } from '../src/relation/candidate.js'
import type { Relation } from '../src/relation/relation.js'
import { smallSchema } from './small-schema.js'

// Two shops by one author, and a farm that declares hardly anything.
const SHOP = (suffix: string) => `
model User${suffix} {
  id    Int @id @default(autoincrement())
  email String @unique
  notes Note[]
}
model Note {
  id       Int @id @default(autoincrement())
  authorId Int
  user     User${suffix} @relation(fields: [authorId], references: [id])
  parentId Int?
  parent   Note?  @relation("thread", fields: [parentId], references: [id])
  replies  Note[] @relation("thread")
  tags     Tag[]
  shelfId  Int
  shelf    Shelf  @relation(fields: [shelfId], references: [id])
  sizeId   Int
}
model Shelf {
  id    Int @id @default(autoincrement())
  notes Note[]
}
model Tag {
  id    Int @id
  notes Note[]
}`
const FARM = `
model Barn { id Int @id }
model Cow {
  id Int @id
  barnId Int
  farmerId Int
}
model Farmer { id Int @id }
`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collection-'))
  writeFileSync(path.join(folder, 'shop.prisma'), SHOP(''))
  writeFileSync(path.join(folder, 'shop__2.prisma'), SHOP('Account'))
  writeFileSync(path.join(folder, 'farm.prisma'), FARM)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ids = (inference: Inference): readonly string[] =>
  inference.references.map(({ candidates: [best] }) => best?.id ?? '')

describe('a collection of ordinary schemas', () => {
  it('has its relations taken out, lists become implicit join tables', () => {
    const [, shop] = collect(folder)
    expect(
      shop?.schema.models.flatMap(({ fields }) => fields.filter(({ kind }) => kind === 'model')),
    ).toEqual([])
    expect(
      shop?.relations.map(({ from, to }) => `${from.model}.${from.fields} -> ${to.model}.${to.fields}`),
    ).toEqual([
      'Note.authorId -> User.id',
      'Note.parentId -> Note.id',
      'Note.shelfId -> Shelf.id',
      'NoteToTag.A -> Note.id',
      'NoteToTag.B -> Tag.id',
    ])
  })

  it('knows who declares what is obvious', () => {
    expect(collect(folder).map((specimen) => [specimen.name, isDense(specimen)])).toEqual([
      ['farm', false],
      ['shop', true],
      ['shop__2', true],
    ])
  })

  it('keeps the versions of a project in one fold', () => {
    const specimens = collect(folder)
    const folds = foldsOf(specimens, 2)
    const [farm, shop, otherVersion] = specimens.map((specimen) => folds.get(specimen))
    expect(shop).toBe(otherVersion)
    expect(farm).not.toBe(shop)
  })

  it('teaches weights that find its own relations', () => {
    const numbers = numbering()
    const exams = collect(folder).map((specimen) => examOf(specimen, numbers))
    const options = { pull: 0.01, even: 0, rounds: 200 }
    const fitted = train(exams, ({ specimen }) => isDense(specimen), numbers.names.length, options)
    const weights = Object.fromEntries(numbers.names.map((name, i) => [name, fitted[i] ?? 0]))
    const shops = exams.map(({ specimen }) => specimen).filter(isDense)
    const learned = shops.map((specimen) => outcomeOf(specimen, infer(specimen.schema, { weights })))
    expect(ratesAt(learned, 0.5)).toEqual({ precision: 1, recall: 1, f1: 1 })
    expect(calibrationError(learned)).toBeLessThan(0.1)
    const unfitted = shops.map((specimen) => outcomeOf(specimen, infer(specimen.schema, { weights: {} })))
    expect(ratesAt(unfitted, 0.5).f1).toBeLessThan(1)
  })
})

it('counts what is first, what is listed and what is right', () => {
  const [, shop] = collect(folder)
  if (shop === undefined) throw new Error('the shop was written')
  const inference = infer(shop.schema)
  expect(ids(inference)).toContain('_NoteToTag(A)->Note(id)')
  const { relations, first, offered, points } = outcomeOf(shop, inference)
  expect({ relations, first, offered }).toEqual({ relations: 5, first: 5, offered: 5 })
  expect(points.filter(({ right }) => right)).toHaveLength(5)
})

describe('answers of a person who knows the truth', () => {
  const schema = smallSchema(
    'users(id), boats(id), posts(id, owner, boat), notes(id, owner, boat), logs(id, owner)',
  )
  const to = (model: string) => ({ model, fields: ['id'] })
  const relation = (model: string, field: string, target: string): Relation => ({
    from: { model, fields: [field] },
    to: to(target),
  })
  const specimen: Specimen = {
    set: 'own',
    name: 'harbour',
    schema,
    relations: [
      ...['posts', 'notes'].map((model) => relation(model, 'owner', 'users')),
      relation('posts', 'boat', 'boats'),
    ],
    unknown: new Set(),
    dense: true,
  }

  it('count one for a question, more for a mixed one, and leave nothing wrong in the end', () => {
    const [none, one, all] = answeredBy(specimen, [0, 1, 20])
    // The first question is about the three called owner, one of which is no relation: it costs two.
    expect(one).toEqual(none)
    expect(all).toEqual({ relations: 3, made: 3, right: 3, first: 3 })
  })
})
