// A project whose schema Prisma pulled from an SQLite database without foreign keys, in a folder of its own.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Restored, type RestoreOptions, restoreRelations } from '../src/index.js'
import { type EngineDatabase, openDatabase } from './schema-engine.js'
import { scratch, textOf } from './scratch.js'

export interface PulledProject {
  readonly folder: string
  readonly databaseFile: string
  readonly database: EngineDatabase
  /** The schema as it stands in the file. */
  readonly schema: () => string
  readonly write: (schema: string) => void
  /** Pulls into the file and gives its new text. */
  readonly pull: () => Promise<string>
  readonly restore: (options?: RestoreOptions) => Promise<Restored>
}

/**
 * Creates the database and pulls for the first time; the folder goes when the test is over.
 *
 * @param head Everything above the models.
 * @param decided Relation ids that stand accepted in the decisions file, as somebody would write them by hand.
 */
export async function createProject(
  head: string,
  sql: string,
  decided: readonly string[] = [],
): Promise<PulledProject> {
  const relations = Object.fromEntries(decided.map((id) => [id, { verdict: 'accept' }]))
  const folder = scratch({
    'schema.prisma': head,
    'restore-relations.json': JSON.stringify({ version: 1, relations }),
  })
  const databaseFile = path.join(folder, 'database.sqlite')
  const database = openDatabase(databaseFile)
  const schema = (): string => textOf(folder, 'schema.prisma')
  const write = (text: string): void => writeFileSync(path.join(folder, 'schema.prisma'), text)
  const pull = async (): Promise<string> => {
    write(await database.pull(schema()))
    return schema()
  }
  await database.execute(sql)
  await pull()
  return {
    folder,
    databaseFile,
    database,
    schema,
    write,
    pull,
    restore: (options = {}) => restoreRelations({ cwd: folder, schema: 'schema.prisma', ...options }),
  }
}
