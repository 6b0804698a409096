// What is printed when a run is over.
import path from 'node:path'
import { displayPath, repositoryOf } from '../files.js'
import { unifiedDiff } from '../print/diff.js'
import { styleFor } from '../print/style.js'
import { isTracked } from '../programs.js'
import type { Result } from '../relation/result.js'
import { checkFindings, type Finding, githubAnnotations, printCheck } from '../report/check.js'
import { printJson } from '../report/json.js'
import { farewell, type SummarySettings, summary } from '../report/summary.js'
import type { Project } from '../run/project.js'
import { givenPolicy } from './deciding.js'
import type { CommandLine } from './options.js'
import type { Surroundings } from './surroundings.js'

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

const INTERRUPTED = 130

const PROGRAM = 'npx restore-relations'

/** More files than this are named by their folder. */
const FILES_NAMED = 3

/** How to get the written files as they were, where git knows all of them. */
async function takeBackOf(
  { written }: Result,
  project: Project,
  { cwd, env }: Surroundings,
): Promise<SummarySettings['takeBack']> {
  const { decisionsFile, folder } = project
  if (written.length === 0 || repositoryOf(cwd, env.GITHUB_WORKSPACE) === undefined) return undefined
  const isNew = !decisionsFile.isThere && written.includes(decisionsFile.path)
  const known = isNew ? written.filter((file) => file !== decisionsFile.path) : written
  // What git does not know cannot be restored, and one such file makes git restore none.
  if (known.length === 0 || !(await isTracked(known, cwd))) return undefined
  const files = known.length > FILES_NAMED ? [displayPath(folder, cwd)] : known
  return {
    command: `git restore ${files.map(asShellWord).join(' ')}`,
    says: `${isNew ? `, and delete ${decisionsFile.path}` : ''} (what else is not committed there goes too)`,
  }
}

/** A path as a shell takes it for one. */
const asShellWord = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `"${path}"`)

/** What is left to print when the run is over; gives the exit status. */
export async function tell(
  result: Result,
  line: CommandLine,
  project: Project,
  around: Surroundings,
): Promise<number> {
  const { stdout, stderr, env } = around
  const width = stderr.columns ?? 80
  const settings = {
    command: PROGRAM,
    width,
    decisions: project.decisionsFile.path,
    report: line.report,
    takeBack: await takeBackOf(result, project, around),
    remembers: line.remember,
    addsIndexes: line.style.indexes === 'add',
  }
  if (result.left !== undefined) {
    stderr.write(farewell(result, settings))
    return result.left === 'kept' ? 0 : INTERRUPTED
  }
  const findings = line.check ? checkFindings(result, givenPolicy(line)) : []
  const status = findings.length === 0 ? 0 : 1
  if (line.json || line.check) {
    if (line.report !== undefined) stderr.write(`Written: ${line.report}, the report\n`)
    if (line.json) stdout.write(printJson(result))
    else {
      if (env.GITHUB_ACTIONS === 'true') stdout.write(githubAnnotations(fromRepository(findings, around)))
      stderr.write(printCheck(findings, PROGRAM, width))
    }
    return status
  }
  if (line.dryRun) stdout.write(unifiedDiff(project.source.files, result.after))
  stderr.write(summary(result, settings, styleFor(stderr)))
  return status
}
