// A folder of schemas with their true relations: taken out of ordinary schemas, or lying beside stripped ones.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { RestoreError } from '../errors.js'
import type { Relation } from '../relation/relation.js'
import { read } from '../schema/read.js'
import type { Columns, Schema } from '../schema/schema.js'
import { strip } from './strip.js'

/** One schema without its relations, and the truth about them. */
export interface Specimen {
  /** The folder it comes from, when the collection has several: `kept`. */
  readonly set: string
  readonly name: string
  readonly schema: Schema
  readonly relations: readonly Relation[]
  /** Columns (`Model.field`) of which the truth is not known: counted neither way. */
  readonly unknown: ReadonlySet<string>
  /** Whether it is known that nearly every reference is declared; undefined: to be judged from the schema. */
  readonly dense: boolean | undefined
}

interface RawLink {
  readonly fromModel: string
  readonly fromFields: readonly string[]
  readonly toModel: string
  readonly toFields: readonly string[]
  readonly kind?: string
  readonly toKey?: string
  readonly typesMatch?: boolean
  readonly ignoredModel?: boolean
}

const jsonIn = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

function besides(
  folder: string,
  set: string,
  dense: Readonly<Record<string, readonly string[]>>,
): readonly Specimen[] {
  return readdirSync(path.join(folder, set, 'truth'))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file): Specimen => {
      const name = file.slice(0, -'.json'.length)
      const source = path.join(folder, set, 'schema', `${name}.prisma`)
      const schema = read([{ path: source, text: readFileSync(source, 'utf8') }])
      const raw = jsonIn(path.join(folder, set, 'truth', file)) as readonly RawLink[]
      const unknownFile = path.join(folder, set, 'unknown', file)
      const unknown = (existsSync(unknownFile) ? jsonIn(unknownFile) : []) as readonly {
        readonly model: string
        readonly field: string
      }[]
      const ignored = new Set(schema.models.filter((m) => m.ignored).map((m) => m.name))
      const impossible = raw.filter(
        (r) =>
          r.kind !== 'polymorphic' &&
          (r.toKey === 'none' ||
            r.typesMatch === false ||
            r.ignoredModel ||
            ignored.has(r.fromModel) ||
            ignored.has(r.toModel)),
      )
      const listed = dense[set] ?? dense[set.split('-')[0] ?? '']
      return {
        set,
        name,
        schema,
        relations: raw
          .filter((r) => r.kind !== 'polymorphic' && !impossible.includes(r))
          .map((r) => ({
            from: { model: r.fromModel, fields: r.fromFields },
            to: { model: r.toModel, fields: r.toFields },
          })),
        unknown: new Set([
          ...unknown.map((u) => `${u.model}.${u.field}`),
          ...impossible.flatMap((r) =>
            r.fromFields.length === 1 ? [`${r.fromModel}.${r.fromFields[0]}`] : [],
          ),
        ]),
        dense: listed?.includes(name),
      }
    })
}

function ordinary(folder: string): readonly Specimen[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.prisma'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const { schema, relations } = strip(read([{ path: file, text: readFileSync(file, 'utf8') }]))
      const name = path.relative(folder, file).replace(/\.prisma$/, '')
      return { set: 'schemas', name, schema, relations, unknown: new Set<string>(), dense: undefined }
    })
}

/** Makes a test for columns: whether any of them is in a true relation, alone or with others. */
export function usedColumns({ relations }: Specimen): (columns: Columns) => boolean {
  const used = new Set(relations.flatMap(({ from }) => from.fields.map((field) => `${from.model}.${field}`)))
  return ({ model, fields }) => fields.some((field) => used.has(`${model}.${field}`))
}

/**
 * Reads a collection.
 *
 * @param folder Either any folder of ordinary `.prisma` files, one schema a file, or one with `SET/schema/NAME.prisma`
 *   and `SET/truth/NAME.json` (and `dense.json`: which names of a set declare nearly all of their references).
 * @throws RestoreError `schema-not-found` when there is none.
 */
export function collect(folder: string): readonly Specimen[] {
  const specimens = existsSync(folder) ? specimensIn(folder) : []
  if (specimens.length === 0)
    throw new RestoreError(
      'schema-not-found',
      `No schema in ${folder}.`,
      'Name a folder of .prisma files with relations.',
    )
  return specimens
}

function specimensIn(folder: string): readonly Specimen[] {
  const sets = readdirSync(folder).filter((set) => existsSync(path.join(folder, set, 'truth')))
  if (sets.length === 0) return ordinary(folder)
  const denseFile = path.join(folder, 'dense.json')
  const dense = (existsSync(denseFile) ? jsonIn(denseFile) : {}) as Readonly<
    Record<string, readonly string[]>
  >
  return sets.sort().flatMap((set) => besides(folder, set, dense))
}
