// A command line carried out: which ports it means, and what is printed of the result.
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { ask } from './decide/ask.js'
import { askAboutSchema, askToRepair } from './decide/ask-schema.js'
import { unmatchedGlobs } from './decide/pattern.js'
import { decideByPolicy, type Policy } from './decide/policy.js'
import { type Prompts, terminalPrompts } from './decide/prompts.js'
import type { Repair } from './decide/repair.js'
import { writableReferences } from './decide/review.js'
import type { Warning } from './edit/edit.js'
import { RestoreError } from './errors.js'
import { examine, type RestoreSettings } from './examine.js'
import { readText, writeFiles } from './files.js'
import { explainLive, type LiveSurroundings, liveLook } from './live.js'
import type { CommandLine } from './options.js'
import { loadEngine } from './prisma/engine.js'
import { pull } from './prisma/pull.js'
import { openProject, type Project } from './project.js'
import { repaired } from './repaired.js'
import { checkFindings, githubAnnotations, printCheck } from './report/check.js'
import { unifiedDiff } from './report/diff.js'
import { explain } from './report/explain.js'
import { printJson } from './report/json.js'
import { markdown } from './report/markdown.js'
import type { Result } from './report/result.js'
import { styleFor } from './report/style.js'
import { summary } from './report/summary.js'
import { counted } from './report/words.js'
import { type Ports, restore } from './restore.js'

/** The surroundings of a run, so that tests can bring their own. */
export interface Surroundings {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
}

/** Whether there is somebody to ask: prompts without a terminal hang, and those in a log file are not seen. */
const isInteractive = ({ env, stdin, stdout, stderr }: Surroundings): boolean =>
  [stdin, stdout, stderr].every(({ isTTY }) => isTTY === true) && (env.CI === undefined || env.CI === '')

/** The person to ask, unless the flags say that nobody is asked. */
function personAt(line: CommandLine, around: Surroundings): Prompts | undefined {
  const silent = line.yes || line.dryRun || line.check || line.json
  return silent || !isInteractive(around)
    ? undefined
    : terminalPrompts({ input: around.stdin, output: around.stderr })
}

const policyOf = ({ minConfidence, only, skip }: CommandLine): Policy => ({ minConfidence, only, skip })

function deciderOf(line: CommandLine, person: Prompts | undefined, project: Project): Ports['decide'] {
  const policy = policyOf(line)
  if (line.yes || line.dryRun) return async (review) => ({ decisions: decideByPolicy(review, policy) })
  if (line.check || line.json) return async () => ({ decisions: [] })
  if (person !== undefined) return (review) => ask(review, policy, person)
  // Nobody to ask and nothing that says how to decide: what was decided earlier comes back, and whatever is new stays
  // open. A first run would do nothing at all, so that it is told what to say.
  const isFirst = Object.keys(project.source.decisions.relations).length === 0
  return async (review) => {
    if (!isFirst) return { decisions: [] }
    const open = decideByPolicy({ ...review, references: writableReferences(review) }, policy).length
    if (open === 0) return { decisions: [] }
    throw new RestoreError(
      'no-terminal',
      `${counted(open, 'relation')} to decide about, and no terminal to ask on.`,
      'Use --yes to accept, --dry-run to look, or --check in CI.',
    )
  }
}

/** Whether broken relation fields may go: the flag or the person says so; else it is said how to get rid of them. */
async function agreeToRepair(
  found: readonly Repair[],
  line: CommandLine,
  person: Prompts | undefined,
  { stderr }: Surroundings,
): Promise<boolean> {
  if (line.repair) return true
  if (person !== undefined) return askToRepair(found, person)
  const lines = found.map(({ says, lines: [first] }) => `  ${first?.path}:${first?.line}  ${says}\n`)
  stderr.write(`${counted(found.length, 'relation')} in the schema no longer fit:\n${lines.join('')}`)
  stderr.write('Take them out with: npx restore-relations --repair\n\n')
  return false
}

const settingsOf = ({
  style,
  relationMode,
  person,
  audit,
  bareNames,
  adopt,
}: CommandLine): RestoreSettings => ({
  style,
  answers: {
    ...(person === undefined ? {} : { person }),
    ...(audit === undefined ? {} : { audit }),
    ...(bareNames === undefined ? {} : { bareNames }),
    ...(relationMode === undefined ? {} : { relationMode }),
  },
  adopt,
})

