// From a schema to everything its columns may reference: each column's candidates, and why others have none.

import { RestoreError } from '../errors.js'
import type { SchemaAnswers } from '../relation/answers.js'
import {
  type Candidate,
  cardinalityOf,
  type Evidence,
  type Inference,
  isOptional,
  type Reference,
  type Unresolved,
} from '../relation/candidate.js'
import { relationId } from '../relation/identity.js'
import { coversColumns, coversRelation } from '../relation/selection.js'
import { type Columns, type LookUp, lookUp, type Schema } from '../schema/schema.js'
import type { Clue, Pair } from './clue.js'
import { clues } from './clues/index.js'
import { anchorOf, type Composite, compositeSigns, conventionOf, rivalSets } from './composite.js'
import { contextOf } from './context.js'
import type { Context, Convention } from './convention.js'
import type { ConventionAccount } from './convention-account.js'
import { conventions } from './conventions/index.js'
import { inducedRules } from './induced-rules.js'
import { isTaken } from './name-index.js'
import { type ColumnTargets, canReference, columnTargets } from './pairs.js'
import { type ProjectConventions, type RuleMatch, ruleFor, ruleProblem } from './project-rules.js'
import { questionsOf } from './questions.js'
import type { Refusal } from './refusal.js'
import { refusals } from './refusals/index.js'
import { chances, type Weighed, type Weigher, type Weights, weigh, weigherFor } from './score.js'
import type { Sign } from './sign.js'
import { type Column, hasIdWord, type KeyColumn } from './table.js'
import { CENTRES, WEIGHTS } from './weights.js'
import { BY_HAND } from './weights-by-hand.js'

/** What a project or a person tells inference, beyond the schema. */
export interface InferOptions {
  readonly own?: ProjectConventions
  readonly answers?: SchemaAnswers
  /** Also looks at models and fields that Prisma's client ignores. */
  readonly includeIgnored?: boolean
  /** Instead of the fitted ones. */
  readonly weights?: Weights
  /** Instead of all conventions, clues and refusals: for measuring what each is worth. */
  readonly conventions?: readonly Convention[]
  readonly compositeConventions?: readonly ConventionAccount[]
  readonly clues?: readonly Clue[]
  readonly refusals?: readonly Refusal[]
}

// Below the first a column is noise: at 0.002 the collection has 1,500 more columns that are none, and nine more true
// relations. Beside a better one a rival is shown from the second on. With 0.01 for both more than 80 true relations
// fewer are shown. A longer list of rivals nobody reads: six rivals show 52 true relations more than three would, and
// twelve only 12 more than six.
const LEAST_CONFIDENCE = 0.005
const LEAST_OF_RIVALS = 0.002
const MOST_CANDIDATES = 6
// A project's own rule is as good as certain, but live data may still contradict it.
const RULE_CONFIDENCE = 0.99
const RULE_WEIGHT = Math.log(RULE_CONFIDENCE / (1 - RULE_CONFIDENCE))

/** What inference of one schema works with. */
interface Setup {
  readonly find: LookUp
  readonly context: Context
  readonly weights: Weights
  readonly weighPairs: Weigher
  readonly own: ProjectConventions
  /** Whether the project leaves columns out, whatever they reference. */
  readonly isIgnored: (columns: Columns) => boolean
  readonly conventions: readonly Convention[]
  readonly clues: readonly Clue[]
  readonly refusals: readonly Refusal[]
}

const columnSetOf = (...columns: readonly [Column, ...Column[]]): Columns => ({
  model: columns[0].table.model.name,
  fields: columns.map(({ field }) => field.name),
})

// A candidate is there because of its name: what the other clues say of a typical relation counts for the name.
const NAME_BONUS = clues.reduce((sum, { name }) => (name === 'name' ? sum : sum + (CENTRES[name] ?? 0)), 0)

const againstTypical = (clue: string, weight: number): number =>
  rounded(clue === 'name' ? weight + NAME_BONUS : weight - (CENTRES[clue] ?? 0))

// What is less likely is listed for whoever looks for it; all reasons for it would take a tenth of the time.
const TOLD_CONFIDENCE = 0.01

