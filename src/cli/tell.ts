// What is printed when a run is over.
import path from 'node:path'
import { RestoreError } from '../errors.js'
import { displayPath, repositoryOf } from '../files.js'
import { unifiedDiff } from '../print/diff.js'
import { styleFor } from '../print/style.js'
import { counted } from '../print/words.js'
import type { Warning } from '../relation/planned-relation.js'
import type { Result } from '../relation/result.js'
import { unmatchedGlobs } from '../relation/selection.js'
import { checkFindings, type Finding, githubAnnotations, printCheck } from '../report/check.js'
import { printJson } from '../report/json.js'
import { summary } from '../report/summary.js'
import type { Project } from '../run/project.js'
import { givenPolicy } from './deciding.js'
import type { CommandLine } from './options.js'
import type { Surroundings } from './surroundings.js'

/**
 * A misspelled glob would otherwise leave everything in or out without a word.
 *
 * @throws RestoreError `usage` where `--check` would be content because it is about nothing.
 */
function globWarnings(
  { schema, relations }: Result,
  { only, skip, check }: CommandLine,
  { source }: Project,
): readonly Warning[] {
  const proposed = relations.flatMap(({ candidate, alternatives }) => [candidate, ...alternatives])
  const remembered = Object.keys(source.decisions.relations)
  const unmatched = (globs: readonly string[]) => unmatchedGlobs(globs, schema, proposed, remembered)
  const [first] = check ? unmatched(only) : []
  if (first !== undefined)
    throw new RestoreError(
      'usage',
      `--only ${first} matches no model, column or relation, so there is nothing to check.`,
      'Name a model (Post), a column (Post.authorId) or an id ("Post(authorId)->*").',
    )
  return unmatched([...only, ...skip]).map((glob) => ({
    code: 'glob-unmatched',
    says: `${glob} matches no model, column or relation.`,
  }))
}

/** The findings with paths as GitHub takes them: from the root of the repository, wherever the command runs. */
function fromRepository(findings: readonly Finding[], { cwd, env }: Surroundings): readonly Finding[] {
  const root = repositoryOf(cwd, env.GITHUB_WORKSPACE)
  if (root === undefined) return findings
  return findings.map((finding) =>
    finding.path === undefined
      ? finding
      : { ...finding, path: displayPath(path.resolve(cwd, finding.path), root) },
  )
}

/** What is said to somebody who left before the end. */
function farewell({ left, kept = 0, written }: Result): string {
  const where = written.join(', ')
  if (left === 'kept')
    return [
      `Kept ${counted(kept, 'answer')} for the next run; nothing of today is in the schema.`,
      `Wrote ${where}.`,
      'Next: npx restore-relations',
    ].join('\n')
  return written.length === 0
    ? 'Stopped. Nothing was written.\nStart again: npx restore-relations'
    : `Stopped. Only what was decided earlier was written: ${where}.\nStart again: npx restore-relations`
}

const INTERRUPTED = 130

/** What is left to print when the run is over; gives the exit status. */
export function tell(outcome: Result, line: CommandLine, project: Project, around: Surroundings): number {
  if (outcome.left !== undefined) {
    around.stderr.write(`${farewell(outcome)}\n`)
    return outcome.left === 'kept' ? 0 : INTERRUPTED
  }
  const unmatched = globWarnings(outcome, line, project)
  const result = { ...outcome, warnings: [...outcome.warnings, ...unmatched] }
  const findings = line.check ? checkFindings(result, givenPolicy(line)) : []
  const status = findings.length === 0 ? 0 : 1
  if (line.json) {
    around.stdout.write(printJson(result))
    return status
  }
  if (line.check) {
    if (around.env.GITHUB_ACTIONS === 'true')
      around.stdout.write(githubAnnotations(fromRepository(findings, around)))
    around.stderr.write(printCheck(findings))
    for (const { says } of unmatched) around.stderr.write(`${says}\n`)
    return status
  }
  if (line.dryRun) around.stdout.write(unifiedDiff(project.source.files, result.after))
  const width = around.stderr.columns ?? 80
  const settings = {
    command: 'npx restore-relations',
    width,
    addsIndexes: line.style.indexes === 'add',
  }
  around.stderr.write(summary(result, settings, styleFor(around.stderr)))
  return status
}
