// The schema as inference sees it: its tables and columns with their words, and where a name may be found.
import { relatedColumns } from '../schema/relations.js'
import { columnsOf, type Field, type Model, type Schema, uniqueKeysOf } from '../schema/schema.js'
import { COMMON_WORDS, DISCRIMINATORS, GLUED_ENDINGS } from './lexicon.js'
import { type Reading, readColumn, saysReference } from './reading.js'
import { nameKey, singular, splitName, type Vocabulary, vocabularyOf } from './words.js'

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
  /** The `nameKey` of its words. */
  readonly key: string
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
  /** Words of the name in the singular, without the prefix of the house. */
  readonly words: readonly string[]
  /** The word that most tables of the schema begin with, if this one does: `wp` of `wp_posts`. */
  readonly prefix: string | undefined
  readonly columns: readonly Column[]
  readonly keys: readonly KeyColumn[]
  readonly primaryKey: KeyColumn | undefined
  /** The `nameKey` of its first word, of its first two, and so on to the whole. */
  readonly starts: readonly string[]
  /** The keys of what its columns with an id word are named after. */
  readonly idStems: ReadonlySet<string>
  /** The word that most of its columns begin with: `rev` of `rev_id, rev_page, rev_user`. */
  readonly columnPrefix: string | undefined
  /** Made of nothing but its references: the primary key has several columns. */
  readonly isJoinTable: boolean
}

/** A place in the index of names: how many words of the table's name are left over, and which. */
export interface NameHit {
  readonly table: Table
  readonly rest: readonly string[]
}

export interface House {
  readonly schema: Schema
  readonly vocabulary: Vocabulary
  readonly tables: readonly Table[]
  /** Tables whose whole name this is, by `nameKey`. */
  readonly named: (key: string) => readonly Table[]
  /** The same; if there is none, those that differ only in a foreign plural. */
  readonly called: (key: string) => readonly Table[]
  /** Tables whose name ends so, the least left over first. */
  readonly endingIn: (key: string) => readonly NameHit[]
  /** Tables whose name begins so, the least left over first. */
  readonly beginningWith: (key: string) => readonly NameHit[]
  /** Keys of this name, by `nameKey`; keys that every table could have (`id`) are not among them. */
  readonly keysNamed: (key: string) => readonly KeyColumn[]
  /** Tables with a word that begins so; none where very many have one. */
  readonly tablesWithWordFrom: (start: string) => readonly Table[]
  /** In how many tables this word comes first, or last. */
  readonly tablesBeginning: (word: string) => number
  readonly tablesEnding: (word: string) => number
  /** In how many tables a column of this name stands. */
  readonly columnsNamed: (key: string) => readonly Column[]
  /** Columns that a declared relation already uses, as `Model.field`. */
  readonly taken: ReadonlySet<string>
}

const NONE: readonly never[] = []

/** Groups items by key; one item may stand under several keys. */
export function grouped<T>(items: Iterable<readonly [string, T]>): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, item] of items) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

// A word is a prefix of the columns when nearly all of them bear it: `att_id, att_name, att_date`.
const PREFIX_SHARE = 0.7
const PREFIX_COLUMNS = 3

