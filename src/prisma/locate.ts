// Where the schema is: exactly where Prisma looks, in Prisma's order.
import path from 'node:path'
import { RestoreError } from '../errors.js'
import { displayPath, isFolder, isText, readText, unreadable } from '../files.js'
import type { SourceFile } from '../schema/schema.js'
import { internals, loadConfigReader } from './internals.js'

export interface LocateOptions {
  /** `--schema`: a file or folder. */
  readonly schema?: string | undefined
  /** `--config`: the Prisma config file. */
  readonly config?: string | undefined
  readonly cwd: string
  /** Whether the config is needed for its database url even if the schema is named. */
  readonly wantsUrl?: boolean
}

export interface LocatedSchema {
  /** Paths are relative to `cwd` where they lie below it. */
  readonly files: readonly SourceFile[]
  /** The absolute folder that the decisions file belongs into. */
  readonly folder: string
  /** The datasource url of the Prisma config, which Prisma 7 has instead of the schema. */
  readonly configUrl: string | undefined
}

interface Config {
  readonly schema: string | undefined
  readonly url: string | undefined
}

const CONFIG_FOLDERS = ['', '.config']
const CONFIG_NAMES = ['prisma7.config', 'prisma.config']
const CONFIG_ENDINGS = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts']

/** Whether loading the config reader, which takes a while, can be worth it. */
const mayHaveConfig = (cwd: string): boolean =>
  isFolder(path.join(cwd, '.config')) ||
  CONFIG_FOLDERS.some((folder) =>
    CONFIG_NAMES.some((name) =>
      CONFIG_ENDINGS.some((ending) => readText(path.join(cwd, folder, `${name}.${ending}`)) !== undefined),
    ),
  )

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''

async function readConfig({ config, cwd }: LocateOptions): Promise<Config> {
  if (config === undefined && !mayHaveConfig(cwd)) return { schema: undefined, url: undefined }
  const loadConfigFromFile = await loadConfigReader()
  const loaded = await loadConfigFromFile({
    configRoot: cwd,
    ...(config === undefined ? {} : { configFile: config }),
  })
  if (loaded.error !== undefined) {
    const { error } = loaded
    if (error._tag === 'ConfigFileNotFound')
      throw new RestoreError(
        'config-invalid',
        `No Prisma config at ${config}.`,
        'Check --config, or name the schema: --schema PATH',
      )
    throw new RestoreError(
      'config-invalid',
      `The Prisma config cannot be loaded: ${firstLine(error.error.message)}`,
      'Mend it, or name the schema yourself: --schema PATH',
    )
  }
  // A config without a datasource url is the rule for schemas of Prisma 6 and before.
  return { schema: loaded.config.schema, url: loaded.config.datasource?.url }
}

/** `prisma.schema` of the package.json, which Prisma up to 6 reads. */
function schemaOfPackage(cwd: string): string | undefined {
  const text = readText(path.join(cwd, 'package.json'))
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('prisma' in parsed)) return undefined
    const { prisma } = parsed
    if (typeof prisma !== 'object' || prisma === null || !('schema' in prisma)) return undefined
    return typeof prisma.schema === 'string' ? prisma.schema : undefined
  } catch {
    return undefined // A broken package.json says nothing about the schema; npm will complain about it soon enough.
  }
}

const DEFAULT_FILES = ['schema.prisma', 'prisma/schema.prisma']
const DEFAULT_FOLDER = 'prisma/schema'

function defaultPlace(cwd: string): string | undefined {
  const file = DEFAULT_FILES.find((name) => readText(path.join(cwd, name)) !== undefined)
  return file ?? (isFolder(path.join(cwd, DEFAULT_FOLDER)) ? DEFAULT_FOLDER : undefined)
}

/** Prisma takes a schema in any encoding for UTF-8, and chokes on a byte order mark without naming it. */
function refuseEncoding(file: string, text: string, shown: string): void {
  const isOther = text.includes('\uFFFD') && !isText(file)
  if (!isOther && !text.startsWith('\uFEFF')) return
  throw new RestoreError(
    'schema-unreadable',
    isOther ? `${shown} is not in UTF-8.` : `${shown} begins with a byte order mark.`,
    'Save it as UTF-8 without a byte order mark.',
  )
}

async function loadFiles(place: string, { cwd }: LocateOptions): Promise<readonly SourceFile[]> {
  const shown = displayPath(place, cwd)
  const loaded = await internals()
    .getSchemaWithPath({ schemaPath: { cliProvidedPath: place }, cwd })
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      throw /not found/.test(message)
        ? new RestoreError(
            'schema-not-found',
            `No schema at ${shown}.`,
            'Check the path, or run: npx prisma db pull',
          )
        : unreadable(shown, error)
    })
  if (loaded.schemas.length === 0)
    throw new RestoreError(
      'schema-not-found',
      `The folder ${shown} holds no .prisma file.`,
      'Name the folder or file of your schema: --schema PATH',
    )
  return loaded.schemas.map(([file, text]) => {
    const shownFile = displayPath(file, cwd)
    refuseEncoding(file, text, shownFile)
    return { path: shownFile, text }
  })
}

/**
 * Finds and reads the schema: `--schema`, else the Prisma config, else package.json#prisma.schema, else
 * ./schema.prisma, ./prisma/schema.prisma, ./prisma/schema/.
 *
 * @throws RestoreError when there is none, it cannot be read, or the config cannot be loaded.
 */
export async function locateSchema(options: LocateOptions): Promise<LocatedSchema> {
  const { cwd } = options
  // A schema that was named needs no config: a config that fails to load must not stand in its way.
  const wantsConfig =
    options.schema === undefined || options.config !== undefined || options.wantsUrl === true
  const config = wantsConfig ? await readConfig(options) : undefined
  const named = options.schema ?? config?.schema ?? schemaOfPackage(cwd) ?? defaultPlace(cwd)
  if (named === undefined)
    throw new RestoreError(
      'schema-not-found',
      'No Prisma schema found here.',
      'Run npx prisma db pull first, or name it: restore-relations --schema PATH',
    )
  const place = path.resolve(cwd, named)
  return {
    files: await loadFiles(place, options),
    folder: isFolder(place) ? place : path.dirname(place),
    configUrl: config?.url,
  }
}
