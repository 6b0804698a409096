// The report for programs: what `--json` prints and the library returns. Its shape is a promise; new members may come,
// none changes.

import type { Candidate, SchemaQuestion, UnresolvedReason } from '../relation/candidate.js'
import type { DecidedBy, RelationNames } from '../relation/decision.js'
import type { Drift } from '../relation/drift.js'
import type { Warning } from '../relation/planned-relation.js'
import type { RelationOutcome, Result } from '../relation/result.js'
import type { Columns } from '../schema/schema.js'

/** A column set that looks like a reference: its best target, and what became of it. */
export interface ReportedRelation extends Candidate {
  readonly alternatives: readonly { readonly to: Columns; readonly confidence: number }[]
  readonly names: RelationNames
  readonly decision: RelationOutcome['decision']
  readonly by: DecidedBy | null
}

/** A column that looks like a reference but is not offered as one. */
export interface ReportedColumn extends Columns {
  readonly reason: UnresolvedReason
  readonly says: string
  readonly guesses: readonly { readonly to: Columns; readonly confidence: number }[]
}

export interface ReportedIndex extends Columns {
  /** `@@index([authorId])` */
  readonly attribute: string
  readonly statement: string
}

export interface Report {
  readonly version: 1
  readonly schema: readonly string[]
  readonly provider: string | null
  readonly relationMode: string | null
  readonly relations: readonly ReportedRelation[]
  readonly unresolved: readonly ReportedColumn[]
  readonly questions: readonly SchemaQuestion[]
  readonly drift: readonly Drift[]
  readonly missingIndexes: readonly ReportedIndex[]
  readonly warnings: readonly Warning[]
  readonly written: readonly string[]
}

// Every member is named here, so that nothing internal slips out.
const asColumns = ({ model, fields }: Columns): Columns => ({ model, fields })

const asTarget = ({ to, confidence }: { readonly to: Columns; readonly confidence: number }) => ({
  to: asColumns(to),
  confidence,
})

export function asRelation({
  candidate,
  alternatives,
  names,
  decision,
  by,
}: RelationOutcome): ReportedRelation {
  const { id, from, to, cardinality, optional, confidence, convention, evidence } = candidate
  return {
    id,
    from: asColumns(from),
    to: asColumns(to),
    cardinality,
    optional,
    confidence,
    convention,
    evidence: evidence.map(({ source, says, weight }) => ({ source, says, weight })),
    alternatives: alternatives.map(asTarget),
    names: { field: names.field, back: names.back, relation: names.relation },
    decision,
    by,
  }
}

/** The report as plain data. */
export const asReport = (result: Result): Report => ({
  version: 1,
  schema: result.schema.files.map(({ path }) => path),
  provider: result.schema.datasource?.provider ?? null,
  relationMode: result.schema.datasource?.relationMode ?? null,
  relations: result.relations.map(asRelation),
  unresolved: result.unresolved.map(({ from, reason, says, guesses }) => ({
    ...asColumns(from),
    reason,
    says,
    guesses: guesses.map(asTarget),
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
    ...asColumns(columns),
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
export const printJson = (result: Result): string => `${JSON.stringify(asReport(result), null, 2)}\n`
