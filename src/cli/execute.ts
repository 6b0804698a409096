// A command line carried out: which ports it means, and what is printed of the result.
import path from 'node:path'
import { askAboutSchema } from '../decide/ask-schema.js'
import { interviewAbout, type ReviewQuestion, reviewQuestions } from '../decide/conversation.js'
import type { Prompts } from '../decide/prompts.js'
import { RestoreError } from '../errors.js'
import { readText, writeFiles } from '../files.js'
import { loadEngine } from '../prisma/engine.js'
import { pull } from '../prisma/pull.js'
import type { Result } from '../relation/result.js'
import { explainColumn } from '../report/explain-column.js'
import { reportFormat } from '../report/format.js'
import { html } from '../report/html.js'
import { markdown } from '../report/markdown.js'
import type { PageSettings } from '../report/page-data.js'
import { printQuestions, printQuestionsJson } from '../report/questions.js'
import { type RestoreSettings, type RunInput, reviewOf } from '../run/examine.js'
import { explainLive, type LiveSurroundings, liveLook } from '../run/live.js'
import { openProject, type Project } from '../run/project.js'
import { repaired } from '../run/repaired.js'
import { inferAndVerify, type Ports, restore } from '../run/restore.js'
import { withdrawn } from '../run/withdrawn.js'
import { givenAnswers } from './answering.js'
import { agreeToRepair, deciderOf, givenPolicy, personAt } from './deciding.js'
import { type CommandLine, isAnswering } from './options.js'
import type { Surroundings } from './surroundings.js'
import { tell } from './tell.js'

const givenSettings = ({
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

/** Runs the project's own pull; gives its exit status. */
async function pullFirst(
  { schema, config, pullArguments }: CommandLine,
  around: Surroundings,
): Promise<number> {
  const place = [
    ...(schema === undefined ? [] : ['--schema', schema]),
    ...(config === undefined ? [] : ['--config', config]),
  ]
  const status = await pull([...place, ...pullArguments], around.cwd, around.node)
  if (status !== 0)
    around.stderr.write(`\nprisma db pull ended with status ${status}; nothing was restored.\n`)
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
  const surroundings = aroundTheLook(around)
  const { schema, inference } = await inferAndVerify(givenSettings(line), {
    load: async () => project.source,
    engine: loadEngine,
    answer: async () => ({}),
    verify: line.explainLive ? async (_, found) => found : liveLook(line, project, surroundings),
  })
  return line.explain === undefined
    ? explainLive(line, project, surroundings, schema, inference)
    : `${explainColumn(schema, inference, line.explain)}\n`
}

const printReport = (file: string, result: Result, settings: PageSettings): string =>
  reportFormat(file) === 'html' ? html(result, settings) : markdown(result)

/** Writes the report and, unless the flags say that nothing is changed, the schema and the decisions: all or none. */
function writerOf(line: CommandLine, project: Project, { cwd }: Surroundings): Ports['write'] {
  const report = line.report === undefined ? undefined : path.resolve(cwd, line.report)
  if (report !== undefined && project.paths.has(report))
    throw new RestoreError(
      'usage',
      `The report cannot go into ${line.report}, which is a file of the project.`,
      'Name another file: --report relations.md',
    )
  const writes = !line.dryRun && !line.check && !(line.json && !line.yes && !isAnswering(line))
  const settings = { writes, remembers: line.remember, remembered: project.source.decisions.relations }
  return async (result, decisions) => {
    const reports =
      report === undefined
        ? []
        : [{ path: report, before: readText(report), after: printReport(report, result, settings) }]
    if (writes) return project.write(result, decisions, reports)
    await writeFiles(reports)
    return []
  }
}

/** The schema as a run starts from it, if it is agreed to without relation fields that no longer fit. */
const startOf = async (
  line: CommandLine,
  { source }: Project,
  person: Prompts | undefined,
  around: Surroundings,
): Promise<RunInput> => ({
  ...source,
  ...(await repaired(source.files, line.style.format, (found) => agreeToRepair(found, line, person, around))),
})

/** What is open, in the order of asking. */
async function openQuestions(
  line: CommandLine,
  project: Project,
  around: Surroundings,
): Promise<readonly ReviewQuestion[]> {
  const examined = await inferAndVerify(givenSettings(line), {
    load: () => startOf(line, project, undefined, around),
    engine: loadEngine,
    answer: async () => ({}),
    verify: liveLook(line, project, aroundTheLook(around)),
  })
  return reviewQuestions(interviewAbout(reviewOf(examined), givenPolicy(line)))
}

/** Carries a command line out and gives its exit status. */
export async function execute(line: CommandLine, around: Surroundings): Promise<number> {
  const { cwd } = around
  const given = await givenAnswers(line, around)
  const pulled = line.command === 'pull' ? await pullFirst(line, around) : 0
  if (pulled !== 0) return pulled
  const project = await openProject({ ...line, cwd, wantsUrl: line.url === true })
  const account = await accountOf(line, project, around)
  if (account !== undefined) {
    around.stdout.write(account)
    return 0
  }
  if (line.command === 'questions') {
    const questions = await openQuestions(line, project, around)
    const width = around.stdout.columns ?? 80
    around.stdout.write(line.json ? printQuestionsJson(questions) : printQuestions(questions, width))
    return 0
  }
  const person = personAt(line, around)
  const start = await startOf(line, project, person, around)
  const before = withdrawn(start, given?.reject ?? [], givenPolicy(line), line.style.format)
  const result = await restore(givenSettings(line), {
    load: async () => before.source,
    engine: loadEngine,
    answer: async (questions) => (person === undefined ? {} : askAboutSchema(questions, person)),
    verify: liveLook(line, project, aroundTheLook(around)),
    decide: deciderOf(line, person, project, given && { given, before }),
    write: writerOf(line, project, around),
  })
  return tell(result, line, project, around)
}
