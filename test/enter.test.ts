// Whoever only holds Enter comes to the end, and nothing is written that was not certain.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ask } from '../src/decide/ask.js'
import { askAboutSchema } from '../src/decide/ask-schema.js'
import type { Prompts } from '../src/decide/prompts.js'
import { RestoreError } from '../src/errors.js'
import { noDecisions } from '../src/memory/decisions-file.js'
import { plainStyle } from '../src/print/style.js'
import { loadEngine } from '../src/prisma/engine.js'
import { DEFAULT_POLICY } from '../src/relation/selection.js'
import { type Examined, examine, reviewOf } from '../src/run/examine.js'
import type { SourceFile } from '../src/schema/schema.js'
import { corpusFolder, schemas } from './corpus.js'

const never = async (): Promise<never> => {
  throw new Error('Enter leads to no list, table or text')
}

/** A person who presses nothing but Enter. */
const holdingEnter: Prompts = {
  width: 76,
  rows: 24,
  style: plainStyle,
  say: () => {},
  async choose(_, choices, initial) {
    const chosen = initial ?? choices.find(({ aside }) => aside !== true)?.value
    if (chosen === undefined) throw new Error('nothing is pointed at')
    return chosen
  },
  show: never,
  tick: never,
  find: never,
  type: never,
}

const engine = loadEngine()
const style = {
  naming: 'natural',
  indexes: 'report',
  manyToMany: 'explicit',
  format: false,
  includeIgnored: false,
} as const

/** Undefined where the schema itself is not one to work on, which other tests are about. */
function begun(file: SourceFile): Examined | undefined {
  try {
    return examine({ files: [file], decisions: noDecisions }, { style, answers: {}, adopt: false }, engine)
  } catch (error) {
    if (error instanceof RestoreError) return undefined
    throw error
  }
}

// A run over the whole collection takes minutes: `npm run test:long`.
const isLong = process.env.MODE === 'long'
const SAMPLE = 8

const all =
  corpusFolder === undefined
    ? schemas.filter((file) => file.path.startsWith(path.join('test', 'schemas')))
    : schemas.filter((_, i) => isLong || i % SAMPLE === 0)

describe('holding Enter', () => {
  it.each(all.map((file) => [file.path, file] as const))(
    'is safe on %s',
    { timeout: 300_000 },
    async (_, file) => {
      const first = begun(file)
      if (first === undefined) return
      expect(await askAboutSchema(first.inference.questions, holdingEnter)).toEqual({})
      const review = reviewOf(first)
      const decided = await ask(review, DEFAULT_POLICY, holdingEnter, engine.format)
      if (decided === 'back') throw new Error('Enter does not lead back')
      expect([decided.left, decided.relationMode]).toEqual([undefined, undefined])
      // What it was before any answer: an answer of Enter's own would make its relations look certain.
      const sure = new Map(
        review.references.flatMap(({ candidates }) =>
          candidates.map(({ id, confidence }) => [id, confidence]),
        ),
      )
      const unsure = decided.decisions.filter(({ id }) => (sure.get(id) ?? 0) < DEFAULT_POLICY.minConfidence)
      expect(unsure.map(({ id }) => id)).toEqual([])
      expect(decided.decisions.filter(({ verdict }) => verdict === 'reject')).toEqual([])
    },
  )
})