/** A misspelled glob would otherwise leave everything in or out without a word. */
function globWarnings({ schema, relations }: Result, { only, skip }: CommandLine): readonly Warning[] {
  const proposed = relations.map(({ candidate }) => candidate)
  return unmatchedGlobs([...only, ...skip], schema, proposed).map((glob) => ({
    code: 'glob-unmatched',
    says: `${glob} matches no model, column or relation.`,
  }))
}

/** What is left to print when the run is over; gives the exit status. */
function tell(outcome: Result, line: CommandLine, project: Project, around: Surroundings): number {
  const unmatched = globWarnings(outcome, line)
  const result = { ...outcome, warnings: [...outcome.warnings, ...unmatched] }
  const findings = line.check ? checkFindings(result, policyOf(line)) : []
  const status = findings.length === 0 ? 0 : 1
  if (line.json) {
    around.stdout.write(printJson(result))
    return status
  }
  if (line.check) {
    if (around.env.GITHUB_ACTIONS === 'true') around.stdout.write(githubAnnotations(findings))
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

/** Runs the project's own pull; gives its exit status. */
async function pullFirst(
  { schema, config, pullArguments }: CommandLine,
  around: Surroundings,
): Promise<number> {
  const place = [
    ...(schema === undefined ? [] : ['--schema', schema]),
    ...(config === undefined ? [] : ['--config', config]),
  ]
  const status = await pull([...place, ...pullArguments], around.cwd)
  if (status !== 0) {
    around.stderr.write(`\nprisma db pull ended with status ${status}; nothing was restored.\n`)
    around.stderr.write('If Prisma is missing: npm install --save-dev prisma\n')
  }
  return status
}

const aroundTheLook = ({ cwd, env, stderr }: Surroundings): LiveSurroundings => ({
  cwd,
  env,
  say: (text) => stderr.write(text),
})

/** The account that `--explain` or `--explain-live` asks for; nothing else is done then. */
async function accountOf(
  line: CommandLine,
  project: Project,
  around: Surroundings,
): Promise<string | undefined> {
  if (line.explain === undefined && !line.explainLive) return undefined
  const { schema, inference } = examine(project.source, settingsOf(line), loadEngine())
  const surroundings = aroundTheLook(around)
  if (line.explain === undefined) return explainLive(line, project, surroundings, schema, inference)
  return `${explain(schema, await liveLook(line, project, surroundings)(schema, inference), line.explain)}\n`
}

/** Writes the report and, unless the flags say that nothing is changed, the schema and the decisions: all or none. */
function writerOf(line: CommandLine, project: Project, { cwd }: Surroundings): Ports['write'] {
  const report = line.report === undefined ? undefined : path.resolve(cwd, line.report)
  if (report !== undefined && project.paths.has(report))
    throw new RestoreError(
      'usage',
      `The report cannot go into ${line.report}, which is a file of the project.`,
      'Name another file: --report relations.md',
    )
  const writes = !line.dryRun && !line.check && !(line.json && !line.yes)
  return async (result, decisions) => {
    const reports =
      report === undefined ? [] : [{ path: report, before: readText(report), after: markdown(result) }]
    if (writes) return project.write(result, decisions, reports)
    await writeFiles(reports)
    return []
  }
}

/** Carries a command line out and gives its exit status. */
export async function execute(line: CommandLine, around: Surroundings): Promise<number> {
  const { cwd } = around
  const pulled = line.command === 'pull' ? await pullFirst(line, around) : 0
  if (pulled !== 0) return pulled
  const project = await openProject({ ...line, cwd, wantsUrl: line.url === true })
  const account = await accountOf(line, project, around)
  if (account !== undefined) {
    around.stdout.write(account)
    return 0
  }
  const person = personAt(line, around)
  const write = writerOf(line, project, around)
  const result = await restore(settingsOf(line), {
    load: async () => ({
      ...project.source,
      files: await repaired(project.source.files, line.style.format, (found) =>
        agreeToRepair(found, line, person, around),
      ),
    }),
    engine: loadEngine,
    answer: async (questions) => (person === undefined ? {} : askAboutSchema(questions, person)),
    verify: liveLook(line, project, aroundTheLook(around)),
    decide: deciderOf(line, person, project),
    write,
  })
  return tell(result, line, project, around)
}
