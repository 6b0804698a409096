import { type Convention, type Proposal, phrase } from '../convention.js'
import type { RoleTable } from '../habits.js'
import { ATTRIBUTE_WORDS, AUDIT_WORDS, PARTICIPLES, STRONG_ROLES, THINGS, WEAK_ROLES } from '../lexicon.js'
import { type Reading, saysReference } from '../reading.js'
import type { Column } from '../table.js'

/** What kind of role a column's words are: who wrote the row, who acts, who perhaps does, somebody in -er, a mere value, or nothing known. */
export type RoleKind = 'audit' | 'by' | 'strong' | 'weak' | 'agent' | 'attribute' | 'none'

export function roleOf(stem: readonly string[]): RoleKind {
  const last = stem.at(-1) ?? ''
  if (ATTRIBUTE_WORDS.has(last) || (ATTRIBUTE_WORDS.has(stem[0] ?? '') && stem.length > 1)) return 'attribute'
  if (stem.includes('by') || stem.includes('por'))
    return stem.some((word) => AUDIT_WORDS.has(word)) ? 'audit' : 'by'
  if (stem.length <= 2 && stem.some((word) => AUDIT_WORDS.has(word) && STRONG_ROLES.has(word))) return 'audit'
  if (STRONG_ROLES.has(last) || stem.some((word) => STRONG_ROLES.has(word))) return 'strong'
  if (stem.length <= 2 && stem.some((word) => PARTICIPLES.has(word)))
    return stem.some((word) => AUDIT_WORDS.has(word)) ? 'audit' : 'by'
  if (WEAK_ROLES.has(last)) return 'weak'
  return /^\p{L}{3,}(?:er|or|ee)$/u.test(last) && !THINGS.has(last) ? 'agent' : 'none'
}

/** `approved`, `paid`: without `by` or an id word it says whether, not by whom. */
const isFlag = ({ form, stem: [word = '', ...rest] }: Reading): boolean =>
  form === 'bare' && rest.length === 0 && PARTICIPLES.has(word) && !STRONG_ROLES.has(word)

// An act is a person's: only where no table says persons it may be any that is referenced a lot.
const ACTS: ReadonlySet<RoleKind> = new Set<RoleKind>(['audit', 'by', 'strong'])
const CLEAR_PERSON = 0.7

function roleProposals(column: Column, tables: readonly RoleTable[]): readonly Proposal[] {
  const reading = column.readings[0]
  if (reading === undefined || column.isPrimaryKey) return []
  const kind = roleOf(reading.stem)
  if (isFlag(reading)) return []
  if ((kind === 'none' || kind === 'attribute') && !saysReference(reading.form)) return []
  if (kind === 'weak' && reading.form === 'bare' && reading.stem.length > 1) return []
  const clear = ACTS.has(kind) && tables.some(({ rank }) => rank >= CLEAR_PERSON)
  return (clear ? tables.filter(({ rank }) => rank > 0) : tables).map(({ table }) => ({
    table,
    convention: 'role',
    form: reading.form,
    reading,
    matched: 0,
    columnRest: reading.stem,
    tableRest: [],
    traits: [`role-${kind}`],
    says: `${phrase(reading.stem)} may be the role of a ${table.model.name}`,
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
    { tables: 'users(id), bills(id, paid)', link: 'bills.paid -> users.id' },
    { tables: 'users(id), notes(id, position)', link: 'notes.position -> users.id' },
  ],
  propose: (column, { habits }) => roleProposals(column, habits.roleTables),
}
