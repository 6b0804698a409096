import type { Convention, Proposal } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { phrase } from '../name-words.js'
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

const fits = (table: Table, word: string): boolean =>
  table.words.some((w) => w.length > word.length && w.startsWith(word) && comparable(w) !== word)

export const abbreviation: Convention = {
  name: 'abbreviation',
  title: "A short form of a word of the table's name that no other table fits",
  examples: [
    { tables: 'department(id), person(id, dept_id)', link: 'person.dept_id -> department.id' },
    { tables: 'documents(id), document_pages(id, docid)', link: 'document_pages.docid -> documents.id' },
    { tables: 'night_shifts(id), person(id, ns_id)', link: 'person.ns_id -> night_shifts.id' },
    { tables: 'address(id), person(id, addr_id)', link: 'person.addr_id -> address.id' },
  ],
  counterExamples: [{ tables: 'department(id), person(id, depth)', link: 'person.depth -> department.id' }],
  rank: 3,
  strength: 'role',
  guesses: true,
  propose: (column, { nameIndex }) => abbreviated(column, nameIndex),
}
