// The schema as inference sees it: its tables, and an index of where a name stands in them.

import { grouped } from '../grouped.js'
import { relatedColumns } from '../schema/relations.js'
import type { Model, Schema } from '../schema/schema.js'
import { COMMON_WORDS, GLUED_ENDINGS } from './lexicon.js'
import { type Correction, speller } from './spelling.js'
import { type Column, isImplicitJoinTable, type KeyColumn, type Table, tableOf } from './table.js'
import { comparable, normalizedName, type Vocabulary, vocabularyOf } from './vocabulary.js'

/** A place in the index of names: how many words of the table's name are left over, and which. */
export interface NameHit {
  readonly table: Table
  readonly rest: readonly string[]
}

export interface NameIndex {
  readonly schema: Schema
  readonly vocabulary: Vocabulary
  readonly tables: readonly Table[]
  /** Tables whose whole name this is, as `normalizedName` joins it. */
  readonly named: (name: string) => readonly Table[]
  /** The same; if there is none, those that differ only in a foreign plural. */
  readonly called: (name: string) => readonly Table[]
  /** Tables whose name has these words in another order. */
  readonly namedInOtherOrder: (words: readonly string[]) => readonly Table[]
  /** Tables whose name ends so, the least left over first. */
  readonly endingIn: (name: string) => readonly NameHit[]
  /** Tables whose name begins so, the least left over first. */
  readonly beginningWith: (name: string) => readonly NameHit[]
  /** Keys of this name, as `normalizedName` joins it; keys that every table could have (`id`) are not among them. */
  readonly keysNamed: (name: string) => readonly KeyColumn[]
  /** Keys that are called this and an id word or the like: `msg` for `id_msg`, `account` for `account_code`. */
  readonly keysOfStem: (stem: string) => readonly KeyColumn[]
  /** Tables with a word that begins so; none where very many have one. */
  readonly tablesWithWordFrom: (start: string) => readonly Table[]
  /** Tables of several words that begin with these letters: `po` for `purchase_orders`. */
  readonly tablesOfInitials: (letters: string) => readonly Table[]
  /** Words of tables that this one, which is none, may be meant to be. */
  readonly correctionsOf: (word: string) => readonly Correction[]
  /** Tables of several words that begin with these letters together, each word with one at least: `pord` for `purchase_orders`. */
  readonly tablesOfBeginnings: (letters: string) => readonly Table[]
  /** In how many tables this word comes first, or last. */
  readonly tablesBeginning: (word: string) => number
  readonly tablesEnding: (word: string) => number
  /** In how many tables a column of this name stands. */
  readonly columnsNamed: (name: string) => readonly Column[]
  /** Columns that a declared relation already uses, as `Model.field`. */
  readonly taken: ReadonlySet<string>
}

// Chosen by hand: half of the tables, and at least four, do not begin alike by chance.
const COMMON_SHARE = 0.5
const COMMON_TABLES = 4

/** The words that so many tables begin with that they say nothing of the single table. */
function commonPrefixes(names: readonly (readonly string[])[]): ReadonlySet<string> {
  const firsts = grouped(
    names.flatMap((words) => (words.length > 1 ? [[words[0] ?? '', words] as const] : [])),
  )
  const enough = Math.max(COMMON_TABLES, COMMON_SHARE * names.length)
  const whole = new Set(names.map(normalizedName))
  // `course_groups` beside `courses` is a table of courses; `course` is no prefix there.
  return new Set(
    [...firsts].flatMap(([word, group]) => (group.length >= enough && !whole.has(word) ? [word] : [])),
  )
}

const byLeftOver = (a: NameHit, b: NameHit): number => a.rest.length - b.rest.length

// Chosen by hand: beyond these a word says nothing of which table is meant, and time would grow with the square of the
// schema.
const MOST_HITS = 10

function hits(
  tables: readonly Table[],
  cutAt: (words: readonly string[], at: number) => readonly [readonly string[], readonly string[]],
): ReadonlyMap<string, readonly NameHit[]> {
  const found = grouped(
    tables.flatMap((table) =>
      table.words.slice(1).map((_, i): readonly [string, NameHit] => {
        const [part, rest] = cutAt(table.words, i + 1)
        return [normalizedName(part), { table, rest }]
      }),
    ),
  )
  return new Map([...found].map(([key, list]) => [key, list.toSorted(byLeftOver).slice(0, MOST_HITS)]))
}

