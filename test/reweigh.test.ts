import { expect, it } from 'vitest'
import type { Candidate } from '../src/relation/candidate.js'
import { reweigh } from '../src/verify/reweigh.js'

const from = { model: 'Post', fields: ['userId'] }

const candidate = (model: string, confidence: number): Candidate => ({
  id: model,
  from,
  to: { model, fields: ['id'] },
  cardinality: 'many-to-one',
  optional: false,
  confidence,
  convention: 'table-name',
  evidence: [],
})

/** The confidences after evidence of these weights, by target. */
const after = (candidates: readonly Candidate[], weights: Readonly<Record<string, number>>) =>
  reweigh(
    { from, candidates },
    new Map(
      Object.entries(weights).map(([id, weight]) => [
        id,
        { id, evidence: [{ source: 'inclusion', says: '', weight }], contradicted: false },
      ]),
    ),
  ).candidates.map(({ id, confidence }) => [id, confidence])

it('gives three digits, and is never certain either way', () => {
  expect(after([candidate('User', 0.9)], { User: 20 })).toEqual([['User', 0.999]])
  expect(after([candidate('User', 0.5)], { User: -20 })).toEqual([['User', 0.001]])
  expect(after([candidate('User', 0.5)], { User: 1 })).toEqual([['User', 0.731]])
})

it('puts the better first by less than three digits show', () => {
  const two = [candidate('Account', 0.4), candidate('User', 0.4)]
  expect(after(two, { User: 0.0001 }).map(([id]) => id)).toEqual(['User', 'Account'])
})
