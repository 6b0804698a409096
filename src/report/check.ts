// What `--check` says in CI: whether the schema has every relation it should have.

import { openReferences } from '../decide/open.js'
import { decideByPolicy } from '../decide/policy.js'
import {
  counted,
  hanging,
  spelledConfidence,
  spelledDrift,
  spelledRelation,
  wrapped,
} from '../print/words.js'
import type { Drift } from '../relation/drift.js'
import { isNamed, type RelationOutcome, type Result, type SchemaError } from '../relation/result.js'
import { type Policy, selected, selectedId } from '../relation/selection.js'
import { type LookUp, lookUp, type SourceFile } from '../schema/schema.js'
import { lineAt } from '../text/lines.js'

/** One reason for the check to fail, with its place. */
export interface Finding {
  readonly says: string
  readonly path: string | undefined
  /** Counted from 1. */
  readonly line: number | undefined
  /** Whether the schema itself is wrong there, whatever relations it has. */
  readonly isInvalid?: boolean
}

/** What `--min-confidence 1` insists on is not to look as if it were below. */
const likelihood = (confidence: number): string =>
  confidence >= 1 ? 'above 99 %' : spelledConfidence(confidence)

function relationFinding(
  files: readonly SourceFile[],
  find: LookUp,
  { candidate, decision, by }: RelationOutcome,
): Finding {
  const { from, to, confidence } = candidate
  const span = find.field(from.model, from.fields[0] ?? '')?.span
  const why =
    decision === 'accepted' && by !== 'policy'
      ? 'accepted, but missing'
      : `${likelihood(confidence)} likely, undecided`
  return {
    says: `${spelledRelation({ from, to })}: ${why}`,
    path: span?.path,
    line: span && lineAt(files.find((file) => file.path === span.path)?.text ?? '', span.start),
  }
}

/** What Prisma refuses is no relation that is missing, and still nothing that CI may pass. */
const invalidFinding = ({ path, line, says }: SchemaError): Finding => ({
  says: `Prisma refuses this: ${says}`,
  path,
  line,
  isInvalid: true,
})

const driftFinding = (drift: Drift): Finding => ({
  says: `${spelledDrift(drift).replace(/\.$/, '')}${drift.suggestion === null ? '' : `; likely now ${drift.suggestion}`}`,
  path: undefined,
  line: undefined,
})

/**
 * The findings of a check: what Prisma refuses in the schema, accepted relations that the schema lacks or that no longer fit it, and relations at or above the
 * threshold that nobody decided about. None means exit status 0.
 *
 * @example
 * process.exitCode = checkFindings(result, policy).length === 0 ? 0 : 1
 */
export function checkFindings(result: Result, policy: Policy): readonly Finding[] {
  const { schema, relations, drift } = result
  const find = lookUp(schema)
  const isSelected = selected(find, policy)
  const named = relations.filter((outcome) => outcome.decision === 'undecided' && isNamed(outcome))
  const accepted = relations.filter(({ decision }) => decision === 'accepted')
  const references = openReferences(
    schema,
    named.map(({ candidate }) => ({ from: candidate.from, candidates: [candidate] })),
    accepted.map(({ candidate }) => ({ verdict: 'accept', choice: candidate })),
  )
  // What --yes would write is missing, no more and no less.
  const wanted = new Set(decideByPolicy({ schema, references, drift }, policy).map(({ id }) => id))
  const missing = relations.filter(({ candidate, decision }) =>
    decision === 'accepted' ? isSelected(candidate) : decision === 'undecided' && wanted.has(candidate.id),
  )
  const isSelectedId = selectedId(schema, policy)
  const lost = drift.filter(({ id, restored }) => !restored && isSelectedId(id))
  return [
    ...(result.invalid ?? []).map(invalidFinding),
    ...missing.map((outcome) => relationFinding(schema.files, find, outcome)),
    ...lost.map(driftFinding),
  ]
}

/**
 * The findings in words, with the way to mend them.
 *
 * @param command How the program is called here, for the last line.
 * @param width Of the terminal, in characters.
 */
export function printCheck(
  findings: readonly Finding[],
  command = 'npx restore-relations',
  width = 80,
): string {
  if (findings.length === 0) return 'The schema has every relation it should have.\n'
  const lines = findings.flatMap(({ says, path, line }) =>
    hanging(path === undefined ? says : `${path}:${line ?? 1}  ${says}`, width),
  )
  const invalid = findings.filter(({ isInvalid }) => isInvalid).length
  const relations = findings.length - invalid
  const head = [
    ...(relations > 0 ? [counted(relations, 'relation')] : []),
    ...(invalid > 0 ? [counted(invalid, 'error')] : []),
  ]
  const isDrift = findings.some(({ path }) => path === undefined)
  return [
    `${head.join(' and ')} to look at:`,
    ...lines,
    '',
    ...(invalid > 0 ? wrapped('Mend the schema until npx prisma validate takes it.', width) : []),
    ...(relations > 0 ? wrapped(`Run ${command}, then commit the schema and the decisions.`, width) : []),
    ...(isDrift ? wrapped('What is gone for good: delete its line from the decisions file.', width) : []),
    '',
  ].join('\n')
}

const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/**
 * The findings as GitHub Actions shows them beside the lines of a pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export const githubAnnotations = (findings: readonly Finding[]): string =>
  findings
    .map(({ says, path, line }) => {
      const place = path === undefined ? '' : ` file=${escapedProperty(path)},line=${line ?? 1}`
      return `::error${place}::${escapedData(says)}\n`
    })
    .join('')
