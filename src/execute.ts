// A command line carried out: which ports it means, and what is printed of the result.
import type { Surroundings } from './command.js'
import type { Decision } from './decide/decision.js'
import { decideByPolicy } from './decide/policy.js'
import type { Review } from './decide/review.js'
import { RestoreError } from './errors.js'
import type { CommandLine } from './options.js'
import { loadEngine } from './prisma/engine.js'
import { openProject } from './project.js'
import { unifiedDiff } from './report/diff.js'
import { printJson } from './report/json.js'
import { type Ports, restore } from './restore.js'

/** Whether there is somebody to ask: prompts without a terminal hang. */
const isInteractive = ({ env, stdin, stdout }: Surroundings): boolean =>
  stdin.isTTY === true && stdout.isTTY === true && (env.CI === undefined || env.CI === '')

function decider(line: CommandLine, around: Surroundings): Ports['decide'] {
  const policy = { minConfidence: line.minConfidence, only: line.only, skip: line.skip }
  const byPolicy = async (review: Review): Promise<readonly Decision[]> => decideByPolicy(review, policy)
  if (line.yes || line.dryRun) return byPolicy
  if (line.check || line.json) return async () => []
  if (!isInteractive(around))
    return async (review) => {
      const open = decideByPolicy(review, policy)
      if (open.length === 0) return []
      throw new RestoreError(
        'no-terminal',
        `${open.length === 1 ? 'A relation waits' : `${open.length} relations wait`} for an answer, and there is no terminal to ask on.`,
        'Use --yes to accept them, --dry-run to see them, or --check in CI.',
      )
    }
  return byPolicy
}

/** Carries a command line out and gives its exit status. */
export async function execute(line: CommandLine, around: Surroundings): Promise<number> {
  const project = await openProject({ ...line, cwd: around.cwd })
  const writes = !line.dryRun && !line.check && !(line.json && !line.yes)
  const ports: Ports = {
    load: async () => project.source,
    engine: loadEngine,
    answer: async () => ({}),
    verify: async (_, inference) => inference,
    decide: decider(line, around),
    write: async (result, decisions) => (writes ? project.write(result, decisions) : []),
  }
  const settings = {
    style: { ...line.style, relationMode: line.relationMode ?? ('keep' as const) },
    answers: {
      ...(line.person === undefined ? {} : { person: line.person }),
      ...(line.audit === undefined ? {} : { audit: line.audit }),
      ...(line.bareNames === undefined ? {} : { bareNames: line.bareNames }),
    },
    adopt: line.adopt,
  }
  const result = await restore(settings, ports)
  if (line.json) around.stdout.write(printJson(result))
  else if (line.dryRun) around.stdout.write(unifiedDiff(result.schema.files, result.after))
  return 0
}
