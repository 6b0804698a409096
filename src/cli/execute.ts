// A command line carried out: which ports it means, and what is printed of the result.
import path from 'node:path'
import { askAboutSchema } from '../decide/ask-schema.js'
import { interviewAbout, type ReviewQuestion, reviewQuestions } from '../decide/conversation.js'
import type { GivenAnswers } from '../decide/given.js'
import type { Prompts } from '../decide/prompts.js'
import { weakMessage } from '../decide/wording.js'
import { RestoreError } from '../errors.js'
import { readText, realPath, writeFiles } from '../files.js'
import { spelledLoad } from '../print/progress.js'
import { loadEngine } from '../prisma/engine.js'
import { pull } from '../prisma/pull.js'
import type { Inference } from '../relation/candidate.js'
import type { Result } from '../relation/result.js'
import { refuseUnmatched, selectedId } from '../relation/selection.js'
import { printDecisionList, printDecisionListJson } from '../report/decision-list.js'
import { explain } from '../report/explain.js'
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
import { read } from '../schema/read.js'
import { scan } from '../schema/scan.js'
import type { Schema } from '../schema/schema.js'
import { givenAnswers } from './answering.js'
import { agreeToRepair, deciderOf, givenPolicy, personAt } from './deciding.js'
import { type CommandLine, isAnswering } from './options.js'
import type { Surroundings } from './surroundings.js'
import { tell } from './tell.js'
import { type WaitingLine, waitingLine, watched } from './waiting-line.js'

