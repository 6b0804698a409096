import type { Context, Convention, Proposal } from '../convention.js'
import { ATTRIBUTE_WORDS } from '../lexicon.js'
import { phrase } from '../name-words.js'
import { type Reading, saysReference } from '../reading.js'
import { type Column, hasIdWord, type Table } from '../table.js'

// A word that more tables have tells none of them. Both are chosen by hand.
const MOST_TABLES_WITH_WORD = 2
const LEAST_LETTERS = 3

/** Whether a word of a table is this one, or goes on after it: `shippers` after `ship`. */
const goesOn = (short: string, word: string): boolean =>
  short.length >= LEAST_LETTERS && word.startsWith(short)

/** `max_users`, `vote_count`, `is_page`: how many, how much or whether. */
const isValue = ({ stem, form }: Reading, { words }: Column): boolean =>
  !saysReference(form) &&
  (stem.some((word) => ATTRIBUTE_WORDS.has(word)) || ['is', 'has', 'num', 'no'].includes(words[0] ?? ''))

function tablesSharing(word: string, column: Column, { nameIndex }: Context): readonly Table[] {
  const found = nameIndex
    .tablesWithWordFrom(word.slice(0, LEAST_LETTERS))
    .filter(
      (table) =>
        table !== column.table &&
        table.primaryKey !== undefined &&
        table.words.some((other) => goesOn(word, other)),
    )
  return found.length > MOST_TABLES_WITH_WORD ? [] : found
}

function sharedWords(column: Column, context: Context): readonly Proposal[] {
  const [reading] = column.readings
  if (reading === undefined || column.isPrimaryKey || isValue(reading, column)) return []
  // A text holds anything; a number without an id word may be one.
  if (column.field.type === 'String' && !hasIdWord(column)) return []
  return reading.stem.flatMap((word, i) =>
    tablesSharing(word, column, context).map(
      (table): Proposal => ({
        table,
        ...(table.primaryKey === undefined ? {} : { key: table.primaryKey }),
        convention: 'shared-word',
        form: reading.form,
        reading,
        matched: 1,
        columnRest: reading.stem.filter((_, j) => j !== i),
        tableRest: table.words.filter((other) => !goesOn(word, other)),
        traits: [table.words.includes(word) ? 'whole-word' : 'begins-alike'],
        says: `${phrase([word])} is in the name of ${table.model.name}`,
      }),
    ),
  )
}

export const wordInCommon: Convention = {
  name: 'shared-word',
  title: 'A word of the table, or one that begins alike, where nothing else is found',
  examples: [{ tables: 'sail_makers(id), orders(id, sail_via)', link: 'orders.sail_via -> sail_makers.id' }],
  counterExamples: [
    { tables: 'sail_makers(id), orders(id, sail_count)', link: 'orders.sail_count -> sail_makers.id' },
  ],
  rank: 1,
  strength: 'role',
  guesses: true,
  last: true,
  propose: sharedWords,
}
