import internals from '@prisma/internals'
import { describe, expect, it } from 'vitest'
import { read } from '../src/schema/read.js'
import type { Schema, SourceFile } from '../src/schema/schema.js'
import { corpusFolder, schemas } from './corpus.js'

interface EngineField {
  readonly name: string
  readonly dbName?: string | null
  readonly kind: string
  readonly type: string
  readonly isList: boolean
  readonly isRequired: boolean
  readonly nativeType?: readonly [string, readonly string[]] | null
  readonly hasDefaultValue: boolean
  readonly relationFromFields?: readonly string[]
  readonly relationToFields?: readonly string[]
  readonly relationOnDelete?: string
}
interface EngineDatamodel {
  readonly models: readonly { name: string; dbName: string | null; fields: readonly EngineField[] }[]
  readonly indexes: readonly {
    model: string
    type: 'id' | 'normal' | 'unique' | 'fulltext'
    fields: readonly { name: string }[]
  }[]
}

const datamodelOf = (file: SourceFile): EngineDatamodel =>
  JSON.parse(
    internals.wasm.prismaSchemaWasm.get_datamodel(
      JSON.stringify({ prismaSchema: [[file.path, file.text]], noColor: true }),
    ),
  )

const typeText = (f: { name: string; args: string }) => (f.args === '' ? f.name : `${f.name}(${f.args})`)

// The engine lists views behind the models.
const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1)

/** What the engine can see of a schema, in one shape for both readers. */
const asEngineSees = (schema: Schema) => ({
  models: schema.models
    .filter((model) => !model.ignored)
    .toSorted(byName)
    .map((model) => ({
      name: model.name,
      dbName: model.dbName,
      fields: model.fields
        .filter((f) => !f.ignored && f.kind !== 'unsupported')
        .map((f) => ({
          name: f.name,
          dbName: f.kind === 'model' ? f.name : f.dbName,
          kind: f.kind === 'model' ? 'object' : f.kind,
          type: f.type,
          arity: f.arity,
          nativeType: f.nativeType,
          hasDefault: f.default !== undefined,
          from: f.relation?.fields ?? [],
          to: f.relation?.references ?? [],
          onDelete: f.relation?.onDelete,
        })),
    })),
  keys: schema.models
    .filter((model) => !model.ignored)
    .flatMap((model) => model.keys.map((key) => `${key.kind} ${model.name}(${key.fields.join(',')})`))
    .sort(),
})

const engineSees = (file: SourceFile): ReturnType<typeof asEngineSees> => {
  const { models, indexes } = datamodelOf(file)
  return {
    models: models.toSorted(byName).map((model) => ({
      name: model.name,
      dbName: model.dbName ?? model.name,
      fields: model.fields.map((f) => ({
        name: f.name,
        dbName: f.dbName ?? f.name,
        kind: f.kind as 'scalar' | 'enum' | 'object',
        type: f.type,
        arity: f.isList ? 'list' : f.isRequired ? 'one' : 'optional',
        nativeType: f.nativeType
          ? typeText({ name: f.nativeType[0], args: f.nativeType[1].join(',') })
          : undefined,
        hasDefault: f.hasDefaultValue,
        from: f.relationFromFields ?? [],
        to: f.relationToFields ?? [],
        onDelete: f.relationOnDelete,
      })),
    })),
    keys: indexes
      .map(
        (i) =>
          `${i.type === 'normal' ? 'index' : i.type} ${i.model}(${i.fields.map((f) => f.name).join(',')})`,
      )
      .sort(),
  }
}

describe(`read (${corpusFolder === undefined ? 'CORPUS not set: schemas of this repository only' : 'with CORPUS'})`, () => {
  it('sees what the engine sees, on every schema', () => {
    const disagreeing = schemas.filter((file) => {
      let seen: ReturnType<typeof engineSees>
      try {
        seen = engineSees(file)
      } catch {
        return false // Broken on purpose: the engine reads nothing to compare with.
      }
      try {
        expect(asEngineSees(read([file]))).toEqual(seen)
        return false
      } catch {
        return true
      }
    })
    expect(disagreeing.map((file) => file.path)).toEqual([])
  })

  it('sees what the engine sees between comments of every kind', () => {
    const text = `/* model Old {
  id Int @id
} */ model A { // {
  id Int @id @map("/*") /* the rest
  gone Int
  is old */
  /* x */ b Int // } /*
  c Int // */
  /* @@index([b]) */ @@index([c]) /* } */
}
`
    const file = { path: 'schema.prisma', text }
    expect(asEngineSees(read([file]))).toEqual(engineSees(file))
  })

  // The engine passes over whatever stands behind an opening bracket, and takes a block on the line that closes another.
  it.each([
    'model A { note\n  id Int @id\n}\n\nmodel B {\n  id Int @id\n}\n',
    'model A { note Int\n  id Int @id\n} model B {\n  id Int @id\n}\n',
    'model A { }\n  id Int @id\n}model B{\n  id Int @id\n}\n',
    '  model\tA\t{ /* never closed\n  id Int @id\n  }\nmodel B {\n  id Int @id\n}\n',
    'enum E { none\n  X\n} model A { // */\r\n  id Int @id\r\n  e E\r\n}\r\nmodel B {\n  id Int @id\n}\n',
    'model A {\r  id Int @id // x\r}\rmodel B {\r  id Int @id\r}\r',
    'model A {\n  id Int @id // x\r}\nmodel B {\n  id Int @id\n}\n',
  ])('sees what the engine sees where a line holds more than its bracket: %j', (text) => {
    const file = { path: 'schema.prisma', text }
    const seen = asEngineSees(read([file]))
    expect(seen.models.map(({ name }) => name)).toEqual(['A', 'B'])
    expect(seen).toEqual(engineSees(file))
  })

  it('loses no later model to a block that the engine refuses', () => {
    const text = 'model A { id Int @id }\n\nmodel B {\n  id Int @id }\n\nmodel C {\n  id Int @id\n}\n'
    expect(read([{ path: 'schema.prisma', text }]).models.map(({ name }) => name)).toContain('C')
  })
})
