// Which relations a run is about: `--only`, `--skip`, `--min-confidence`, and `ignore` of the decisions file.
import { RestoreError } from '../errors.js'
import { declaredRelations } from '../schema/relations.js'
import { type Columns, type LookUp, lookUp, type Schema } from '../schema/schema.js'
import { matcher } from '../text/globs.js'
import { closest } from '../text/similarity.js'
import { databaseLookUp, parseRelationId, relationIds, tableName, tidyId } from './identity.js'
import type { Relation } from './relation.js'

/** What is looked at. */
export interface Selection {
  /** Globs; none means every relation. */
  readonly only: readonly string[]
  /** Globs; they win over `only`. */
  readonly skip: readonly string[]
}

/** What is decided without a person. */
export interface Policy extends Selection {
  /** 0 to 1: what is at or above is accepted. */
  readonly minConfidence: number
  /** 0 to 1: what is below is not asked about; left out, everything is. */
  readonly askFrom?: number | undefined
}

/**
 * What is not worth a question. Of the best candidates below it over the collection's old applications less than 1 in 100 is
 * true, with weights that have seen them; with weights fitted without them 39 of 480, 36 of which lie in two of the 21
 * applications (0.1: 64 of 644, 0.02: 6 of 220).
 */
const WORTH_ASKING = 0.05

/** What holds when nobody says otherwise, on the command line and in the library. */
export const DEFAULT_POLICY = {
  minConfidence: 0.9,
  askFrom: WORTH_ASKING,
  only: [],
  skip: [],
} as const satisfies Policy

/** Whether a glob is meant for ids; any other is meant for models and columns. */
const isForIds = (glob: string): boolean => glob.includes('(') || glob.includes('->')

/**
 * The names that a glob can mean columns by, in the schema's and in the database's spelling: the model and its columns
 * (`Post.authorId`).
 */
function columnNames(find: LookUp, { model, fields }: Columns): readonly string[] {
  const found = find.model(model)
  const tables = found === undefined ? [] : [found.dbName, tableName(found)]
  return [
    model,
    ...tables,
    ...fields.flatMap((field) => {
      const column = find.field(model, field)?.dbName ?? field
      return [`${model}.${field}`, ...tables.map((table) => `${table}.${column}`)]
    }),
  ]
}

/** Makes a test for globs of models and columns: whether any covers some columns whatever they reference. */
export function coversColumns(find: LookUp, globs: readonly string[]): (columns: Columns) => boolean {
  const matches = matcher(globs.filter((glob) => !isForIds(glob)))
  return globs.length === 0 ? () => false : (columns) => matches(columnNames(find, columns))
}

/**
 * Makes a test for globs: whether any covers a relation, by its model, one of its columns or its id.
 *
 * @example
 * coversRelation(find, ['Post(*)->User(*)'])(infer(schema).references[0].candidates[0]) // true
 */
export function coversRelation(find: LookUp, globs: readonly string[]): (relation: Relation) => boolean {
  const byColumns = coversColumns(find, globs)
  const byId = matcher(globs.filter(isForIds).map(tidyId))
  return globs.length === 0
    ? () => false
    : (relation) => byColumns(relation.from) || byId(relationIds(find, relation))
}

/**
 * Makes a test for `--only` and `--skip`: whether they leave a relation in.
 *
 * @example
 * selected(find, { only: ['Post'], skip: ['Post.authorId'] })(infer(schema).references[0].candidates[0]) // false
 */
export function selected(find: LookUp, { only, skip }: Selection): (relation: Relation) => boolean {
  const wanted = only.length === 0 ? () => true : coversRelation(find, only)
  const unwanted = coversRelation(find, skip)
  return (relation) => wanted(relation) && !unwanted(relation)
}

/**
 * The same for an id whose columns may be gone: it is known by its table, its columns in database names, and itself; where
 * the schema still has them, by the names there too.
 */
export function selectedId(schema: Schema, { only, skip }: Selection): (id: string) => boolean {
  const find = lookUp(schema)
  const database = databaseLookUp(schema)
  const namesOfId = (id: string): readonly string[] => {
    const from = parseRelationId(id)?.from
    if (from === undefined) return []
    const model = database.model(from.table)
    const fields = from.columns.flatMap((column) => (model && database.field(model, column)?.name) ?? [])
    return [
      from.table,
      ...from.columns.map((column) => `${from.table}.${column}`),
      ...(model === undefined ? [] : columnNames(find, { model: model.name, fields })),
    ]
  }
  const covers = (globs: readonly string[]) => {
    const byName = matcher(globs.filter((glob) => !isForIds(glob)))
    const byId = matcher(globs.filter(isForIds).map(tidyId))
    return (id: string): boolean => byName(namesOfId(id)) || byId([id])
  }
  const wanted = only.length === 0 ? () => true : covers(only)
  const unwanted = covers(skip)
  return (id) => wanted(id) && !unwanted(id)
}

