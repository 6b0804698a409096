// Prisma's client, generated from a schema into a folder and run there, as a project would.
import { symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as GeneratorPackage from '@prisma/client-generator-ts'
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import internals from '@prisma/internals'

// As a module the package cannot be loaded: it imports a file without its extension.
const generators: typeof GeneratorPackage = createRequire(import.meta.url)('@prisma/client-generator-ts')

type Row = Readonly<Record<string, unknown>>

/** What a test calls on a model. */
export interface Delegate {
  readonly create: (query: object) => Promise<Row>
  readonly delete: (query: object) => Promise<Row>
  readonly findFirstOrThrow: (query: object) => Promise<Row>
  readonly findMany: (query: object) => Promise<readonly Row[]>
}

export type Client<Model extends string> = Readonly<Record<Model, Delegate>> & {
  readonly $disconnect: () => Promise<void>
}

/**
 * Generates the client of the `schema.prisma` in a folder, whose generator writes to `./client`, and connects it. What is
 * generated imports @prisma/client, which it finds through a link to our own packages.
 */
export async function openClient<Model extends string>(
  folder: string,
  adapter: SqlDriverAdapterFactory,
): Promise<Client<Model>> {
  const schemaContext = await internals.loadSchemaContext({
    schemaPath: { cliProvidedPath: path.join(folder, 'schema.prisma') },
    cwd: folder,
    printLoadMessage: false,
  })
  const generator = await internals.getGenerator({
    schemaContext,
    registry: {
      'prisma-client': { type: 'in-process', generator: new generators.PrismaClientTsGenerator() },
    },
    cliCommand: 'generate',
    skipDownload: true,
  })
  await generator.generate()
  generator.stop()
  symlinkSync(
    path.join(import.meta.dirname, '../node_modules'),
    path.join(folder, 'node_modules'),
    'junction',
  )
  const { PrismaClient } = await import(pathToFileURL(path.join(folder, 'client/client.ts')).href)
  return new PrismaClient({ adapter })
}
