// Which tables hold persons, and which others a role such as author may name.

import { GENERIC_ENDS, PERSON_TABLES, STRONG_ROLES } from './lexicon.js'
import type { NameIndex } from './name-index.js'
import type { Sure } from './sure-references.js'
import type { Table } from './table.js'

/** A table whose rows a role may name. */
export interface RoleTable {
  readonly table: Table
  /** How likely its name says persons, 0 to 1; 0 for a table that is only referenced a lot. */
  readonly rank: number
  /** Its place among the role tables, 0 for the first. */
  readonly place: number
}

// Chosen by hand: a name that says persons (1) and columns of a login (0.3) together.
const HIGHEST_RANK = 1.3

/** How likely a single word names persons, 0 to 1. */
const personWord = (word: string): number =>
  PERSON_TABLES.get(word) ?? (word.endsWith('user') ? 0.75 : STRONG_ROLES.has(word) ? 0.4 : 0)

const SECRETS = new Set(['password', 'passwd', 'pwd', 'senha', 'contrasena'])
const CONTACTS = new Set(['email', 'mail', 'username', 'login', 'firstname'])

/** Whether the columns are those of somebody who can log in. */
const hasLogin = (table: Table): boolean =>
  table.columns.some((column) => column.words.some((word) => SECRETS.has(word))) &&
  table.columns.some((column) => column.words.some((word) => CONTACTS.has(word)))

const hasContact = (table: Table): boolean =>
  table.columns.some((column) => CONTACTS.has(column.words.join('')))

// All parts of the rank are chosen by hand, so that the order in the comment below comes out.
function rankByItself(table: Table): number {
  const { words } = table
  const end = personWord(words.at(-1) ?? '')
  const generic =
    words.length > 1 && GENERIC_ENDS.has(words.at(-1) ?? '') ? personWord(words.at(-2) ?? '') : 0
  // `users` rather than `admin_users`, but that rather than `members`.
  const named = Math.max(0, Math.max(end, generic) - 0.2 * Math.min(2, words.length - 1))
  const looks = hasLogin(table) ? 0.3 : hasContact(table) ? 0.1 : 0
  return named + looks >= 0.3 ? Math.min(HIGHEST_RANK, named + looks) : 0
}

// What is left of the rank of a table that belongs one to one to another table of persons. At one half the right target
// comes first less often by .4 %.
const OF_A_PERSON = 0.7

// Chosen by hand: more would make every unknown word a question about the whole schema.
const MOST_PERSONS = 3
const MOST_HUBS = 2

/**
 * How likely the rows of a table are persons.
 *
 * @param person The model that was said to hold the persons.
 */
export function personRankOf(
  nameIndex: NameIndex,
  sure: readonly Sure[],
  person: string | undefined,
): (table: Table) => number {
  const ranks = new Map(nameIndex.tables.map((table) => [table, rankByItself(table)]))
  // A profile that belongs to one user is not whom an author is: the user is.
  for (const { column, key } of sure)
    if (column.isUnique && (ranks.get(key.table) ?? 0) > 0)
      ranks.set(column.table, OF_A_PERSON * (ranks.get(column.table) ?? 0))
  return (table) => (table.model.name === person ? HIGHEST_RANK : (ranks.get(table) ?? 0))
}

/** The tables that a role may name: the likeliest persons, and behind them those that are referenced most. */
export function roleTablesOf(
  nameIndex: NameIndex,
  references: (table: Table) => number,
  personRank: (table: Table) => number,
): readonly RoleTable[] {
  const keyed = nameIndex.tables.filter((table) => table.keys.length > 0)
  // The 0.12 is chosen by hand: many references decide between tables that are about as likely, and no more.
  const standing = (table: Table) => personRank(table) + 0.12 * Math.log2(1 + references(table))
  const persons = keyed
    .filter((table) => personRank(table) > 0)
    .toSorted((a, b) => standing(b) - standing(a))
    .slice(0, MOST_PERSONS)
  const hubs = keyed
    .filter((table) => references(table) > 1 && !persons.includes(table))
    .toSorted((a, b) => references(b) - references(a))
    .slice(0, MOST_HUBS)
  return [...persons, ...hubs].map((table, place) => ({ table, rank: personRank(table), place }))
}
