// Who decides in a run of the command line, and about what.
import { ask } from '../decide/ask.js'
import { askToRepair } from '../decide/ask-schema.js'
import { decideAsGiven, type GivenAnswers } from '../decide/given.js'
import { decideByPolicy } from '../decide/policy.js'
import { type Prompts, type Terminal, terminalPrompts } from '../decide/prompts.js'
import type { Repair } from '../edit/repair.js'
import { RestoreError } from '../errors.js'
import { counted } from '../print/words.js'
import { loadEngine } from '../prisma/engine.js'
import { page } from '../programs.js'
import type { Policy } from '../relation/selection.js'
import type { Project } from '../run/project.js'
import type { Ports } from '../run/restore.js'
import type { Withdrawn } from '../run/withdrawn.js'
import { type CommandLine, isAnswering } from './options.js'
import type { Surroundings } from './surroundings.js'

/** Whether there is somebody to ask: prompts without a terminal hang, and those in a log file are not seen. */
const isInteractive = ({ env, stdin, stdout, stderr }: Surroundings): boolean =>
  [stdin, stdout, stderr].every(({ isTTY }) => isTTY === true) && (env.CI === undefined || env.CI === '')

/** The pager of the person, where the terminal can hold one. */
function pagerOf({ env, uninterrupted = (work) => work() }: Surroundings): Terminal['page'] {
  const { PAGER: pager, TERM: terminal } = env
  return pager === '' || pager === 'cat' || terminal === 'dumb'
    ? undefined
    : (text) => uninterrupted(() => page(text, pager, env))
}

/** The person to ask, unless the flags say that nobody is asked. */
export function personAt(line: CommandLine, around: Surroundings): Prompts | undefined {
  const silent = line.yes || line.dryRun || line.check || line.json || isAnswering(line)
  return silent || !isInteractive(around)
    ? undefined
    : terminalPrompts({ input: around.stdin, output: around.stderr, page: pagerOf(around) })
}

/** What a command line accepts without asking, and what it is about. */
export const givenPolicy = ({ minConfidence, askFrom, only, skip }: CommandLine): Policy => ({
  minConfidence,
  askFrom,
  only,
  skip,
})

/** Answers, and what taking back what was accepted before has made of the run's start. */
export interface Answering {
  readonly given: GivenAnswers
  readonly before: Withdrawn
}

/** Who decides: the answers that were given, the flags, the person, or nobody. */
export function deciderOf(
  line: CommandLine,
  person: Prompts | undefined,
  project: Project,
  answering: Answering | undefined,
): Ports['decide'] {
  const policy = givenPolicy(line)
  if (answering !== undefined) {
    const { given, before } = answering
    const { understood, decisions: taken } = before
    const past = { understood, withdrawn: taken, remembered: project.source.decisions.relations }
    return async (review) => decideAsGiven(review, policy, given, past)
  }
  if (line.yes || line.dryRun) return async (review) => ({ decisions: decideByPolicy(review, policy) })
  if (line.check || line.json) return async () => ({ decisions: [] })
  if (person !== undefined) return (review) => ask(review, policy, person, loadEngine().format, line.remember)
  // Nobody to ask and nothing that says how to decide: what was decided earlier comes back, and whatever is new stays
  // open. A first run would do nothing at all, so that it is told what to say.
  const isFirst = Object.keys(project.source.decisions.relations).length === 0
  return async (review) => {
    if (!isFirst) return { decisions: [] }
    const open = decideByPolicy(review, policy).length
    if (open === 0) return { decisions: [] }
    throw new RestoreError(
      'no-terminal',
      `${counted(open, 'relation')} to decide about, and no terminal to ask on.`,
      'Use --yes to accept, --dry-run to look, or --check in CI.',
    )
  }
}

/** Whether broken relation fields may go: the flag or the person says so; else it is said how to get rid of them. */
export async function agreeToRepair(
  found: readonly Repair[],
  line: CommandLine,
  person: Prompts | undefined,
  { stderr }: Surroundings,
): Promise<boolean> {
  if (line.repair) return true
  if (person !== undefined) return askToRepair(found, person)
  const lines = found.map(({ says, lines: [first] }) => `  ${first?.path}:${first?.line}  ${says}\n`)
  stderr.write(
    `${counted(found.length, 'relation')} in the schema no longer ${found.length === 1 ? 'fits' : 'fit'}:\n${lines.join('')}`,
  )
  stderr.write('Take them out with: npx restore-relations --repair\n\n')
  return false
}
