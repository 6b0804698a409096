import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
import { saysReference } from '../reading.js'
import type { Column, Table } from '../table.js'
import { comparable } from '../vocabulary.js'

// A start that more tables share says nothing. On the collection 10 rank three true relations worse; 1 ranks more of
// them first, but shows fewer at all.
const MOST_TABLES_ABBREVIATED = 3

/** Whether the letters of `short` stand in `word` in order, the first one first: `dpt` in `department`. */
function isSkeleton(short: string, word: string): boolean {
  let at = 0
  for (const letter of word) if (letter === short[at]) at++
  return short[0] === word[0] && at === short.length && short.length < word.length
}

function abbreviated(column: Column, nameIndex: NameIndex): readonly Proposal[] {
  return column.readings.slice(0, 1).flatMap((reading) => {
    const word = reading.stem.at(-1) ?? ''
    if (word.length < 2 || reading.form === 'bare') return []
    const tables = nameIndex.tablesWithWordFrom(word.slice(0, 6)).filter((table) => fits(table, word))
    const skeletons =
      tables.length > 0 || word.length < 3
        ? []
        : nameIndex
            .tablesWithWordFrom(word.slice(0, 2))
            .filter((t) => t.words.some((w) => isSkeleton(word, w)))
    const initials = tables.length > 0 || reading.stem.length > 1 ? [] : nameIndex.tablesOfInitials(word)
    const all = [...new Set([...(tables.length > 0 ? tables : skeletons), ...initials])]
    const plain = all.filter((table) => table.words.length === 1 && word.length > 2)
    // `doc` may be short for `documents` and its kin: then for the table that is called so alone.
    const found = all.length > MOST_TABLES_ABBREVIATED ? plain : all
    if (found.length > MOST_TABLES_ABBREVIATED) return []
    return found.map(
      (table): Proposal => ({
        table,
        convention: 'abbreviation',
        form: reading.form,
        reading,
        matched: 1,
        columnRest: [...reading.stem.slice(0, -1), ...reading.behind],
        tableRest: table.words.slice(1),
        traits: [
          initials.includes(table) ? 'initials' : tables.length > 0 ? 'start' : 'skeleton',
          ...(table.words.length === 1 ? (['of-whole-name'] as const) : []),
          found.length > 1 ? 'several' : 'only-one',
          word.length < 3 ? 'two-letters' : 'longer',
        ],
        says: `${phrase([word])} may be short for ${table.model.name}`,
      }),
    )
  })
}

// Fewer letters are the beginnings of words by chance.
const SHORTEST_GLUED = 4

/** Whether tables are called so, or begin or end so: then it is short for nothing. */
const isTableWord = (word: string, { called, tablesBeginning, tablesEnding }: NameIndex): boolean =>
  called(word).length > 0 || tablesBeginning(word) > 0 || tablesEnding(word) > 0

/** One word for all words of a table, or each for its own. */
const areShortFor = (short: readonly string[], words: readonly string[]): boolean =>
  short.length === 1 ||
  (short.length === words.length && short.every((part, i) => words[i]?.startsWith(part) ?? false))

/** Tables of several words whose beginnings end the stem: `purchase_orders` for `purorder` and `last_porder`. */
function glued(column: Column, nameIndex: NameIndex): readonly Proposal[] {
  return column.readings
    .filter(({ form }) => saysReference(form))
    .slice(0, 1)
    .flatMap((reading) => {
      for (let start = 0; start < reading.stem.length; start++) {
        const short = reading.stem.slice(start)
        const letters = short.join('')
        const tables =
          letters.length < SHORTEST_GLUED || isTableWord(letters, nameIndex)
            ? []
            : nameIndex.tablesOfBeginnings(letters).filter(({ words }) => areShortFor(short, words))
        if (tables.length > 0 && tables.length <= MOST_TABLES_ABBREVIATED)
          return tables.map(
            (table): Proposal => ({
              table,
              convention: 'abbreviation',
              form: reading.form,
              reading,
              matched: short.length,
              columnRest: [...reading.stem.slice(0, start), ...reading.behind],
              tableRest: [],
              traits: [
                'beginnings',
                tables.length > 1 ? 'several' : 'only-one',
                ...(isInKey(letters, table) ? (['in-key'] as const) : []),
              ],
              says: `${phrase(short)} may be short for ${table.model.name}`,
            }),
          )
      }
      return []
    })
}

/** Whether the table's own key is named by the end of these letters: `demo` of `cdemo`. */
const isInKey = (letters: string, { primaryKey }: Table): boolean =>
  primaryKey?.column.readings.some(({ form, stem }) => {
    const last = stem.at(-1) ?? ''
    return saysReference(form) && last.length > 2 && letters.endsWith(last)
  }) ?? false

const fits = (table: Table, word: string): boolean =>
  table.words.some((w) => w.length > word.length && w.startsWith(word) && comparable(w) !== word)

export const abbreviation: Convention = {
  name: 'abbreviation',
  title: "A short form of the table's name, or of a word of it, that no other table fits",
  examples: [
    { tables: 'department(id), person(id, dept_id)', link: 'person.dept_id -> department.id' },
    { tables: 'documents(id), document_pages(id, docid)', link: 'document_pages.docid -> documents.id' },
    { tables: 'night_shifts(id), person(id, ns_id)', link: 'person.ns_id -> night_shifts.id' },
    {
      tables: 'purchase_orders(id), parcels(id, last_porder_id)',
      link: 'parcels.last_porder_id -> purchase_orders.id',
    },
    { tables: 'address(id), person(id, addr_id)', link: 'person.addr_id -> address.id' },
  ],
  counterExamples: [{ tables: 'department(id), person(id, depth)', link: 'person.depth -> department.id' }],
  rank: 3,
  strength: 'role',
  guesses: true,
  propose: (column, { nameIndex }) => [...abbreviated(column, nameIndex), ...glued(column, nameIndex)],
}
