// Answers about the whole schema: which columns each is about.

import type { SchemaAnswers } from '../relation/answers.js'
import type { Candidate, SchemaQuestion } from '../relation/candidate.js'
import type { ConventionName } from './convention.js'
import { ROLE_PARTICIPLES, STRONG_ROLES } from './lexicon.js'
import { saysReference } from './reading.js'
import { type RoleKind, roleKindOf } from './role-kind.js'
import type { Column } from './table.js'

// What may mean somebody, the plainest first.
const PERSON_ROLES: readonly RoleKind[] = ['strong', 'by', 'audit', 'agent', 'weak']
const BY: ReadonlySet<string> = new Set(['by', 'por'])
// What somebody did is meant even where no table was thought of.
const DEEDS: ReadonlySet<RoleKind> = new Set<RoleKind>(['strong', 'by', 'audit'])

/** Without an id word only a role at the end says that somebody is meant: `sent_try` and `last_error` are values. */
function endsInRole({ readings: [reading] }: Column): boolean {
  const last = reading?.stem.at(-1) ?? ''
  return (
    reading !== undefined &&
    (saysReference(reading.form) ||
      BY.has(last) ||
      [STRONG_ROLES, ROLE_PARTICIPLES].some((words) => words.has(last)))
  )
}

// What names no table but somebody, or a row of the own table.
const WITHOUT_TABLE = new Set<string>(['role', 'self'] satisfies ConventionName[])

const roleOf = ({ readings: [reading] }: Column): RoleKind => roleKindOf(reading?.stem ?? [])

/** How plainly a column says that it means somebody: 0 is plainest. */
export const personPlace = (column: Column): number => PERSON_ROLES.indexOf(roleOf(column))

/**
 * Whether an answer to a question bears on a column.
 *
 * @param candidates Those of the column without any answer, the likeliest first.
 */
export function bearsOn(
  question: Exclude<SchemaQuestion['name'], 'relation-mode'>,
  column: Column,
  candidates: readonly Candidate[],
): boolean {
  const kind = roleOf(column)
  const [best] = candidates
  switch (question) {
    case 'person':
      // `referred_by_partner_id` names a table beside the role.
      if (!endsInRole(column) || candidates.some(({ convention }) => !WITHOUT_TABLE.has(convention)))
        return false
      // `manager` may be a row of its own table, as far as its name goes.
      return best === undefined || best.convention === 'self'
        ? DEEDS.has(kind)
        : best.convention === 'role' && PERSON_ROLES.includes(kind)
    case 'audit':
      return kind === 'audit' && best?.convention === 'role'
    case 'bare-names':
      return best?.convention === 'bare-name'
  }
}

/** Whether any of the answers bears on a column. */
export const isAnswered = (
  { person, audit, bareNames }: SchemaAnswers,
  column: Column,
  candidates: readonly Candidate[],
): boolean =>
  (person !== undefined && bearsOn('person', column, candidates)) ||
  (audit !== undefined && bearsOn('audit', column, candidates)) ||
  (bareNames !== undefined && bearsOn('bare-names', column, candidates))

/** Whether an answer bears on any column at all. */
export const hasAnswers = ({ person, audit, bareNames }: SchemaAnswers): boolean =>
  person !== undefined || audit !== undefined || bareNames !== undefined
