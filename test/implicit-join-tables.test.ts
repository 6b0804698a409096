import { expect, it } from 'vitest'
import { inferRelations, restoreText } from '../src/library/library.js'
import { noDecisions } from '../src/memory/decisions-file.js'
import { recall } from '../src/memory/recall.js'
import { read } from '../src/schema/read.js'
import { declaredImplicitJoinTables, declaredManyToMany } from '../src/schema/relations.js'
import { lookUp } from '../src/schema/schema.js'
import { candidateBetween, withProposals } from '../src/verify/propose.js'

// What a pull with relationMode = "prisma" leaves of two lists: both of them, and their table as well.
const TEXT = `model Book {
  id      Int     @id
  shelves Shelf[]
}

model Shelf {
  id    Int    @id
  books Book[]
}

model BookToShelf {
  A Int
  B Int

  @@unique([A, B], map: "_BookToShelf_AB_unique")
  @@index([B], map: "_BookToShelf_B_index")
  @@map("_BookToShelf")
}
`
const schema = read([{ path: 'schema.prisma', text: TEXT }])
const find = lookUp(schema)
const A = { model: 'BookToShelf', fields: ['A'] }
const ID = { model: 'Book', fields: ['id'] }

it('knows the implicit join table of two lists', () => {
  expect(declaredManyToMany(schema)).toEqual([{ models: ['Book', 'Shelf'], relation: 'BookToShelf' }])
  expect(declaredImplicitJoinTables(schema).map(({ name }) => name)).toEqual(['BookToShelf'])
})

it('takes two lists under different names for no relation', () => {
  const other = TEXT.replace('shelves Shelf[]', 'shelves Shelf[] @relation("places")')
  expect(declaredManyToMany(read([{ path: 'schema.prisma', text: other }]))).toEqual([])
})

it('offers nothing about it, whoever proposes it', () => {
  expect(inferRelations(TEXT).relations).toEqual([])
  const fromDatabase = candidateBetween(find, A, ID)
  const nothing = { references: [], declared: [], ruleMisses: [], rules: [], unresolved: [], questions: [] }
  expect(fromDatabase).toBeDefined()
  expect(withProposals(schema, find, nothing, fromDatabase ? [fromDatabase] : []).references).toEqual([])
})

it('misses nothing that was remembered of it', () => {
  const relations = {
    '_BookToShelf(A)->Book(id)': { verdict: 'accept', field: 'books', back: 'shelves' },
    '_BookToShelf(B)->Shelf(id)': { verdict: 'accept', field: 'shelves', back: 'books' },
  } as const
  expect(recall(schema, { ...noDecisions, relations })).toEqual({
    decisions: [],
    drift: [],
    resting: [],
  })
  expect(restoreText(TEXT, { decide: () => 'accept' }).files[0]?.text).toBe(TEXT)
})
