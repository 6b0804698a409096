// Which database a run looks at, how far the look may go, and what is said of it.
import path from 'node:path'
import { parseEnv } from 'node:util'
import { RestoreError } from '../errors.js'
import { readText } from '../files.js'
import { counted, hanging, wrapped } from '../print/words.js'
import type { Inference } from '../relation/candidate.js'
import type { Schema } from '../schema/schema.js'
import { explainLook } from '../verify/explain-look.js'
import { DEFAULT_BOUNDS } from '../verify/look.js'
import {
  type Environment,
  expandEnvironment,
  identityOf,
  likelyEngine,
  parseDatabaseUrl,
  urlFromSchema,
} from '../verify/url.js'
import { type Verified, verify } from '../verify/verify.js'
import type { Project } from './project.js'
import type { Ports } from './restore.js'

export interface LiveOptions {
  /** `true`: the project's own datasource url. */
  readonly url: string | true | undefined
  /** A file exported from a query-insights tool. */
  readonly workload: string | undefined
  readonly maxRowsRead: number | undefined
  readonly maxSeconds: number | undefined
}

/** What a look needs of the world besides the database. */
export interface LiveSurroundings {
  readonly cwd: string
  readonly env: Environment
  /** Hears what the look found out about itself, for a person. */
  readonly say: (text: string) => void
  /** Of the terminal that this is said on, in characters. */
  readonly width?: number | undefined
  /** Hears how far the look has come. */
  readonly heard?: ((done: number, of: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** The environment as Prisma sees it: .env beside the project or the schema, under what is set already. */
function environmentOf(project: Project, { cwd, env }: LiveSurroundings): Environment {
  const places = [path.join(cwd, '.env'), path.join(project.folder, '.env'), path.join(cwd, 'prisma/.env')]
  const text = places.map(readText).find((found) => found !== undefined)
  return text === undefined ? env : expandEnvironment(parseEnv(text), env)
}

function ownUrl(project: Project, schema: Schema, around: LiveSurroundings): string {
  const environment = environmentOf(project, around)
  const url = project.configUrl ?? urlFromSchema(schema.datasource, environment) ?? environment.DATABASE_URL
  if (url === undefined || url === '')
    throw new RestoreError(
      'database',
      'The project names no database url: not in the schema, the Prisma config or .env.',
      'Give it: npx restore-relations --url mysql://USER@HOST/DATABASE',
    )
  return url
}

function workloadText(file: string | undefined, cwd: string): { readonly workload?: string } {
  if (file === undefined) return {}
  const workload = readText(path.resolve(cwd, file))
  if (workload === undefined)
    throw new RestoreError('usage', `No workload file at ${file}.`, 'Check the path that --workload names.')
  return { workload }
}

/** How many skipped sources are named one by one. */
const SKIPPED_SHOWN = 5

function describeLook(
  { checked, notChecked, rowsRead }: Verified,
  place: string,
  width: number | undefined,
): string {
  const lines = notChecked
    .slice(0, SKIPPED_SHOWN)
    .flatMap(({ what, why, grant }) =>
      hanging(`${what}: not checked, ${why}${grant === undefined ? '' : `; ${grant}`}`, width ?? 80),
    )
    .map((line) => `${line}\n`)
  const more =
    notChecked.length > SKIPPED_SHOWN ? `  and ${notChecked.length - SKIPPED_SHOWN} more not checked\n` : ''
  const done = `${counted(checked.length, 'candidate')} checked, ${counted(rowsRead, 'row')} read`
  const head = wrapped(`Looked at ${place}: ${done}.`, width ?? 80).join('\n')
  return `${head}\n${lines.join('')}${more}\n`
}

/**
 * Every statement that a look could send, each with what it is for. Sends none.
 *
 * @throws RestoreError when the url cannot be read.
 */
export function explainLive(
  options: LiveOptions,
  project: Project,
  around: LiveSurroundings,
  schema: Schema,
  inference: Inference,
): string {
  const url = options.url === true ? ownUrl(project, schema, around) : options.url
  const engine = likelyEngine(url === undefined ? undefined : parseDatabaseUrl(url))
  return explainLook(schema, inference, engine)
    .map(({ says, sql }) => `-- ${says}\n${sql};\n`)
    .join('')
}

/**
 * The verify stage as the options mean it: a look at the live data, at a workload file, at both, or none.
 *
 * @throws RestoreError when the options name no database or file that could be looked at. A database that does not
 *   answer is no error: the report says what was not checked.
 */
export function liveLook(options: LiveOptions, project: Project, around: LiveSurroundings): Ports['verify'] {
  if (options.url === undefined && options.workload === undefined) return async (_, inference) => inference
  return async (schema, inference) => {
    const bounds = {
      ...workloadText(options.workload, around.cwd),
      maxRowsRead: options.maxRowsRead ?? DEFAULT_BOUNDS.maxRowsRead,
      maxSeconds: options.maxSeconds ?? DEFAULT_BOUNDS.maxSeconds,
      ...(around.signal === undefined ? {} : { signal: around.signal }),
      ...(around.heard === undefined ? {} : { heard: around.heard }),
    }
    if (options.url === undefined) {
      const verified = await verify(schema, inference, undefined, bounds)
      around.say(describeLook(verified, 'the workload', around.width))
      return verified
    }
    const url = options.url === true ? ownUrl(project, schema, around) : options.url
    const address = parseDatabaseUrl(url)
    for (const warning of address.warnings) around.say(`${warning}\n`)
    const { openMysql } = await import('../verify/mysql.js')
    const database = openMysql(address, {
      readFile: async (file) => readText(path.resolve(around.cwd, file)) ?? '',
    })
    try {
      const verified = await verify(schema, inference, database, bounds)
      around.say(describeLook(verified, identityOf(address), around.width))
      return verified
    } finally {
      await database.close()
    }
  }
}
