// A possible relation for whoever looks at it: both ends, how likely it is, and the reasons in words.

import { type Candidate, cardinalityOf, type Evidence, isOptional } from '../relation/candidate.js'
import { relationId } from '../relation/identity.js'
import type { Columns } from '../schema/schema.js'
import type { Pair } from './clue.js'
import { clues } from './clues/index.js'
import type { Proposal } from './convention.js'
import { isDoubtful } from './refusals/polymorphic.js'
import { chances, rounded, type Weighed } from './score.js'
import type { Setup } from './setup.js'
import type { Column } from './table.js'
import type { Trait } from './trait.js'
import { CENTRES } from './weights.js'

export const columnSetOf = (...columns: readonly [Column, ...Column[]]): Columns => ({
  model: columns[0].table.model.name,
  fields: columns.map(({ field }) => field.name),
})

// A candidate is there because of its name: what the other clues say of a typical relation counts for the name.
const NAME_BONUS = clues.reduce((sum, { name }) => (name === 'name' ? sum : sum + (CENTRES[name] ?? 0)), 0)

const againstTypical = (clue: string, weight: number): number =>
  rounded(clue === 'name' ? weight + NAME_BONUS : weight - (CENTRES[clue] ?? 0))

export interface Scored extends Pick<Weighed, 'pair' | 'weights'> {
  readonly confidence: number
}

export function evidenceFor({ pair, weights }: Scored, { context, clues }: Setup): readonly Evidence[] {
  return clues.flatMap((clue, i): readonly Evidence[] => {
    const own = weights[i] ?? 0
    if (own === 0) return []
    const weight = againstTypical(clue.name, own)
    const says = clue.says(pair, context, weight)
    return says === undefined ? [] : [{ source: clue.name, says, weight }]
  })
}

export function candidateOf(
  columns: readonly [Column, ...Column[]],
  keys: readonly [Column, ...Column[]],
  setup: Setup,
  rest: Pick<Candidate, 'confidence' | 'convention' | 'ways' | 'evidence'>,
): Candidate {
  const from = columnSetOf(...columns)
  const to = columnSetOf(...keys)
  return {
    id: relationId(setup.find, from, to),
    from,
    to,
    cardinality: cardinalityOf(columns[0].table.model, from.fields),
    optional: isOptional(columns.map(({ field }) => field)),
    ...rest,
  }
}

// The way of naming of a column that says who did what, or whose it is.
const WHO = 'who'
const WHO_TRAITS: ReadonlySet<Trait> = new Set<Trait>(['role-strong', 'role-by', 'role-audit'])

const saysWho = ({ traits }: Proposal): boolean =>
  traits.some((trait) => WHO_TRAITS.has(trait)) && !traits.includes('to-hub')

/** Whether a candidate's columns say by a role alone who is meant, and its target may be a table of persons. */
export const meansSomebody = ({ ways = [] }: Pick<Candidate, 'ways'>): boolean =>
  ways.some((way) => way.startsWith(WHO))

/** The ways of naming that a pair is an example of, the widest first. */
export function waysOf({ proposal, strength, column, key }: Pair): readonly string[] {
  const { convention, form } = proposal
  return [
    strength,
    convention,
    `${convention} ${form}`,
    `named ${column.normalizedName}`,
    ...(strength === 'role' ? [`${saysWho(proposal) ? WHO : 'role'} of ${key.table.model.name}`] : []),
  ]
}

// Of 15 columns of the collection that plainly name a thing and have a text beside them that may say of what table, five
// declare the relation and one is polymorphic; the others may be either.
const MOST_IN_DOUBT = 0.45

export function scored(pairs: readonly Pair[], { weighPairs, context }: Setup): readonly Scored[] {
  const weighed = weighPairs(pairs)
  const confidences = chances(weighed.map(({ score }) => score))
  const mostOf = (pair: Pair): number => (isDoubtful(pair, context) ? MOST_IN_DOUBT : 1)
  return weighed
    .map(({ pair, weights }, i) => ({
      pair,
      weights,
      confidence: rounded(Math.min(confidences[i] ?? 0, mostOf(pair))),
    }))
    .sort((a, b) => b.confidence - a.confidence)
}

// Below the first a column is noise: at 0.002 the collection has 1,500 more columns that are none, and nine more true
// relations. Beside a better one a rival is shown from the second on. With 0.01 for both more than 80 true relations
// fewer are shown. A longer list of rivals nobody reads: six rivals show 52 true relations more than three would, and
// twelve only 12 more than six.
const LEAST_CONFIDENCE = 0.005
const LEAST_OF_RIVALS = 0.002
export const MOST_CANDIDATES = 6

/** What is shown of the candidates of one column, the best of which comes first. */
export const worthShowing = <T extends { readonly confidence: number }>(all: readonly T[]): readonly T[] =>
  (all[0]?.confidence ?? 0) < LEAST_CONFIDENCE
    ? []
    : all.filter(({ confidence }) => confidence >= LEAST_OF_RIVALS)
