// The report for programs: what `--json` prints. Its shape is a promise; new members may come, none changes.
import type { Columns } from '../schema/schema.js'
import type { RelationOutcome, Result } from './result.js'

const asSide = ({ model, fields }: Columns) => ({ model, fields })

function asRelation({ candidate, alternatives, names, decision, by }: RelationOutcome) {
  const { id, from, to, cardinality, optional, confidence, convention, evidence } = candidate
  return {
    id,
    from: asSide(from),
    to: asSide(to),
    cardinality,
    optional,
    confidence,
    convention,
    evidence: evidence.map(({ source, says, weight }) => ({ source, says, weight })),
    alternatives: alternatives.map((rival) => ({ to: asSide(rival.to), confidence: rival.confidence })),
    names: { field: names.field, back: names.back, relation: names.relation },
    decision,
    by,
  }
}

/** The report as plain data; see the README for its members. */
export const asJson = (result: Result) => ({
  version: 1,
  schema: result.schema.files.map(({ path }) => path),
  provider: result.schema.datasource?.provider ?? null,
  relationMode: result.schema.datasource?.relationMode ?? null,
  relations: result.relations.map(asRelation),
  unresolved: result.unresolved.map(({ from, reason, says, guesses }) => ({
    ...asSide(from),
    reason,
    says,
    guesses: guesses.map(({ to, confidence }) => ({ to: asSide(to), confidence })),
  })),
  questions: result.questions.map(({ name, says, choices, default: suggested, relations }) => ({
    name,
    says,
    choices,
    default: suggested,
    relations,
  })),
  drift: result.drift.map(({ id, says, suggestion, restored }) => ({ id, says, suggestion, restored })),
  missingIndexes: result.missingIndexes.map(({ columns, attribute, statement }) => ({
    ...asSide(columns),
    attribute,
    statement,
  })),
  warnings: result.warnings.map(({ code, says }) => ({ code, says })),
  written: result.written,
})

/**
 * The report as `--json` prints it.
 *
 * @example
 * JSON.parse(printJson(result)).relations[0].id // 'Post(authorId)->User(id)'
 */
export const printJson = (result: Result): string => `${JSON.stringify(asJson(result), null, 2)}\n`