const givenSettings = ({
  style,
  relationMode,
  person,
  audit,
  bareNames,
  adopt,
  only,
  skip,
  dryRun,
}: CommandLine): RestoreSettings => ({
  style,
  answers: {
    ...(person === undefined ? {} : { person }),
    ...(audit === undefined ? {} : { audit }),
    ...(bareNames === undefined ? {} : { bareNames }),
    ...(relationMode === undefined ? {} : { relationMode }),
  },
  adopt,
  selection: { only, skip },
  isDryRun: dryRun,
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

const aroundTheLook = ({ cwd, env, stderr }: Surroundings, waiting: WaitingLine): LiveSurroundings => ({
  cwd,
  env,
  say: (text) => {
    waiting.end()
    stderr.write(text)
  },
  width: stderr.columns,
  heard: (done, of) => waiting.show('Looking at the data', { done, of }),
})

/** The account that `--explain` or `--explain-live` asks for; nothing else is done then. */
async function accountOf(
  line: CommandLine,
  project: Project,
  around: Surroundings,
  waiting: WaitingLine,
): Promise<string | undefined> {
  if (line.explain === undefined && !line.explainLive) return undefined
  const surroundings = aroundTheLook(around, waiting)
  const ports = {
    load: async () => project.source,
    engine: loadEngine,
    answer: async () => ({}),
    verify: line.explainLive
      ? async (_: Schema, found: Inference) => found
      : liveLook(line, project, surroundings),
  }
  const { schema, inference } = await inferAndVerify(givenSettings(line), watched(ports, waiting))
  return line.explain === undefined
    ? explainLive(line, project, surroundings, schema, inference)
    : `${explain(schema, inference, line.explain, widthOf(around))}\n`
}

const printReport = (file: string, result: Result, settings: PageSettings): string =>
  reportFormat(file) === 'html' ? html(result, settings) : markdown(result, settings)

/** Writes the report and, unless the flags say that nothing is changed, the schema and the decisions: all or none. */
function writerOf(line: CommandLine, project: Project, { cwd }: Surroundings): Ports['write'] {
  const report = line.report === undefined ? undefined : path.resolve(cwd, line.report)
  // A link would be written through, and take the schema with it.
  const places = new Set([...project.paths].map(realPath))
  if (report !== undefined && places.has(realPath(report)))
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
  waiting: WaitingLine,
): Promise<{ readonly questions: readonly ReviewQuestion[]; readonly weak: string | undefined }> {
  const ports = {
    load: () => startOf(line, project, undefined, around),
    engine: loadEngine,
    answer: async () => ({}),
    verify: liveLook(line, project, aroundTheLook(around, waiting)),
  }
  const examined = await inferAndVerify(givenSettings(line), watched(ports, waiting))
  const interview = interviewAbout(reviewOf(examined), givenPolicy(line))
  return { questions: reviewQuestions(interview), weak: weakMessage(interview) }
}

/** The characters on a line of what is printed. */
const widthOf = ({ stdout }: Surroundings): number => stdout.columns ?? 80

/** The decisions that the flags leave in. */
function listOf(
  { only, skip, json }: CommandLine,
  { source, decisionsFile }: Project,
  width: number,
): string {
  const { decisions, files } = source
  const schema = read(files)
  refuseUnmatched({ only, skip }, schema, undefined, Object.keys(decisions.relations))
  const isListed = selectedId(schema, { only, skip })
  const relations = Object.fromEntries(Object.entries(decisions.relations).filter(([id]) => isListed(id)))
  const listed = { ...decisions, relations }
  return json ? printDecisionListJson(listed) : printDecisionList(listed, decisionsFile.path, width)
}

/** What stands on the screen once everything is read. */
function sayLoaded({ source: { files, decisions } }: Project, waiting: WaitingLine): void {
  const models = files.flatMap(scan).filter(({ keyword }) => keyword === 'model' || keyword === 'view')
  const paths = files.map((file) => file.path)
  waiting.say(spelledLoad(paths, models.length, Object.keys(decisions.relations).length))
}

/** Restores, or says what would be restored. */
async function restoreIn(
  line: CommandLine,
  project: Project,
  given: GivenAnswers | undefined,
  around: Surroundings,
  waiting: WaitingLine,
): Promise<number> {
  sayLoaded(project, waiting)
  const person = personAt(line, around)
  // Hours of answers are not to end in an error that could be told before the first of them.
  if (person !== undefined) project.refuseReadOnly()
  const start = await startOf(line, project, person, around)
  const before = withdrawn(start, given?.reject ?? [], givenPolicy(line), line.style.format)
  const ports: Ports = {
    load: async () => before.source,
    engine: loadEngine,
    answer: async (questions, earlier) =>
      person === undefined ? {} : askAboutSchema(questions, person, earlier, line.remember),
    verify: liveLook(line, project, aroundTheLook(around, waiting)),
    decide: deciderOf(line, person, project, given && { given, before }),
    write: writerOf(line, project, around),
    on: ({ stage }) => {
      if (stage === 'edit') void waiting.begin('Checking the result')
      // Whoever comes back with the same answers is asked at once: nothing is inferred anew.
      else if (stage === 'decide') waiting.end()
    },
  }
  const result = await restore(givenSettings(line), watched(ports, waiting))
  waiting.end()
  return tell(result, line, project, around)
}

/** What a command line says to do, once the project is there. */
async function carryOut(
  line: CommandLine,
  project: Project,
  given: GivenAnswers | undefined,
  around: Surroundings,
  waiting: WaitingLine,
): Promise<number> {
  const { stdout, stderr } = around
  const print = (text: string): number => {
    waiting.end()
    stdout.write(text)
    return 0
  }
  if (line.command === 'list') return print(listOf(line, project, widthOf(around)))
  const account = await accountOf(line, project, around, waiting)
  if (account !== undefined) return print(account)
  if (line.command !== 'questions') return restoreIn(line, project, given, around, waiting)
  const { questions, weak } = await openQuestions(line, project, around, waiting)
  waiting.end()
  if (weak !== undefined && !line.json) stderr.write(`${weak}\n`)
  return print(line.json ? printQuestionsJson(questions) : printQuestions(questions, widthOf(around)))
}

/** Carries a command line out and gives its exit status. */
export async function execute(line: CommandLine, around: Surroundings): Promise<number> {
  const given = await givenAnswers(line, around)
  const pulled = line.command === 'pull' ? await pullFirst(line, around) : 0
  if (pulled !== 0) return pulled
  const project = await openProject({ ...line, cwd: around.cwd, wantsUrl: line.url === true })
  const waiting = waitingLine(around)
  try {
    return await carryOut(line, project, given, around, waiting)
  } finally {
    waiting.end()
  }
}
