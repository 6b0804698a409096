// Every statement that a look could send, without sending any: values that are not known yet are placeholders.
import type { Inference } from '../relation/candidate.js'
import { tableName } from '../relation/identity.js'
import { columnsOf, lookUp, type Schema } from '../schema/schema.js'
import type { ServerEngine } from './database.js'
import { IDENTIFY, SESSION } from './dialect.js'
import type { SchemaInDatabase } from './located.js'
import { CATALOG, type Catalog, type ColumnFact, type IndexFact, type TableFact } from './probes/catalog.js'
import { inclusionStatement, leadingColumn } from './probes/inclusion.js'
import { duplicatesStatement, indexForDuplicates } from './probes/one-to-one.js'
import { BLOCKS, planSample, rangeStatement, sampleStatement } from './probes/sample.js'
import { STATEMENT_DIGESTS, VIEW_DEFINITIONS } from './probes/workload.js'
import { type LookPlan, planLook, wantedColumns } from './questions.js'

/** A statement with what it is for. */
export interface Explained {
  readonly says: string
  readonly sql: string
}

const FAMILY_OF_TYPE: ReadonlyMap<string, ColumnFact['family']> = new Map([
  ['Int', 'integer'],
  ['BigInt', 'integer'],
  ['String', 'string'],
  ['Bytes', 'binary'],
])

/** The catalog as the schema tells it, with the schema before each name; the real one may know more indexes. */
function expectedCatalog(schema: Schema): Catalog {
  return new Map(
    schema.models.map((model): [string, TableFact] => {
      const names = new Map(columnsOf(model).map(({ name, dbName }) => [name, dbName]))
      const columns = columnsOf(model).map(({ dbName, type, arity }) => ({
        name: dbName,
        family: FAMILY_OF_TYPE.get(type),
        type: '',
        nullable: arity !== 'one',
        charset: undefined,
        collation: undefined,
        comment: '',
      }))
      const indexes = model.keys
        .filter(({ kind }) => kind !== 'fulltext')
        .map(
          ({ kind, fields, partial, map }): IndexFact => ({
            name: kind === 'id' ? 'PRIMARY' : (map ?? ':index'),
            unique: kind !== 'index',
            columns: fields.map((field) => names.get(field) ?? field),
            partial,
          }),
        )
      const table: TableFact = {
        name: model.dbName,
        engine: undefined,
        isView: model.kind === 'view',
        columns: new Map(columns.map((column) => [column.name, column])),
        indexes,
        foreignKeys: [],
      }
      return [tableName(model), table]
    }),
  )
}

const VALUE = ':value'
const ONE_VALUE = [[VALUE]]

function explainSession(engine: ServerEngine): readonly Explained[] {
  return [
    { says: 'which engine is it', sql: IDENTIFY },
    ...SESSION[engine].map((sql) => ({ says: 'read only, within limits', sql })),
    { says: 'joins in views', sql: VIEW_DEFINITIONS },
    ...(engine === 'vitess' ? [] : [{ says: 'joins in statements that ran', sql: STATEMENT_DIGESTS }]),
    ...Object.values(CATALOG).map((sql) => ({ says: 'tables, columns, indexes, foreign keys', sql })),
  ]
}

function explainSamples(engine: ServerEngine, plan: LookPlan, catalog: Catalog): readonly Explained[] {
  const names = new Map([...catalog].map(([name, table]) => [table, name]))
  return [...wantedColumns(plan)].flatMap(([table, columns]) => {
    const sampling = planSample(table, [...columns])
    const says = `a sample of ${names.get(table) ?? table.name}`
    const blocks = `${says}: ${BLOCKS} blocks like these two, in one statement`
    const sample = { says: blocks, sql: sampleStatement(engine, sampling, [':start1', ':start2']) }
    return sampling.along === undefined
      ? [{ ...sample, says }]
      : [{ says, sql: rangeStatement(engine, table, sampling.along.name) }, sample]
  })
}

function explainCandidates(engine: ServerEngine, { candidates }: LookPlan): readonly Explained[] {
  return candidates.flatMap(({ candidate, located: { from, to } }) => {
    const says = candidate.id
    const first = leadingColumn(to)
    const [referencing] = from.columns
    const tuple = to.columns.map(() => VALUE)
    const index = indexForDuplicates(from)
    const duplicates =
      referencing !== undefined && index !== undefined
        ? [{ says, sql: duplicatesStatement(engine, from.table, index, referencing.name, [VALUE]) }]
        : []
    return [
      ...(first === undefined ? [] : [{ says, sql: rangeStatement(engine, to.table, first.name) }]),
      // Sampled values, then decoys: the same statement twice.
      { says, sql: inclusionStatement(engine, to, [tuple]) },
      ...duplicates,
    ]
  })
}

function explainSearches(engine: ServerEngine, { searches }: LookPlan): readonly Explained[] {
  return searches
    .flatMap(({ possibilities }) => possibilities)
    .map(({ candidate, located }) => ({
      says: `does it lead here: ${candidate.id}`,
      sql: inclusionStatement(engine, located.to, ONE_VALUE),
    }))
}

/**
 * The statements of a look at a database of this schema, in order. `:value` stands for a list of values, `:start1` for
 * the beginning of a block. Foreign keys, views and statements that only the database knows may add questions of the
 * same forms.
 *
 * @example
 * explainLook(schema, inference, 'mysql').map(({ says, sql }) => `-- ${says}\n${sql};`).join('\n')
 */
export function explainLook(
  schema: Schema,
  inference: Inference,
  engine: ServerEngine,
): readonly Explained[] {
  const known: SchemaInDatabase = {
    schema,
    find: lookUp(schema),
    catalog: expectedCatalog(schema),
    database: undefined,
  }
  const { plan } = planLook(inference, known)
  return [
    ...explainSession(engine),
    ...explainSamples(engine, plan, known.catalog),
    ...explainCandidates(engine, plan),
    ...explainSearches(engine, plan),
  ]
}