/** What globs can mean in a schema: its models and columns, and the relations that are proposed or declared. */
function knownNames(schema: Schema, proposed: readonly Relation[]) {
  const find = lookUp(schema)
  const columns = schema.models.flatMap(({ name, fields }) =>
    columnNames(find, { model: name, fields: fields.map((field) => field.name) }),
  )
  const relations = [...proposed, ...declaredRelations(schema)]
  return {
    columns,
    ids: relations.flatMap((relation) => relationIds(find, relation)),
    // Whoever names columns that are there made no slip, be anything proposed for them today or not.
    beginnings: schema.models.flatMap(({ name, dbName, fields }) =>
      fields.flatMap((field) => [`${name}(${field.name})->*`, `${dbName}(${field.dbName})->*`]),
    ),
  }
}

/**
 * The globs that match no model, no column and no relation, be it proposed, declared or remembered: likely misspelled.
 *
 * @param remembered Ids; their columns may be gone.
 */
export function unmatchedGlobs(
  globs: readonly string[],
  schema: Schema,
  proposed: readonly Relation[],
  remembered: readonly string[],
): readonly string[] {
  if (globs.length === 0) return []
  const { columns, ids } = knownNames(schema, proposed)
  const names = [...columns, ...ids]
  return globs.filter(
    (glob) =>
      !matcher([tidyId(glob)])(names) && !remembered.some(selectedId(schema, { only: [glob], skip: [] })),
  )
}

/** Two letters exchanged in a name of four are still near. */
const NEAR = 0.5

/** What a glob that matches nothing was likely meant to be, if anything is near. */
function likelyMeant(glob: string, schema: Schema, proposed: readonly Relation[]): string | undefined {
  const { columns, ids } = knownNames(schema, proposed)
  if (!isForIds(glob)) {
    const isColumn = glob.includes('.')
    return closest(
      glob,
      columns.filter((name) => name.includes('.') === isColumn),
      NEAR,
    )
  }
  const end = glob.endsWith('->*') ? '->*' : undefined
  const likely = end === undefined ? ids : ids.map((id) => id.replace(/->.*$/s, end))
  return closest(glob, likely, NEAR)
}

/** Whether everything that `--only` means is skipped. */
function leavesNothing(
  { only, skip }: Selection,
  schema: Schema,
  proposed: readonly Relation[],
  remembered: readonly string[],
): boolean {
  if (skip.length === 0) return false
  const find = lookUp(schema)
  const covers = (globs: readonly string[]) => {
    const matches = matcher(globs.map(tidyId))
    // `Post(authorId)->*` means the column, whatever it references.
    return (columns: Columns): boolean =>
      matches([
        ...columnNames(find, columns),
        ...columns.fields.map((field) => `${columns.model}(${field})->*`),
      ])
  }
  const columns = schema.models.flatMap(({ name, fields }) =>
    fields.map((field): Columns => ({ model: name, fields: [field.name] })),
  )
  const [wants, skips] = [only.length === 0 ? () => true : covers(only), covers(skip)]
  const isLeft = selected(find, { only, skip })
  return (
    !columns.some((one) => wants(one) && !skips(one)) &&
    ![...proposed, ...declaredRelations(schema)].some(isLeft) &&
    !remembered.some(selectedId(schema, { only, skip }))
  )
}

/**
 * A misspelled glob would leave everything in or out without a word, and make CI green.
 *
 * @param proposed What inference thinks of; undefined while that is not known: ids are not judged then.
 * @throws RestoreError `usage` where `--only` or `--skip` matches no model, column or relation, or where nothing is left.
 */
export function refuseUnmatched(
  { only, skip }: Selection,
  schema: Schema,
  proposed: readonly Relation[] | undefined,
  remembered: readonly string[],
): void {
  if (proposed !== undefined && leavesNothing({ only, skip }, schema, proposed, remembered))
    throw new RestoreError(
      'usage',
      `${only.length > 0 ? '--only and --skip leave' : '--skip leaves'} nothing to look at.`,
      'Leave one of them out, or name something else.',
    )
  for (const [flag, given] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    const judged = proposed === undefined ? given.filter((glob) => !isForIds(glob)) : given
    const { beginnings } = knownNames(schema, [])
    const [first] = unmatchedGlobs(judged, schema, proposed ?? [], remembered).filter(
      (glob) => !matcher([tidyId(glob)])(beginnings),
    )
    if (first === undefined) continue
    const meant = likelyMeant(first, schema, proposed ?? [])
    throw new RestoreError(
      'usage',
      `${flag} ${first} matches no model, column or relation.`,
      meant === undefined
        ? 'Name a model (Post), a column (Post.authorId) or an id ("Post(authorId)->*").'
        : `Did you mean ${flag} ${isForIds(meant) ? `'${meant}'` : meant}?`,
    )
  }
}