// A shorter name is all stem. Of the true relations of the collection, 3 and 0 bring six more first, 5 eleven more; 5 takes
// 19 below a confidence of 0.9, 3 and 0 one.
const LONGEST_ALL_STEM = 4

// Plurals that English does not have: `colores` of `color`, `kunden` of `kunde`, `classi` of `classe`.
const loosely = (name: string): string =>
  name.length > LONGEST_ALL_STEM ? name.replace(/(?:es|en|[aeinos])$/, '') : name

// Chosen by hand: a beginning that more tables share is short for none of them.
const MOST_SHORT_FOR = 12

// Words of four letters and more have beginnings of two to six letters; the lengths are chosen by hand.
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

// A single word this short (`id`, `uid`) names a key in any table. With 2 the collection has 388 more candidates, 19 of them
// true, and three more true ones come first; with 4 letters 38 come first no more and 41 are shown no more.
export const LONGEST_GENERAL_NAME = 3

const initialsOf = (words: readonly string[]): string => words.map((word) => word[0] ?? '').join('')

// Of one word at least so many letters stand there; fewer are found in nearly every word.
const LONGEST_BEGINNING = 3

/** Whether these letters are beginnings of the words in their order, one of them long enough to tell a word by. */
function areBeginnings(letters: string, words: readonly string[], longest = 0): boolean {
  const [word = '', ...others] = words
  if (words.length === 0) return letters === '' && longest >= LONGEST_BEGINNING
  for (let length = 1; length <= word.length && word[length - 1] === letters[length - 1]; length++)
    if (areBeginnings(letters.slice(length), others, Math.max(longest, length))) return true
  return false
}

/** The two letters that beginnings of these words together may begin with. */
const firstLettersOf = ([first = '', second = '']: readonly string[]): readonly string[] => [
  ...new Set([first.slice(0, 2), first.slice(0, 1) + second.slice(0, 1)]),
]

/** A short name that says whose key it is by the letters before `id`: `tid` of `threads`. */
function isLettersAndId(name: string, { words }: Table): boolean {
  const letters = name.slice(0, -2)
  return (
    name.endsWith('id') &&
    letters !== '' &&
    ((words[0] ?? '').startsWith(letters) || initialsOf(words) === letters)
  )
}

/** Whether a key's name tells of which table it is: a short word names a key in any. */
export const isTellingName = (words: readonly string[]): boolean =>
  words.length > 1 || (words[0] ?? '').length > LONGEST_GENERAL_NAME

/** The names of a key, with and without its table's column prefix; none such as `id`, which would be in every table. */
function namesOfKey({ table, column }: KeyColumn): readonly string[] {
  const short = column.words[0] === table.columnPrefix ? [column.words.slice(1)] : []
  const isTelling = (words: readonly string[]) =>
    isTellingName(words) || isLettersAndId(words[0] ?? '', table)
  return [column.words, ...short].filter(isTelling).map(normalizedName)
}

type TablesAndWords = Pick<NameIndex, 'vocabulary' | 'tables'>

/** The tables of the models, their names cut into words that the whole schema has. */
function readTables(models: readonly Model[], aliases: Readonly<Record<string, string>>): TablesAndWords {
  const vocabulary = vocabularyOf(
    models.map((model) => model.name),
    models.flatMap((model) => model.fields.map((field) => field.name)),
    COMMON_WORDS,
    GLUED_ENDINGS,
  )
  const names = models.map((model) => vocabulary.split(model.name).map(comparable))
  const prefixes = commonPrefixes(names)
  const whole = new Set(names.map(normalizedName))
  return { vocabulary, tables: models.map((model) => tableOf(model, vocabulary, prefixes, whole, aliases)) }
}

/** What is put into an index under a key. */
function indexBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  return grouped(items.map((item): readonly [string, T] => [keyOf(item), item]))
}

type TableNameIndex = Pick<
  NameIndex,
  | 'named'
  | 'called'
  | 'namedInOtherOrder'
  | 'endingIn'
  | 'beginningWith'
  | 'tablesWithWordFrom'
  | 'tablesOfInitials'
  | 'correctionsOf'
  | 'tablesOfBeginnings'
  | 'tablesBeginning'
  | 'tablesEnding'
>

