// Which database a run looks at, and what is said of the look.
import path from 'node:path'
import { parseEnv } from 'node:util'
import type { Surroundings } from './command.js'
import { RestoreError } from './errors.js'
import { readText } from './files.js'
import type { CommandLine } from './options.js'
import type { Project } from './project.js'
import { counted } from './report/words.js'
import type { Ports } from './restore.js'
import type { Schema } from './schema/schema.js'
import type { Database } from './verify/database.js'
import { DEFAULT_BOUNDS } from './verify/look.js'
import { expandEnvironment, parseDatabaseUrl, urlFromSchema } from './verify/url.js'
import { type Verified, verify } from './verify/verify.js'

type Environment = Surroundings['env']

/** The environment as Prisma sees it: .env beside the project or the schema, under what is set already. */
function environmentOf(project: Project, { cwd, env }: Surroundings): Environment {
  const places = [path.join(cwd, '.env'), path.join(project.folder, '.env'), path.join(cwd, 'prisma/.env')]
  const text = places.map(readText).find((found) => found !== undefined)
  return text === undefined ? env : expandEnvironment(parseEnv(text), env)
}

function urlOf(line: CommandLine, project: Project, schema: Schema, around: Surroundings): string {
  if (typeof line.url === 'string') return line.url
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

async function open(url: string, around: Surroundings): Promise<Database> {
  const address = parseDatabaseUrl(url)
  for (const warning of address.warnings) around.stderr.write(`${warning}\n`)
  const { openMysql } = await import('./verify/mysql.js')
  return openMysql(address, {
    readFile: async (file) => readText(path.resolve(around.cwd, file)) ?? '',
  })
}

/** How many skipped sources are named one by one. */
const SHOWN = 5

function tell(
  { checked, notChecked, rowsRead }: Verified,
  { identity }: Database,
  around: Surroundings,
): void {
  const lines = notChecked
    .slice(0, SHOWN)
    .map(
      ({ what, why, grant }) => `  ${what}: not checked, ${why}${grant === undefined ? '' : `; ${grant}`}\n`,
    )
  const more = notChecked.length > SHOWN ? `  and ${notChecked.length - SHOWN} more not checked\n` : ''
  around.stderr.write(
    `Looked at ${identity}: ${counted(checked.length, 'candidate')} checked, ${counted(rowsRead, 'row')} read.\n`,
  )
  around.stderr.write(`${lines.join('')}${more}\n`)
}

/** The verify stage for a command line: a look at the live data if `--url` asks for one. */
export function liveLook(line: CommandLine, project: Project, around: Surroundings): Ports['verify'] {
  if (line.url === undefined) return async (_, inference) => inference
  return async (schema, inference) => {
    const database = await open(urlOf(line, project, schema, around), around)
    const bounds = {
      maxRowsRead: line.maxRowsRead ?? DEFAULT_BOUNDS.maxRowsRead,
      maxSeconds: line.maxSeconds ?? DEFAULT_BOUNDS.maxSeconds,
    }
    try {
      const verified = await verify(schema, inference, database, bounds)
      tell(verified, database, around)
      return verified
    } finally {
      await database.close()
    }
  }
}
