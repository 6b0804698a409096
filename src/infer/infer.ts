// From a schema to everything its columns may reference: each column's candidates, and why others have none.

import { RestoreError } from '../errors.js'
import type { SchemaAnswers } from '../relation/answers.js'
import type { Inference, Reference } from '../relation/candidate.js'
import { coversColumns, coversRelation } from '../relation/selection.js'
import { type LookUp, lookUp, type Schema } from '../schema/schema.js'
import { hasAnswers, isAnswered } from './answered.js'
import type { Clue } from './clue.js'
import { clues } from './clues/index.js'
import { type ColumnResult, referencesOf, resultFor, ruleMisses } from './column-result.js'
import { compositeReferences } from './composite-references.js'
import { contextOf } from './context.js'
import type { Convention } from './convention.js'
import type { ConventionAccount } from './convention-account.js'
import { conventions } from './conventions/index.js'
import { inducedRules } from './induced-rules.js'
import { isTaken } from './name-index.js'
import { canReference } from './pairs.js'
import { type ProjectConventions, type ProjectRule, ruleProblem } from './project-rules.js'
import { questionsOf } from './questions.js'
import type { Refusal } from './refusal.js'
import { refusals } from './refusals/index.js'
import { type Weights, weigherFor } from './score.js'
import type { Setup } from './setup.js'
import type { Column } from './table.js'
import { WEIGHTS } from './weights.js'
import { BY_HAND } from './weights-by-hand.js'

const ALL_WEIGHTS: Weights = { ...WEIGHTS, ...BY_HAND }

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

const isSameRule = (a: ProjectRule, b: ProjectRule): boolean =>
  `${a.from} ${a.to}`.toLowerCase() === `${b.from} ${b.to}`.toLowerCase()

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

const columnName = ({ table, field }: Column): string => `${table.model.name}.${field.name}`

/** What inference works with under the answers of the options. */
function setupOf(schema: Schema, find: LookUp, own: ProjectConventions, options: InferOptions): Setup {
  const context = contextOf(schema, {
    includeIgnored: options.includeIgnored ?? false,
    aliases: own.aliases,
    answers: options.answers ?? {},
    ...(options.compositeConventions === undefined
      ? {}
      : { compositeConventions: options.compositeConventions }),
  })
  const weights = options.weights ?? ALL_WEIGHTS
  return {
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
}

/**
 * What each column comes to. An answer about the whole schema changes what it is about, and nothing else: the other columns
 * come to what they would without it.
 */
function resultsUnder(answered: Setup, plain: Setup): (column: Column) => ColumnResult {
  const { answers, nameIndex } = answered.context
  if (answered === plain) return (column) => resultFor(column, plain)
  const same = new Map(
    nameIndex.tables.flatMap(({ columns }) => columns).map((column) => [columnName(column), column]),
  )
  return (column) => {
    const before = resultFor(column, plain)
    const answeredColumn = same.get(columnName(column)) ?? column
    return isAnswered(answers, column, referencesOf(before)[0]?.candidates ?? [])
      ? resultFor(answeredColumn, answered)
      : before
  }
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
  const setup = setupOf(schema, find, own, { ...options, answers: {} })
  const answered = hasAnswers(options.answers ?? {}) ? setupOf(schema, find, own, options) : setup
  const { context } = setup
  const columns = context.nameIndex.tables.flatMap((table) => table.columns.filter(canReference))
  const resultOf = resultsUnder(answered, setup)
  const results = columns.filter((column) => !isTaken(column, context.nameIndex)).map(resultOf)
  const references = withoutIgnored(
    [...results.flatMap(referencesOf), ...compositeReferences(setup)],
    find,
    own.ignore,
  )
  return {
    references,
    declared: columns
      .filter((column) => isTaken(column, context.nameIndex))
      .flatMap((column) => referencesOf(resultOf(column))),
    unresolved: results.flatMap((one) => (one !== undefined && 'unresolved' in one ? [one.unresolved] : [])),
    questions: questionsOf(references, context),
    ruleMisses: ruleMisses(columns, setup),
    // What the project has as a rule needs no question.
    rules: inducedRules(references, context.nameIndex.tables, find).filter(
      (rule) => !own.rules.some((known) => isSameRule(rule, known)),
    ),
  }
}
