// A table and its columns with their words: what names, keys and indexes say of them.

import { columnsOf, type Field, type Model, uniqueKeysOf } from '../schema/schema.js'
import { comparedWordsOf, lettersOf } from '../text/words.js'
import { DISCRIMINATORS, LEADING_WORDS } from './lexicon.js'
import { startsWith } from './name-words.js'
import { type Reading, readColumn, saysReference } from './reading.js'
import { comparable, normalizedName, type Vocabulary } from './vocabulary.js'

/** A column that alone identifies a row of its table: what a relation with one column may reference. */
export interface KeyColumn {
  readonly table: Table
  readonly column: Column
  /** Whether it is the primary key. */
  readonly primary: boolean
}

/** A column with its words. */
export interface Column {
  readonly table: Table
  readonly field: Field
  /** Words in the singular. */
  readonly words: readonly string[]
  /** Its words as `normalizedName` joins them. */
  readonly normalizedName: string
  /** What it may be named after, the likeliest reading first. */
  readonly readings: readonly Reading[]
  /** Its place in the table, 0 for the first. */
  readonly position: number
  readonly inPrimaryKey: boolean
  /** It alone is the primary key. */
  readonly isPrimaryKey: boolean
  /** It alone is a unique criterion, other than the primary key. */
  readonly isUnique: boolean
  readonly inUnique: boolean
  /** The column beside it that says which table it means: `subject_type` beside `subject_id`. */
  readonly discriminator: Field | undefined
  /** How it stands in an index: alone, first, later, or not at all. */
  readonly index: 'alone' | 'first' | 'later' | 'none'
}

export interface Table {
  readonly model: Model
  /** Words of the name in the singular, without the prefix that most tables share. */
  readonly words: readonly string[]
  /** Words of the name in the database where it is another: a table `case` is the model `Renamedcase`. */
  readonly wordsInDatabase: readonly string[] | undefined
  /** The word that most tables of the schema begin with, if this one does: `zq` of `zq_posts`. */
  readonly prefix: string | undefined
  readonly columns: readonly Column[]
  readonly keys: readonly KeyColumn[]
  readonly primaryKey: KeyColumn | undefined
  /** The `normalizedName` of its first word, of its first two, and so on to the whole. */
  readonly starts: readonly string[]
  /** The normalized names of its columns. */
  readonly columnNames: ReadonlySet<string>
  /** The normalized stems of its columns with an id word. */
  readonly idStems: ReadonlySet<string>
  /** The word that most of its columns begin with: `hv` of `hv_id, hv_field, hv_day`. */
  readonly columnPrefix: string | undefined
  /** Whether its primary key has several columns. */
  readonly hasCompositeKey: boolean
}

// A word is a prefix of the columns when nearly all of them bear it: `att_id, att_name, att_date`. Chosen by hand.
const PREFIX_SHARE = 0.7
const PREFIX_COLUMNS = 3
// The table's own name says more than any other word. Chosen by hand.
const OWN_NAME_SHARE = 0.5

