// What inference reaches on the schemas in test/schemas, and that every convention, clue and refusal has a part in it.
// The schemas look as after a pull from a database without foreign keys. Beside each lies its truth: the relations, the
// columns that never get one, and perhaps answers of a person. Where inference got better, or a schema was changed,
// `RECORD=floors npx vitest run test/worth.test.ts` records anew what is reached.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { clues } from '../src/infer/clues/index.js'
import { compositeConventions } from '../src/infer/conventions/composite.js'
import { conventions } from '../src/infer/conventions/index.js'
import { type InferOptions, infer } from '../src/infer/infer.js'
import { refusals } from '../src/infer/refusals/index.js'
import type { SchemaAnswers } from '../src/relation/answers.js'
import type { Candidate } from '../src/relation/candidate.js'
import type { Relation } from '../src/relation/relation.js'
import { read } from '../src/schema/read.js'
import { columnsOf, fieldsOf, isUniqueCriterion, lookUp, type Schema } from '../src/schema/schema.js'

const folder = path.join(import.meta.dirname, 'schemas')
const floorsFile = path.join(folder, 'floors.json')

interface KnownTruth {
  readonly relations: readonly Relation[]
  /** `Model.field` */
  readonly never: readonly string[]
  readonly answers?: SchemaAnswers
}

interface KnownSchema {
  readonly name: string
  readonly schema: Schema
  readonly truth: KnownTruth
}

/** How many relations are proposed, and how many of them are true or not. */
interface Reached {
  readonly relations: number
  /** Of the true relations, those that are the best candidate of their columns. */
  readonly first: number
  readonly rightAt90: number
  readonly wrongAt90: number
  readonly rightAt50: number
  readonly wrongAt50: number
  /** Columns that never get a relation and have one at 0.5 or above. */
  readonly decoysAt50: number
}

const jsonOf = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

const knownSchemas: readonly KnownSchema[] = readdirSync(folder)
  .filter((file) => file.endsWith('.prisma'))
  .sort()
  .map((file) => ({
    name: path.parse(file).name,
    schema: read([{ path: file, text: readFileSync(path.join(folder, file), 'utf8') }]),
    truth: jsonOf(path.join(folder, `${path.parse(file).name}.json`)),
  }))

// The order of the columns does not matter as long as the pairs stay the same.
const pairsOf = ({ from, to }: Relation): string =>
  `${from.model} -> ${to.model}: ${from.fields.map((field, i) => `${field} ${to.fields[i]}`).sort()}`

function reachedOn({ schema, truth }: KnownSchema, options: InferOptions = {}): Reached {
  const { references } = infer(schema, { answers: truth.answers ?? {}, ...options })
  const best = references.flatMap(({ candidates }) => candidates.slice(0, 1))
  const known = new Set(truth.relations.map(pairsOf))
  const isTrue = (candidate: Candidate) => known.has(pairsOf(candidate))
  const right = best.filter(isTrue)
  const wrong = best.filter((candidate) => !isTrue(candidate))
  const atLeast = (list: readonly Candidate[], least: number) =>
    list.filter(({ confidence }) => confidence >= least)
  const decoys = atLeast(wrong, 0.5).filter(({ from }) =>
    from.fields.some((field) => truth.never.includes(`${from.model}.${field}`)),
  )
  return {
    relations: known.size,
    first: right.length,
    rightAt90: atLeast(right, 0.9).length,
    wrongAt90: atLeast(wrong, 0.9).length,
    rightAt50: atLeast(right, 0.5).length,
    wrongAt50: atLeast(wrong, 0.5).length,
    decoysAt50: decoys.length,
  }
}

if (process.env.RECORD === 'floors') {
  const reached = Object.fromEntries(knownSchemas.map((one) => [one.name, reachedOn(one)]))
  writeFileSync(floorsFile, `${JSON.stringify(reached, null, 2)}\n`)
}

const floors: Readonly<Record<string, Reached>> = jsonOf(floorsFile)

/** What is worse than recorded. */
function fallen(one: KnownSchema, options: InferOptions = {}): readonly string[] {
  const floor = floors[one.name]
  if (floor === undefined) return [`${one.name} has no floor`]
  const now = reachedOn(one, options)
  const higher = (['first', 'rightAt90', 'rightAt50'] as const).filter((at) => now[at] < floor[at])
  const lower = (['wrongAt90', 'wrongAt50', 'decoysAt50'] as const).filter((at) => now[at] > floor[at])
  return [...higher, ...lower].map((at) => `${one.name}: ${at} ${now[at]}, not ${floor[at]}`)
}

describe.each(knownSchemas)('$name', (known) => {
  const { schema, truth } = known

  it('has a truth that Prisma could declare', () => {
    const find = lookUp(schema)
    const typesOf = (columns: Relation['from']) => fieldsOf(find, columns).map(({ type }) => type)
    const wrong = truth.relations.filter(({ from, to }) => {
      const model = find.model(to.model)
      const types = typesOf(from)
      const fits = types.length === from.fields.length && typesOf(to).join() === types.join()
      return !fits || model === undefined || !isUniqueCriterion(model, to.fields)
    })
    expect(wrong.map(pairsOf)).toEqual([])
  })

  it('has true relations and columns without one apart', () => {
    const columns = schema.models.flatMap((model) =>
      columnsOf(model).map(({ name }) => `${model.name}.${name}`),
    )
    const referencing = truth.relations.flatMap(({ from }) => from.fields.map((f) => `${from.model}.${f}`))
    expect(truth.never.filter((name) => !columns.includes(name) || referencing.includes(name))).toEqual([])
  })

  it('does not fall below its floor', () => {
    expect(floors[known.name]?.relations).toBe(truth.relations.length)
    expect(fallen(known)).toEqual([])
  })
})

const without = <T>(list: readonly T[], one: T): readonly T[] => list.filter((other) => other !== one)

interface Absence {
  readonly name: string
  readonly options: InferOptions
}

const absences: readonly Absence[] = [
  ...conventions.map((one) => ({
    name: one.name,
    options: { conventions: without(conventions, one) },
  })),
  ...compositeConventions.map((one) => ({
    name: one.name,
    options: { compositeConventions: without(compositeConventions, one) },
  })),
  ...clues.map((one) => ({ name: one.name, options: { clues: without(clues, one) } })),
  ...refusals.map((one) => ({ name: one.reason, options: { refusals: without(refusals, one) } })),
]

it.each(absences)('falls somewhere without $name', ({ options }) => {
  expect(knownSchemas.some((one) => fallen(one, options).length > 0)).toBe(true)
})