/** Where the names of tables stand. An implicit join table is never meant by a name. */
function tableNameIndexOf(tables: readonly Table[]): TableNameIndex {
  const targets = tables.filter((table) => !isImplicitJoinTable(table))
  // Columns are named after the table in the database, where the model may be called otherwise, and with its prefix or
  // without.
  const inDatabase = targets.flatMap((table) =>
    table.wordsInDatabase === undefined ? [] : [[normalizedName(table.wordsInDatabase), table] as const],
  )
  const withPrefix = targets.flatMap((table) =>
    table.prefix === undefined ? [] : [[normalizedName([table.prefix, ...table.words]), table] as const],
  )
  const named = grouped([
    ...targets.map((table) => [normalizedName(table.words), table] as const),
    ...withPrefix,
    ...inDatabase,
  ])
  const loose = indexBy(targets, ({ words }) => loosely(normalizedName(words)))
  const ends = hits(targets, (words, at) => [words.slice(at), words.slice(0, at)])
  const starts = hits(targets, (words, at) => [words.slice(0, at), words.slice(at)])
  const firstWords = indexBy(tables, ({ words }) => words[0] ?? '')
  const lastWords = indexBy(tables, ({ words }) => words.at(-1) ?? '')
  const wordStarts = startsOfWords(targets)
  const anyOrder = indexBy(
    targets.filter(({ words }) => words.length > 1),
    ({ words }) => words.toSorted().join(' '),
  )
  const initials = indexBy(
    targets.filter(({ words }) => words.length > 1),
    ({ words }) => initialsOf(words),
  )
  const firstLetters = grouped(
    targets
      .filter(({ words }) => words.length > 1)
      .flatMap((table) => firstLettersOf(table.words).map((letters) => [letters, table] as const)),
  )
  const correct = speller(targets.flatMap(({ words }) => words))
  return {
    correctionsOf: correct,
    tablesOfBeginnings: (letters) =>
      (firstLetters.get(letters.slice(0, 2)) ?? []).filter(({ words }) => areBeginnings(letters, words)),
    named: (name) => named.get(name) ?? [],
    called: (name) => named.get(name) ?? loose.get(loosely(name)) ?? [],
    namedInOtherOrder: (words) =>
      (anyOrder.get(words.toSorted().join(' ')) ?? []).filter(
        (table) => table.words.join(' ') !== words.join(' '),
      ),
    endingIn: (name) => ends.get(name) ?? [],
    beginningWith: (name) => starts.get(name) ?? [],
    tablesWithWordFrom: (start) => wordStarts.get(start) ?? [],
    tablesOfInitials: (letters) => initials.get(letters) ?? [],
    tablesBeginning: (word) => firstWords.get(word)?.length ?? 0,
    tablesEnding: (word) => lastWords.get(word)?.length ?? 0,
  }
}

type ColumnNameIndex = Pick<NameIndex, 'keysNamed' | 'keysOfStem' | 'columnsNamed'>

/** Where the names of keys and columns stand. */
function columnNameIndexOf(tables: readonly Table[]): ColumnNameIndex {
  const keys = grouped(
    tables.flatMap((table) =>
      table.keys.flatMap((key) => namesOfKey(key).map((name): readonly [string, KeyColumn] => [name, key])),
    ),
  )
  const stems = grouped(
    tables.flatMap(({ keys }) =>
      keys.flatMap((key) =>
        key.column.readings
          .filter(({ form }) => form !== 'bare' && form !== 'id-inside')
          .slice(0, 1)
          .map(({ normalizedStem }): readonly [string, KeyColumn] => [normalizedStem, key]),
      ),
    ),
  )
  const columns = indexBy(
    tables.flatMap((table) => table.columns),
    (column) => column.normalizedName,
  )
  return {
    keysNamed: (name) => keys.get(name) ?? [],
    keysOfStem: (stem) => stems.get(stem) ?? [],
    columnsNamed: (name) => columns.get(name) ?? [],
  }
}

/**
 * Looks at a schema once and remembers where every name stands.
 *
 * @param includeIgnored Whether models that Prisma's client ignores count.
 * @param aliases Words of columns and the words of tables that they stand for.
 */
export function nameIndexOf(
  schema: Schema,
  includeIgnored = false,
  aliases: Readonly<Record<string, string>> = {},
): NameIndex {
  const models = schema.models.filter((model) => includeIgnored || !model.ignored)
  const { vocabulary, tables } = readTables(models, aliases)
  return {
    schema,
    vocabulary,
    tables,
    ...tableNameIndexOf(tables),
    ...columnNameIndexOf(tables),
    taken: relatedColumns(schema),
  }
}

/** Whether a declared relation already uses a column. */
export const isTaken = ({ table, field }: Column, { taken }: NameIndex): boolean =>
  taken.has(`${table.model.name}.${field.name}`)