function commonFirstWord(names: readonly (readonly string[])[]): string | undefined {
  const counts = new Map<string, number>()
  for (const words of names) {
    const first = words[0]
    // `id_user, id_group`: that says what they are, not whose.
    if (first !== undefined && words.length > 1 && !LEADING_WORDS.has(first))
      counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  for (const [word, count] of counts)
    if (count >= PREFIX_COLUMNS && count >= PREFIX_SHARE * names.length) return word
  return undefined
}

/**
 * The whole name of the table or its last word, where most of its columns begin so: `file_folder` and `folder` of
 * `file_folder_id, file_folder_parent`. The key alone shows nothing.
 */
function ownNamesInFront(
  name: readonly string[],
  spelled: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const own = name.length > 1 ? [name, name.slice(-1)] : [name]
  const columns = spelled.map((words) => words.map(comparable))
  return own.flatMap((start) => {
    const bearers = spelled.filter(
      (words, i) => words.length > start.length && startsWith(columns[i] ?? [], start),
    )
    return bearers.length >= PREFIX_COLUMNS && bearers.length >= OWN_NAME_SHARE * spelled.length
      ? bearers.slice(0, 1).map((words) => words.slice(0, start.length))
      : []
  })
}

function indexOf(model: Model, field: string): Column['index'] {
  let best: Column['index'] = 'none'
  for (const key of model.keys) {
    if (key.kind === 'fulltext') continue
    const at = key.fields.indexOf(field)
    if (at === 0 && key.fields.length === 1) return 'alone'
    if (at === 0) best = 'first'
    else if (at > 0 && best === 'none') best = 'later'
  }
  return best
}

/** Whether this is an implicit join table, which Prisma makes for two lists that point at each other: `_PostToTag` with A and B. */
export const isImplicitJoinTable = ({ model, columns }: Table): boolean =>
  model.dbName.startsWith('_') &&
  columns.length === 2 &&
  columns[0]?.field.dbName === 'A' &&
  columns[1]?.field.dbName === 'B'

// A field cannot be referenced or referencing when its values are lists, truths, times or documents.
const KEY_TYPES = new Set(['Int', 'BigInt', 'String', 'Decimal', 'Bytes'])

/** Whether a column may be one end of a relation. */
export const canRefer = (field: Field): boolean =>
  (field.kind === 'enum' || (field.kind === 'scalar' && KEY_TYPES.has(field.type))) &&
  field.arity !== 'list' &&
  !field.ignored

/** Whether an id word, or one like it, stands at either end of the column's name: then it looks like a reference. */
export const hasIdWord = (column: Column): boolean =>
  column.readings.some(({ form }) => saysReference(form) && form !== 'id-inside')

// `objecttable` beside `objectid`, where nothing else in the schema cuts the word.
const GLUED_TABLE = /(?<=\p{Ll}{3})(?:table|model)$/u

/** The columns that say which table another one means, by the stem of that one. */
function discriminatorsOf(
  fields: readonly Field[],
  words: readonly (readonly string[])[],
): ReadonlyMap<string, Field> {
  return new Map(
    fields.flatMap((field, i): readonly (readonly [string, Field])[] => {
      const own = words[i] ?? []
      if (DISCRIMINATORS.has(own.at(-1) ?? '')) return [[own.slice(0, -1).join(''), field]]
      const glued = own.length === 1 && field.type === 'String' && GLUED_TABLE.test(own[0] ?? '')
      return glued ? [[(own[0] ?? '').replace(GLUED_TABLE, ''), field]] : []
    }),
  )
}

// `parenttype` beside a `parent` that holds names: the type of no column that says by itself that it is a reference.
const GLUED_TYPE = /(?<=\p{Ll})(?:type|doctype|class)$/u

/** A name as it is, and before that with its aliases put in. */
function respelled(
  words: readonly string[],
  aliases: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  const known = (word: string) => (Object.hasOwn(aliases, word) ? aliases[word] : undefined)
  return words.some((word) => known(word) !== undefined)
    ? [words.flatMap((word) => comparedWordsOf(known(word) ?? word)), words]
    : [words]
}

/** The columns of a table; `spelled` is how the vocabulary cuts the name of each. */
function tableColumns(
  table: Table,
  spelled: readonly (readonly string[])[],
  aliases: Readonly<Record<string, string>>,
  prefixes: readonly (readonly string[])[],
): readonly Column[] {
  const fields = columnsOf(table.model)
  const unique = uniqueKeysOf(table.model)
  const idKey = unique.find((key) => key.kind === 'id')
  const glued = new Map(
    fields.flatMap((other) =>
      GLUED_TYPE.test(other.name) && other.type === 'String'
        ? [[lettersOf(other.name.replace(GLUED_TYPE, '')), other] as const]
        : [],
    ),
  )
  const singulars = spelled.map((words) => words.map(comparable))
  const discriminators = discriminatorsOf(fields, singulars)
  return fields.map((field, position): Column => {
    const words = singulars[position] ?? []
    const readings = respelled(spelled[position] ?? [], aliases).flatMap((own) => readColumn(own, prefixes))
    const [first] = readings
    const alone = unique.filter((key) => key.fields.length === 1 && key.fields[0] === field.name)
    const isPrimaryKey = alone.some((key) => key.kind === 'id')
    return {
      table,
      field,
      words,
      normalizedName: normalizedName(words),
      readings,
      discriminator:
        first !== undefined && saysReference(first.form)
          ? discriminators.get(first.stem.join(''))
          : field.type === 'String'
            ? glued.get(lettersOf(field.name))
            : undefined,
      position,
      inPrimaryKey: idKey?.fields.includes(field.name) ?? false,
      isPrimaryKey,
      isUnique: alone.length > 0 && !isPrimaryKey,
      inUnique: unique.some((key) => key.fields.length > 1 && key.fields.includes(field.name)),
      index: indexOf(table.model, field.name),
    }
  })
}

/** The columns that may be referenced, the primary key first. */
const keyColumns = (table: Table): readonly KeyColumn[] =>
  table.columns
    .filter((column) => (column.isPrimaryKey || column.isUnique) && canRefer(column.field))
    .map((column) => ({ table, column, primary: column.isPrimaryKey }))
    .toSorted((a, b) => Number(b.primary) - Number(a.primary))

function otherWords(
  { name, dbName }: Model,
  vocabulary: Vocabulary,
  words: readonly string[],
): readonly string[] | undefined {
  if (name === dbName) return undefined
  const found = vocabulary.split(dbName).map(comparable)
  return normalizedName(found) === normalizedName(words) ? undefined : found
}

/**
 * Reads a table.
 *
 * @param prefixes Words that most tables begin with.
 * @param whole The `normalizedName` of every table's name as it is.
 */
export function tableOf(
  model: Model,
  vocabulary: Vocabulary,
  prefixes: ReadonlySet<string>,
  whole: ReadonlySet<string>,
  aliases: Readonly<Record<string, string>>,
): Table {
  const spelled = columnsOf(model).map((field) => vocabulary.split(field.name))
  const name = vocabulary.split(model.name).map(comparable)
  // `posts` beside `zq_posts` owns its name.
  const prefix =
    prefixes.has(name[0] ?? '') && name.length > 1 && !whole.has(normalizedName(name.slice(1)))
      ? name[0]
      : undefined
  const words = prefix === undefined ? name : name.slice(1)
  const idKey = uniqueKeysOf(model).find((key) => key.kind === 'id')
  // Columns and keys point back to their table: it is there before them, and filled below.
  const table: { -readonly [K in keyof Table]: Table[K] } = {
    model,
    words,
    wordsInDatabase: otherWords(model, vocabulary, name),
    starts: words.map((_, i) => normalizedName(words.slice(0, i + 1))),
    columnNames: new Set(),
    idStems: new Set(),
    prefix,
    columns: [],
    keys: [],
    primaryKey: undefined,
    columnPrefix: commonFirstWord(spelled),
    hasCompositeKey: (idKey?.fields.length ?? 0) > 1,
  }
  table.columns = tableColumns(table, spelled, aliases, [
    ...ownNamesInFront(words, spelled),
    ...(table.columnPrefix === undefined ? [] : [[table.columnPrefix]]),
    ...(prefix === undefined ? [] : [[prefix]]),
  ])
  table.columnNames = new Set(table.columns.map((column) => column.normalizedName))
  table.idStems = new Set(
    table.columns.flatMap(({ readings }) =>
      readings.filter((r) => saysReference(r.form)).map((r) => r.normalizedStem),
    ),
  )
  table.keys = keyColumns(table)
  table.primaryKey = table.keys.find((key) => key.primary)
  return table
}
