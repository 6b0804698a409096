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

it('passes a third of what a contradicted candidate had to nobody: a wrong name often leads nowhere', () => {
  const evidence = [{ source: 'orphans', says: '', weight: -20 }]
  const { candidates } = reweigh(
    { from, candidates: [candidate('User', 0.6), candidate('Account', 0.3)] },
    new Map([['User', { id: 'User', evidence, contradicted: true }]]),
  )
  // Of 0.6 a third, 0.2, joins the 0.1 of "none of them": 0.3 of 0.6 is left to the rival, not 0.3 of 0.4.
  expect(candidates.map(({ id, confidence }) => [id, confidence])).toEqual([
    ['Account', 0.5],
    ['User', 0.001],
  ])
})
