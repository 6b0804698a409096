import type { Context, Convention, Proposal } from '../convention.js'
import { FILE_ROLES, FILE_TABLES } from '../lexicon.js'
import { phrase } from '../name-words.js'
import { type Reading, saysReference } from '../reading.js'
import type { Column, Table } from '../table.js'

// With more tables of files none of them holds those of all. Chosen by hand.
const MOST_TABLES_OF_FILES = 3

const endsInFile = ({ words }: Table): boolean => FILE_TABLES.has(words.at(-1) ?? '')

/** The tables that may hold the files of a column: those called nothing else, or of an area rather than of one thing. */
function tablesOfFiles({ table: own }: Column, { nameIndex }: Context): readonly Table[] {
  const found = nameIndex.tables.filter(
    (table) =>
      table !== own && table.primaryKey !== undefined && table.words.length <= 2 && endsInFile(table),
  )
  const general = found.filter(
    ({ words: [first = '', ...rest] }) =>
      // `product_images` beside `products` are a product's.
      rest.length === 0 || first === own.words[0] || nameIndex.named(first).length === 0,
  )
  return general.length > MOST_TABLES_OF_FILES ? [] : general
}

/** `has_logo`, `post_files`: a truth, or how many. */
const isTruthOrCount = ({ words, field }: Column): boolean =>
  words.some((word) => word === 'is' || word === 'has') || /s\d*$/i.test(field.name)

/**
 * Whether a reading says what file it is. Without an id word a number does too; a text is mostly the place of a file, but
 * for one whose type no place would have.
 */
const namesFile = ({ stem, form, behind }: Reading, column: Column): boolean =>
  behind.length === 0 &&
  FILE_ROLES.has(stem.at(-1) ?? '') &&
  (saysReference(form) ||
    (form === 'bare' &&
      !isTruthOrCount(column) &&
      (column.field.type !== 'String' || /^(?:Uuid|Char)/.test(column.field.nativeType ?? ''))))

function fileProposals(column: Column, context: Context): readonly Proposal[] {
  const reading = column.readings.find((one) => namesFile(one, column))
  const word = reading?.stem.at(-1) ?? ''
  if (reading === undefined || column.isPrimaryKey) return []
  const { nameIndex } = context
  // Where tables end in the word it means one of them: `document_id` beside `tax_documents`.
  if (nameIndex.endingIn(word).some(({ table }) => table !== column.table)) return []
  const tables = tablesOfFiles(column, context)
  return tables.flatMap((table): readonly Proposal[] =>
    table.primaryKey === undefined
      ? []
      : [
          {
            table,
            key: table.primaryKey,
            convention: 'file-role',
            form: reading.form,
            reading,
            matched: 0,
            columnRest: reading.stem,
            tableRest: [],
            traits: [
              ...(table.words.length === 1 ? (['alone-in-name'] as const) : []),
              ...(tables.length === 1 ? (['only-table-of-files'] as const) : []),
            ],
            says: `${phrase(reading.stem)} may be a row of ${table.model.name}, which holds files`,
          },
        ],
  )
}

export const fileRole: Convention = {
  name: 'file-role',
  title: 'What a file is to its row: the table of files',
  examples: [
    { tables: 'Media(id), Shop(id, logoId)', link: 'Shop.logoId -> Media.id' },
    { tables: 'app_files(id), app_users(id, avatar)', link: 'app_users.avatar -> app_files.id' },
  ],
  counterExamples: [
    { tables: 'files(id:s), users(id, avatar:s)', link: 'users.avatar -> files.id' },
    { tables: 'files(id), users(id, role_id)', link: 'users.role_id -> files.id' },
    {
      tables: 'assets(id), tax_documents(id), bills(id, document_id)',
      link: 'bills.document_id -> assets.id',
    },
    { tables: 'shops(id), shop_files(id), users(id, logo_id)', link: 'users.logo_id -> shop_files.id' },
  ],
  rank: 3,
  strength: 'role',
  guesses: true,
  propose: fileProposals,
}
