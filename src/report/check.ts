// What `--check` says in CI: whether the schema has every relation it should have.
import { selector } from '../decide/policy.js'
import { type LookUp, lookUp, type SourceFile } from '../schema/schema.js'
import { type Drift, isNamed, type RelationOutcome, type Result } from './result.js'
import { counted, hanging, spelledColumns, spelledConfidence } from './words.js'

export interface CheckSettings {
  /** 0 to 1: an undecided relation at or above it is a finding. */
  readonly minConfidence: number
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** One reason for the check to fail, with its place. */
export interface Finding {
  readonly says: string
  readonly path: string | undefined
  /** Counted from 1. */
  readonly line: number | undefined
}

const lineAt = (files: readonly SourceFile[], path: string, offset: number): number | undefined =>
  files
    .find((file) => file.path === path)
    ?.text.slice(0, offset)
    .split('\n').length

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
      : `${spelledConfidence(confidence)} likely, undecided`
  return {
    says: `${spelledColumns(from)} -> ${spelledColumns(to)}: ${why}`,
    path: span?.path,
    line: span && lineAt(files, span.path, span.start),
  }
}

const driftFinding = ({ says, suggestion }: Drift): Finding => ({
  says: `${says.replace(/\.$/, '')}${suggestion === null ? '' : `; likely now ${suggestion}`}`,
  path: undefined,
  line: undefined,
})

/**
 * The findings of a check: accepted relations that the schema lacks or that no longer fit it, and relations at or above the
 * threshold that nobody decided about. None means exit status 0.
 *
 * @example
 * process.exitCode = checkFindings(result, settings).length === 0 ? 0 : 1
 */
export function checkFindings(result: Result, settings: CheckSettings): readonly Finding[] {
  const selects = selector(result, settings)
  const missing = result.relations.filter((outcome) => {
    const { candidate, decision } = outcome
    if (!selects(candidate)) return false
    if (decision === 'accepted') return true
    return decision === 'undecided' && isNamed(outcome) && candidate.confidence >= settings.minConfidence
  })
  const lost = result.drift.filter(({ restored }) => !restored)
  const { files } = result.schema
  const find = lookUp(result.schema)
  return [...missing.map((outcome) => relationFinding(files, find, outcome)), ...lost.map(driftFinding)]
}

/**
 * The findings in words, with the way to mend them.
 *
 * @param command How the program is called here, for the last line.
 */
export function printCheck(findings: readonly Finding[], command = 'npx restore-relations'): string {
  if (findings.length === 0) return 'The schema has every relation it should have.\n'
  const lines = findings.flatMap(({ says, path, line }) =>
    hanging(path === undefined ? says : `${path}:${line ?? 1}  ${says}`, 80),
  )
  const head = `${counted(findings.length, 'relation')} to look at:`
  const isDrift = findings.some(({ path }) => path === undefined)
  return [
    head,
    ...lines,
    '',
    `Run ${command}, then commit the schema and the decisions.`,
    ...(isDrift ? ['What is gone for good: delete its line from the decisions file.'] : []),
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
