// A project whose schema Prisma pulled from an SQLite database without foreign keys, in a folder of its own.

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { restoreRelations } from '../src/library/library.js'
import type { Restored, RestoreOptions } from '../src/library/options.js'
import { loadEngine } from '../src/prisma/engine.js'
import type { SourceFile } from '../src/schema/schema.js'
import { type EngineDatabase, openDatabase } from './schema-engine.js'
import { scratch, textOf } from './scratch.js'

export interface PulledProject {
  readonly folder: string
  readonly databaseFile: string
  readonly database: EngineDatabase
  /** The schema as it stands in the file. */
  readonly schema: () => string
  /** The SQL that takes the database to the schema; empty when nothing is to be done. */
  readonly diff: () => Promise<string>
  readonly write: (schema: string) => void
  /** Pulls into the file and gives its new text. */
  readonly pull: () => Promise<string>
  readonly restore: (options?: RestoreOptions) => Promise<Restored>
}

const PRISMA_7 = `generator client {
  provider = "prisma-client"
  output   = "./client"
}

datasource db {
  provider = "sqlite"
}
`

const PRISMA_6 = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["relationJoins"]
}

datasource db {
  provider          = "sqlite"
  url               = env("DATABASE_URL")
  shadowDatabaseUrl = env("SHADOW_DATABASE_URL")
}
`

const PRISMA_5 = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["metrics", "tracing"]
  binaryTargets   = ["native", "debian-openssl-3.0.x"]
}

datasource db {
  provider = "sqlite"
  url      = "file:./dev.db"
}
`

/** What stands above the models, as each version of Prisma wants it. */
export const HEADS = [
  { version: 'Prisma 7', head: PRISMA_7 },
  { version: 'Prisma 6', head: PRISMA_6 },
  { version: 'Prisma 5', head: PRISMA_5 },
] as const

export const formatted = (text: string): string =>
  loadEngine().format([{ path: 'schema.prisma', text }])[0]?.text ?? ''

export type RelationMode = 'prisma' | undefined

const withRelationMode = (head: string, mode: RelationMode): string =>
  mode === undefined ? head : formatted(head.replace(/\}\n$/, `relationMode = "${mode}"\n}\n`))

export interface ProjectOptions {
  /** The statements that create the database. */
  readonly sql: string
  readonly mode?: RelationMode
  /** What stands above the models; default: as Prisma 7 wants it. */
  readonly head?: string | undefined
  /** Relation ids that stand accepted in the decisions file, as somebody would write them by hand. */
  readonly decided?: readonly string[]
}

/** Creates the database and pulls for the first time; the folder goes when the test is over. */
export async function createProject({
  sql,
  mode,
  head = PRISMA_7,
  decided = [],
}: ProjectOptions): Promise<PulledProject> {
  const relations = Object.fromEntries(decided.map((id) => [id, { verdict: 'accept' }]))
  const folder = scratch({
    'schema.prisma': withRelationMode(head, mode),
    'restore-relations.json': JSON.stringify({ version: 1, relations }),
  })
  const databaseFile = path.join(folder, 'database.sqlite')
  const database = openDatabase(databaseFile)
  const schema = (): string => textOf(folder, 'schema.prisma')
  const write = (text: string): void => writeFileSync(path.join(folder, 'schema.prisma'), text)
  const files = (): readonly SourceFile[] => [{ path: 'schema.prisma', text: schema() }]
  const pull = async (): Promise<string> => {
    const [pulled] = await database.pull(files())
    if (pulled !== undefined) write(pulled.text)
    return schema()
  }
  await database.execute(sql)
  await pull()
  return {
    folder,
    databaseFile,
    database,
    schema,
    diff: () => database.diff(files()),
    write,
    pull,
    restore: (options = {}) => restoreRelations({ cwd: folder, schema: 'schema.prisma', ...options }),
  }
}
