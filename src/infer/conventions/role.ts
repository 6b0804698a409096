import type { Context, Convention, Proposal } from '../convention.js'
import { ROLE_PARTICIPLES, STRONG_ROLES } from '../lexicon.js'
import { phrase } from '../name-words.js'
import { type Form, type Reading, saysReference } from '../reading.js'
import { type RoleKind, roleKindOf } from '../role-kind.js'
import type { Column } from '../table.js'

/** `approved`, `paid`: without `by` or an id word it says whether, not by whom. */
const isFlag = ({ form, stem: [word = '', ...rest] }: Reading): boolean =>
  form === 'bare' && rest.length === 0 && ROLE_PARTICIPLES.has(word) && !STRONG_ROLES.has(word)

// An act is a person's: only where no table says persons it may be any that is referenced a lot.
const ACTS: ReadonlySet<RoleKind> = new Set<RoleKind>(['audit', 'by', 'strong'])
// The rank from which a table says persons. Were no table clear, 332 true relations of the collection would fall below a
// confidence of 0.9. With 0.6 four are shown no more, with 0.8 one comes first no more.
const CLEAR_PERSON = 0.7

/** One end of the name is the stem of a thing's key: `id_last_msg` is that thing, and nobody's role. */
const namesThing = ({ stem }: Reading, { table: own }: Column, { nameIndex, habits }: Context): boolean =>
  stem.length > 1 &&
  [stem[0] ?? '', stem.at(-1) ?? ''].some(
    (word) =>
      word !== own.columnPrefix &&
      nameIndex.keysOfStem(word).some(({ table, primary }) => primary && habits.personRank(table) === 0),
  )

// `last_code`, `sender_name`, `account_no` are facts about somebody: of hundreds in the collection none is a reference.
const VALUES: ReadonlySet<Form> = new Set<Form>(['code', 'number', 'name'])

/** `stall_id` in a key of several columns of `stalls` tells its rows apart. */
const isOwnKey = ({ stem, normalizedStem }: Reading, { table, inPrimaryKey }: Column): boolean =>
  inPrimaryKey && stem.length === 1 && normalizedStem === table.starts.at(-1)

function roleProposals(column: Column, context: Context): readonly Proposal[] {
  const tables = context.habits.roleTables
  const reading = column.readings[0]
  if (reading === undefined || column.isPrimaryKey || isOwnKey(reading, column)) return []
  const kind = roleKindOf(reading.stem)
  if (kind !== 'strong' && saysReference(reading.form) && namesThing(reading, column, context)) return []
  if (isFlag(reading) || VALUES.has(reading.form)) return []
  if ((kind === 'none' || kind === 'attribute') && !saysReference(reading.form)) return []
  if (kind === 'weak' && reading.form === 'bare' && reading.stem.length > 1) return []
  const clear = ACTS.has(kind) && tables.some(({ rank }) => rank >= CLEAR_PERSON)
  return (clear ? tables.filter(({ rank }) => rank > 0) : tables).map(({ table, rank }) => ({
    table,
    convention: 'role',
    form: reading.form,
    reading,
    matched: 0,
    columnRest: reading.stem,
    tableRest: [],
    traits: [`role-${kind}`, ...(rank === 0 ? (['to-hub'] as const) : [])],
    says: `${phrase(reading.stem)} may be a role of ${table.model.name}`,
  }))
}

export const role: Convention = {
  name: 'role',
  title: 'A role alone: the table of persons, or the table that most columns reference',
  examples: [
    { tables: 'User(id), Post(id, authorId)', link: 'Post.authorId -> User.id' },
    { tables: 'users(id), notes(id, created_by)', link: 'notes.created_by -> users.id' },
    { tables: 'employees(id), teams(id, manager_id)', link: 'teams.manager_id -> employees.id' },
  ],
  counterExamples: [
    { tables: 'letters(id_ltr), users(id), boxes(id, id_last_ltr)', link: 'boxes.id_last_ltr -> users.id' },
    { tables: 'users(id), bills(id, paid)', link: 'bills.paid -> users.id' },
    { tables: 'users(id), notes(id, position)', link: 'notes.position -> users.id' },
    { tables: 'users(id), jobs(id, last_code)', link: 'jobs.last_code -> users.id' },
  ],
  rank: 2,
  strength: 'role',
  propose: roleProposals,
}