function commonFirstWord(names: readonly (readonly string[])[]): string | undefined {
  const counts = new Map<string, number>()
  for (const words of names) {
    const first = words[0]
    if (first !== undefined && words.length > 1) counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  for (const [word, count] of counts)
    if (count >= PREFIX_COLUMNS && count >= PREFIX_SHARE * names.length) return word
  return undefined
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

/** Whether this is a table that Prisma makes for two lists that point at each other: `_PostToTag` with A and B. */
export const isListTable = ({ model, columns }: Table): boolean =>
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

// Half of the tables are not named alike by chance.
const HOUSE_SHARE = 0.5
const HOUSE_TABLES = 4

/** The words that so many tables begin with that they name the house, not the table. */
function housePrefixes(names: readonly (readonly string[])[]): ReadonlySet<string> {
  const firsts = grouped(
    names.flatMap((words) => (words.length > 1 ? [[words[0] ?? '', words] as const] : [])),
  )
  const enough = Math.max(HOUSE_TABLES, HOUSE_SHARE * names.length)
  const whole = new Set(names.map(nameKey))
  // `course_groups` beside `courses` is a table of courses, not of the house course.
  return new Set(
    [...firsts].flatMap(([word, group]) => (group.length >= enough && !whole.has(word) ? [word] : [])),
  )
}

/** The columns that say which table another one means, by the stem of that one. */
function discriminatorsOf(
  fields: readonly Field[],
  words: readonly (readonly string[])[],
): ReadonlyMap<string, Field> {
  return new Map(
    fields.flatMap((field, i): readonly (readonly [string, Field])[] => {
      const own = words[i] ?? []
      return DISCRIMINATORS.has(own.at(-1) ?? '') ? [[own.slice(0, -1).join(''), field]] : []
    }),
  )
}

/** A name with its aliases put in, if it has any, and as it is. */
function respelled(
  words: readonly string[],
  aliases: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  const known = (word: string) => (Object.hasOwn(aliases, word) ? aliases[word] : undefined)
  return words.some((word) => known(word) !== undefined)
    ? [words.flatMap((word) => splitName(known(word) ?? word)), words]
    : [words]
}

function tableOf(
  model: Model,
  vocabulary: Vocabulary,
  prefixes: ReadonlySet<string>,
  whole: ReadonlySet<string>,
  aliases: Readonly<Record<string, string>>,
): Table {
  const fields = columnsOf(model)
  const spelled = fields.map((field) => vocabulary.split(field.name))
  const columnPrefix = commonFirstWord(spelled)
  const unique = uniqueKeysOf(model)
  const idKey = unique.find((key) => key.kind === 'id')
  const name = vocabulary.split(model.name).map(singular)
  // `posts` beside `wp_posts` owns its name.
  const prefix =
    prefixes.has(name[0] ?? '') && name.length > 1 && !whole.has(nameKey(name.slice(1))) ? name[0] : undefined
  const table: { -readonly [K in keyof Table]: Table[K] } = {
    model,
    words: prefix === undefined ? name : name.slice(1),
    starts: [],
    idStems: new Set(),
    prefix,
    columns: NONE,
    keys: NONE,
    primaryKey: undefined,
    columnPrefix,
    isJoinTable: (idKey?.fields.length ?? 0) > 1,
  }
  table.starts = table.words.map((_, i) => nameKey(table.words.slice(0, i + 1)))
  const singulars = spelled.map((words) => words.map(singular))
  const discriminators = discriminatorsOf(fields, singulars)
  table.columns = fields.map((field, position): Column => {
    const words = singulars[position] ?? []
    const readings = respelled(spelled[position] ?? [], aliases).flatMap((own) =>
      readColumn(own, columnPrefix),
    )
    const [first] = readings
    const alone = unique.filter((key) => key.fields.length === 1 && key.fields[0] === field.name)
    const isPrimaryKey = alone.some((key) => key.kind === 'id')
    return {
      table,
      field,
      words,
      key: nameKey(words),
      readings,
      discriminator:
        first !== undefined && saysReference(first.form)
          ? discriminators.get(first.stem.join(''))
          : undefined,
      position,
      inPrimaryKey: idKey?.fields.includes(field.name) ?? false,
      isPrimaryKey,
      isUnique: alone.length > 0 && !isPrimaryKey,
      inUnique: unique.some((key) => key.fields.length > 1 && key.fields.includes(field.name)),
      index: indexOf(model, field.name),
    }
  })
  table.idStems = new Set(
    table.columns.flatMap(({ readings }) => readings.filter((r) => saysReference(r.form)).map((r) => r.key)),
  )
  table.keys = table.columns
    .filter((column) => (column.isPrimaryKey || column.isUnique) && canRefer(column.field))
    .map((column) => ({ table, column, primary: column.isPrimaryKey }))
    .sort((a, b) => Number(b.primary) - Number(a.primary))
  table.primaryKey = table.keys.find((key) => key.primary)
  return table
}

const byLeftOver = (a: NameHit, b: NameHit): number => a.rest.length - b.rest.length

// Beyond these a word says nothing of which table is meant, and time would grow with the square of the schema.
const MOST_HITS = 10

function hits(
  tables: readonly Table[],
  cutAt: (words: readonly string[], at: number) => readonly [readonly string[], readonly string[]],
): ReadonlyMap<string, readonly NameHit[]> {
  const found = grouped(
    tables.flatMap((table) =>
      table.words.slice(1).map((_, i): readonly [string, NameHit] => {
        const [part, rest] = cutAt(table.words, i + 1)
        return [nameKey(part), { table, rest }]
      }),
    ),
  )
  return new Map([...found].map(([key, list]) => [key, list.toSorted(byLeftOver).slice(0, MOST_HITS)]))
}

// Plurals that English does not have: `colores` of `color`, `kunden` of `kunde`, `classi` of `classe`.
const loosely = (key: string): string => (key.length > 4 ? key.replace(/(?:es|en|[aeinos])$/, '') : key)

// A beginning that more tables share is short for none of them.
const MOST_SHORT_FOR = 12

function startsOfWords(tables: readonly Table[]): ReadonlyMap<string, readonly Table[]> {
  const entries = tables.flatMap((table) =>
    table.words.flatMap((word) =>
      word.length < 4
        ? []
        : Array.from({ length: Math.min(word.length, 7) - 2 }, (_, i): readonly [string, Table] => [
            word.slice(0, i + 2),
            table,
          ]),
    ),
  )
  return new Map([...grouped(entries)].filter(([, found]) => found.length <= MOST_SHORT_FOR))
}

/** The names of a key, with and without its table's column prefix; none such as `id`, which would be in every table. */
function keyNames({ table, column }: KeyColumn): readonly string[] {
  const short = column.words[0] === table.columnPrefix ? [column.words.slice(1)] : []
  const isTelling = (words: readonly string[]) => words.length > 1 || (words[0] ?? '').length > 3
  return [column.words, ...short].filter(isTelling).map(nameKey)
}

/**
 * Looks at a schema once and remembers where every name stands.
 *
 * @param includeIgnored Whether models that Prisma's client ignores count.
 * @param aliases Words of columns and the words of tables that they stand for.
 */
export function houseOf(
  schema: Schema,
  includeIgnored = false,
  aliases: Readonly<Record<string, string>> = {},
): House {
  const models = schema.models.filter((model) => includeIgnored || !model.ignored)
  const vocabulary = vocabularyOf(
    models.map((model) => model.name),
    models.flatMap((model) => model.fields.map((field) => field.name)),
    COMMON_WORDS,
    GLUED_ENDINGS,
  )
  const names = models.map((model) => vocabulary.split(model.name).map(singular))
  const prefixes = housePrefixes(names)
  const whole = new Set(names.map(nameKey))
  const tables = models.map((model) => tableOf(model, vocabulary, prefixes, whole, aliases))
  const targets = tables.filter((table) => !isListTable(table))
  const named = grouped(targets.map((table): readonly [string, Table] => [nameKey(table.words), table]))
  const loose = grouped(
    targets.map((table): readonly [string, Table] => [loosely(nameKey(table.words)), table]),
  )
  const ends = hits(targets, (words, at) => [words.slice(at), words.slice(0, at)])
  const starts = hits(targets, (words, at) => [words.slice(0, at), words.slice(at)])
  const keys = grouped(
    tables.flatMap((table) =>
      table.keys.flatMap((key) => keyNames(key).map((name): readonly [string, KeyColumn] => [name, key])),
    ),
  )
  const columns = grouped(
    tables.flatMap((table) => table.columns.map((column): readonly [string, Column] => [column.key, column])),
  )
  const firstWords = grouped(tables.map((table): readonly [string, Table] => [table.words[0] ?? '', table]))
  const lastWords = grouped(
    tables.map((table): readonly [string, Table] => [table.words.at(-1) ?? '', table]),
  )
  const wordStarts = startsOfWords(targets)
  return {
    schema,
    vocabulary,
    tables,
    named: (key) => named.get(key) ?? NONE,
    called: (key) => named.get(key) ?? loose.get(loosely(key)) ?? NONE,
    endingIn: (key) => ends.get(key) ?? NONE,
    beginningWith: (key) => starts.get(key) ?? NONE,
    keysNamed: (key) => keys.get(key) ?? NONE,
    tablesWithWordFrom: (start) => wordStarts.get(start) ?? NONE,
    tablesBeginning: (word) => firstWords.get(word)?.length ?? 0,
    tablesEnding: (word) => lastWords.get(word)?.length ?? 0,
    columnsNamed: (key) => columns.get(key) ?? NONE,
    taken: relatedColumns(schema),
  }
}
