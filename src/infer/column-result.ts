// What one column comes to: what it may reference, or why nothing is offered for it.

import type { Inference, Reference, Unresolved } from '../relation/candidate.js'
import {
  candidateOf,
  columnSetOf,
  evidenceFor,
  MOST_CANDIDATES,
  type Scored,
  scored,
  waysOf,
  worthShowing,
} from './candidates.js'
import { type ColumnTargets, columnTargets } from './pairs.js'
import { type RuleMatch, ruleFor } from './project-rules.js'
import { rounded } from './score.js'
import type { Setup } from './setup.js'
import { type Column, hasIdWord, type KeyColumn } from './table.js'

// A project's own rule is as good as certain, but live data may still contradict it.
const RULE_CONFIDENCE = 0.99
const RULE_WEIGHT = Math.log(RULE_CONFIDENCE / (1 - RULE_CONFIDENCE))

/** What one column comes to; undefined where there is nothing to say. */
export type ColumnResult = { readonly reference: Reference } | { readonly unresolved: Unresolved } | undefined

export const referencesOf = (result: ColumnResult): readonly Reference[] =>
  result !== undefined && 'reference' in result ? [result.reference] : []

const unresolved = (
  column: Column,
  reason: Unresolved['reason'],
  says: string,
  guesses: readonly { readonly key: KeyColumn; readonly confidence: number }[] = [],
): ColumnResult => ({
  unresolved: {
    from: columnSetOf(column),
    reason,
    says,
    guesses: guesses
      .slice(0, MOST_CANDIDATES)
      .map(({ key, confidence }) => ({ to: columnSetOf(key.column), confidence })),
  },
})

/** The guesses for a column that is not offered: what it is plainly named after, then the rest by confidence. */
function guessesFor(targets: ColumnTargets, likely: readonly Scored[]) {
  const keys = new Set<KeyColumn>()
  const blocked = targets.blocked.flatMap(({ key }) => (key === undefined ? [] : [{ key, confidence: 0 }]))
  const others = likely.map(({ pair, confidence }) => ({ key: pair.key, confidence }))
  return [...blocked.slice(0, 1), ...others].filter(({ key }) => !keys.has(key) && keys.add(key))
}

/** What the project's own rules say of a column. */
const ruleOf = (column: Column, { own, context }: Setup): RuleMatch | undefined =>
  ruleFor(column, own.rules, context.nameIndex)

const ruleName = ({ rule }: RuleMatch): string => `${rule.from} -> ${rule.to}`

function byRule(column: Column, match: RuleMatch, key: KeyColumn, setup: Setup): ColumnResult {
  const says = `your rule ${ruleName(match)}`
  const candidate = candidateOf([column], [key.column], setup, {
    confidence: RULE_CONFIDENCE,
    convention: 'own-rule',
    evidence: [{ source: 'own-rule', says, weight: rounded(RULE_WEIGHT) }],
  })
  return { reference: { from: candidate.from, candidates: [candidate] } }
}

export function resultFor(column: Column, setup: Setup): ColumnResult {
  if (setup.isIgnored(columnSetOf(column))) return undefined
  const match = ruleOf(column, setup)
  if (match?.key !== undefined) return byRule(column, match, match.key, setup)
  // A rule that finds no key for a column may be too wide: what the column's name says of itself stays.
  const byName = resultByName(column, setup)
  const isFound = byName !== undefined && 'reference' in byName
  if (match === undefined || isFound || column.isPrimaryKey) return byName
  return unresolved(column, 'no-target', `your rule ${ruleName(match)} finds no key of the same type`)
}

/** The columns for which a rule of the project finds no key; primary keys reference nothing by such a rule. */
export function ruleMisses(columns: readonly Column[], setup: Setup): Inference['ruleMisses'] {
  if (setup.own.rules.length === 0) return []
  return columns.flatMap((column) => {
    const match = ruleOf(column, setup)
    const isMiss = match !== undefined && match.key === undefined && !column.isPrimaryKey
    return isMiss && !setup.isIgnored(columnSetOf(column))
      ? [{ rule: ruleName(match), from: columnSetOf(column) }]
      : []
  })
}

function resultByName(column: Column, setup: Setup): ColumnResult {
  const targets = columnTargets(column, setup.context, setup.conventions)
  const likely = scored(targets.pairs, setup)
  for (const refusal of setup.refusals) {
    const says = refusal.says(targets, setup.context)
    if (says !== undefined) return unresolved(column, refusal.reason, says, guessesFor(targets, likely))
  }
  const kept = worthShowing(likely.slice(0, MOST_CANDIDATES))
  if (kept.length > 0) {
    const candidates = kept.map((one) =>
      candidateOf([column], [one.pair.key.column], setup, {
        confidence: one.confidence,
        convention: one.pair.proposal.convention,
        ways: waysOf(one.pair),
        evidence: evidenceFor(one, setup),
      }),
    )
    return { reference: { from: columnSetOf(column), candidates } }
  }
  if (!hasIdWord(column) || column.isPrimaryKey) return undefined
  const says = `${column.field.name} has an id word, but no model is called so`
  return unresolved(column, 'no-target', says, guessesFor(targets, likely))
}
