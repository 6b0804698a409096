// Prisma's own schema engine on an SQLite file: what `prisma db pull` and `prisma migrate diff` do, without their binary.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { SourceFile } from '../src/schema/schema.js'

/** The part of the engine's generated bindings that is used here. */
interface Bindings {
  readonly SchemaEngine: typeof SchemaEngine
  readonly __wbg_set_wasm: (exports: object) => void
}

// Node has it; TypeScript has its types only in the library for browsers.
declare const WebAssembly: {
  readonly instantiate: (
    source: Uint8Array,
    imports: Readonly<Record<string, Bindings>>,
  ) => Promise<{ readonly instance: { readonly exports: { readonly __wbindgen_start: () => void } } }>
}

const BINDINGS = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')

/** The package imports its `.wasm` as a module, which Node does not do: the two halves are put together by hand. */
async function loadBindings(): Promise<Bindings> {
  const bindings: Bindings = await import(BINDINGS)
  const source = await readFile(fileURLToPath(BINDINGS.replace(/\.js$/, '.wasm')))
  const { instance } = await WebAssembly.instantiate(source, { [`./${path.basename(BINDINGS)}`]: bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bindings
}

const bindings = await loadBindings()

/** A database as Prisma's commands see it. */
export interface EngineDatabase {
  readonly execute: (sql: string) => Promise<void>
  /** What `prisma db pull` makes of these files, tables apart that none of them knows. Rejects when Prisma refuses them. */
  readonly pull: (files: readonly SourceFile[]) => Promise<readonly SourceFile[]>
  /** The SQL that takes the database to this schema; empty when nothing is to be done. */
  readonly diff: (files: readonly SourceFile[]) => Promise<string>
}

// This engine refuses what older schemas must or may say above their models: the `url` that Prisma 6 demands, preview
// features that are none any more. It is not shown these lines.
const HEAD = /^[\s\S]*?(?=^(?:model|view|enum) |$(?![\s\S]))/m
const FOREIGN_LINE = /^ *(?:url|shadowDatabaseUrl) .*\n|^ *previewFeatures .*"metrics".*\n/gm

const headOf = (text: string): string => HEAD.exec(text)?.[0] ?? ''
const forThisEngine = (text: string): string => text.replace(HEAD, (head) => head.replace(FOREIGN_LINE, ''))

/** The pulled schema with the head that it had: a pull of its own version leaves it alone. */
const withHeadOf = (text: string, pulled: string): string =>
  headOf(text) === headOf(forThisEngine(text))
    ? pulled
    : pulled.replace(HEAD, () => `${headOf(text).trimEnd()}\n\n`)

/**
 * Opens the SQLite database in a file, which need not exist.
 *
 * @param file An absolute path.
 */
export function openDatabase(file: string): EngineDatabase {
  const adapter = new PrismaLibSql({ url: `file:${file}` })

  async function ask<T>(
    files: readonly SourceFile[],
    question: (engine: SchemaEngine, files: { path: string; content: string }[]) => Promise<T>,
  ): Promise<T> {
    const shown = files.map(({ path, text }) => ({ path, content: forThisEngine(text) }))
    const engine = await bindings.SchemaEngine.new(
      { datamodels: shown.map(({ path, content }) => [path, content]) },
      () => {},
      bindMigrationAwareSqlAdapterFactory(adapter),
    )
    try {
      return await question(engine, shown)
    } finally {
      engine.free()
    }
  }

  return {
    execute: async (sql) => {
      const connection = await adapter.connect()
      try {
        await connection.executeScript(sql)
      } finally {
        await connection.dispose()
      }
    },
    pull: (files) =>
      ask(files, async (engine, shown) => {
        const { schema } = await engine.introspect({
          schema: { files: shown },
          baseDirectoryPath: path.dirname(file),
          force: false,
          compositeTypeDepth: -1,
          namespaces: null,
        })
        const pulled = new Map(schema.files.map(({ path, content }) => [path, content]))
        return files.map(({ path, text }) => ({ path, text: withHeadOf(text, pulled.get(path) ?? '') }))
      }),
    diff: (files) =>
      ask(files, async (engine, shown) => {
        const { stdout } = await engine.diff({
          from: { tag: 'schemaDatasource', files: shown, configDir: path.dirname(file) },
          to: { tag: 'schemaDatamodel', files: shown },
          script: true,
          exitCode: null,
          filters: { externalTables: [], externalEnums: [] },
        })
        return (stdout ?? '').replace(/^-- This is an empty migration\.$/m, '').trim()
      }),
  }
}