function evidenceFor({ pair, weights, confidence }: Scored, { context, clues }: Setup): readonly Evidence[] {
  return clues.flatMap((clue, i): readonly Evidence[] => {
    if (confidence < TOLD_CONFIDENCE && clue.name !== 'name') return []
    const own = weights[i] ?? 0
    const weight = againstTypical(clue.name, own)
    const says = own === 0 ? undefined : clue.says(pair, context, weight)
    return says === undefined ? [] : [{ source: clue.name, says, weight }]
  })
}

// More digits than anybody compares, few enough that every machine writes the same.
const rounded = (x: number): number => Math.round(x * 1000) / 1000

function candidateOf(
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

/** The ways of naming that a pair is an example of, the widest first. */
function waysOf({ proposal, strength, column, key }: Pair): readonly string[] {
  const { convention, form } = proposal
  return [
    strength,
    convention,
    `${convention} ${form}`,
    `named ${column.normalizedName}`,
    ...(strength === 'role' ? [`role of ${key.table.model.name}`] : []),
  ]
}

interface Scored extends Weighed {
  readonly confidence: number
}

function scored(pairs: readonly Pair[], { weighPairs }: Setup): readonly Scored[] {
  const weighed = weighPairs(pairs)
  const confidences = chances(weighed.map(({ score }) => score))
  return weighed
    .map((one, i) => ({ ...one, confidence: rounded(confidences[i] ?? 0) }))
    .sort((a, b) => b.confidence - a.confidence)
}

/** What is shown of the candidates of one column, the best of which comes first. */
const worthShowing = <T extends { readonly confidence: number }>(all: readonly T[]): readonly T[] =>
  (all[0]?.confidence ?? 0) < LEAST_CONFIDENCE
    ? []
    : all.filter(({ confidence }) => confidence >= LEAST_OF_RIVALS)

/** What one column comes to; undefined where there is nothing to say. */
type ColumnResult = { readonly reference: Reference } | { readonly unresolved: Unresolved } | undefined

const referencesOf = (result: ColumnResult): readonly Reference[] =>
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
function guessesFor(targets: ColumnTargets, setup: Setup) {
  const keys = new Set<KeyColumn>()
  const blocked = targets.blocked.flatMap(({ key }) => (key === undefined ? [] : [{ key, confidence: 0 }]))
  const others = scored(targets.pairs, setup).map(({ pair, confidence }) => ({ key: pair.key, confidence }))
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

function resultFor(column: Column, setup: Setup): ColumnResult {
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
function ruleMisses(columns: readonly Column[], setup: Setup): Inference['ruleMisses'] {
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
  for (const refusal of setup.refusals) {
    const says = refusal.says(targets, setup.context)
    if (says !== undefined) return unresolved(column, refusal.reason, says, guessesFor(targets, setup))
  }
  const likely = scored(targets.pairs, setup).slice(0, MOST_CANDIDATES)
  const kept = worthShowing(likely)
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
  return unresolved(column, 'no-target', says, guessesFor(targets, setup))
}

const ANCHORS: Readonly<Record<ReturnType<typeof anchorOf>, string>> = {
  named: 'one of them bears its name',
  own: 'one of them is the name of its own key',
  none: 'each has the same name there',
}

function compositeCandidate(
  composite: Composite,
  signs: readonly Sign[],
  confidence: number,
  setup: Setup,
): Candidate {
  const { parts, target, redundant } = composite
  const [first, ...others] = parts
  const kind = redundant ? 'a unique key that only references can need' : 'a composite key'
  const says = `${target.model.name} has ${kind}, and all its columns are here: ${ANCHORS[anchorOf(composite)]}`
  return candidateOf(
    [first.from, ...others.map((part) => part.from)],
    [first.to, ...others.map((part) => part.to)],
    setup,
    {
      confidence,
      convention: conventionOf(composite),
      ways: [`composite ${conventionOf(composite)}`],
      evidence: [{ source: 'composite', says, weight: rounded(weigh(signs, setup.weights)) }],
    },
  )
}

/** The references that several columns make together. */
function compositeReferences(setup: Setup): readonly Reference[] {
  const { nameIndex, composites } = setup.context
  return rivalSets(composites).flatMap((rivals): readonly Reference[] => {
    if (rivals.some(({ parts }) => parts.some(({ from }) => setup.isIgnored(columnSetOf(from))))) return []
    const signs = rivals.map((rival) => compositeSigns(rival, rivals, nameIndex))
    const confidences = chances(signs.map((list) => weigh(list, setup.weights)))
    const candidates = worthShowing(
      rivals
        .map((rival, i) => compositeCandidate(rival, signs[i] ?? [], rounded(confidences[i] ?? 0), setup))
        .toSorted((a, b) => b.confidence - a.confidence)
        .slice(0, MOST_CANDIDATES),
    )
    const [best] = candidates
    return best === undefined ? [] : [{ from: best.from, candidates }]
  })
}

/** @throws RestoreError `decisions-invalid` for a rule that can never mean a relation. */
function refuseRules({ rules }: ProjectConventions): void {
  for (const rule of rules) {
    const problem = ruleProblem(rule)
    if (problem !== undefined)
      throw new RestoreError(
        'decisions-invalid',
        `The rule ${rule.from} -> ${rule.to}: ${problem}.`,
        'Mend it in the decisions file, for example { "from": "*.<t>_ref", "to": "<t>.id" }.',
      )
  }
}

/** Leaves out the candidates whose ids the project ignores. */
function withoutIgnored(references: readonly Reference[], find: LookUp, ignore: readonly string[]) {
  const isIgnored = coversRelation(find, ignore)
  if (ignore.length === 0) return references
  return references.flatMap(({ from, candidates }): readonly Reference[] => {
    const kept = candidates.filter((candidate) => !isIgnored(candidate))
    return kept.length === 0 ? [] : [{ from, candidates: kept }]
  })
}

/**
 * Proposes the relations that a schema does not declare, from its names, keys, indexes and types.
 *
 * @param schema As `read` gives it.
 * @returns One reference per column set, its candidates best first, with a probability each; columns that look like a
 *   reference but are not offered; questions whose answers bear on many relations. Columns with a declared relation are
 *   left alone. Pure; time grows with the number of columns.
 * @throws RestoreError `decisions-invalid` for a rule of the project that can never mean a relation.
 * @example
 * infer(schema).references[0]?.candidates[0]?.id // 'Post(authorId)->User(id)'
 */
export function infer(schema: Schema, options: InferOptions = {}): Inference {
  const own = options.own ?? { rules: [], ignore: [], aliases: {} }
  refuseRules(own)
  const find = lookUp(schema)
  const context = contextOf(schema, {
    includeIgnored: options.includeIgnored ?? false,
    aliases: own.aliases,
    answers: options.answers ?? {},
    ...(options.compositeConventions === undefined
      ? {}
      : { compositeConventions: options.compositeConventions }),
  })
  const weights = options.weights ?? { ...WEIGHTS, ...BY_HAND }
  const setup: Setup = {
    find,
    context,
    weights,
    weighPairs: weigherFor(context, weights, options.clues),
    own,
    isIgnored: coversColumns(find, own.ignore),
    conventions: options.conventions ?? conventions,
    clues: options.clues ?? clues,
    refusals: options.refusals ?? refusals,
  }
  const columns = context.nameIndex.tables.flatMap((table) => table.columns.filter(canReference))
  const results = columns
    .filter((column) => !isTaken(column, context.nameIndex))
    .map((column) => resultFor(column, setup))
  const references = withoutIgnored(
    [...results.flatMap(referencesOf), ...compositeReferences(setup)],
    find,
    own.ignore,
  )
  return {
    references,
    declared: columns
      .filter((column) => isTaken(column, context.nameIndex))
      .flatMap((column) => referencesOf(resultFor(column, setup))),
    unresolved: results.flatMap((one) => (one !== undefined && 'unresolved' in one ? [one.unresolved] : [])),
    questions: questionsOf(references, context),
    ruleMisses: ruleMisses(columns, setup),
    rules: inducedRules(references, context.nameIndex.tables, find),
  }
}
