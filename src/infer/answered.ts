// Answers about the whole schema: which columns each is about.

import type { SchemaAnswers } from '../relation/answers.js'
import type { Candidate, SchemaQuestion } from '../relation/candidate.js'
import { type RoleKind, roleKindOf } from './role-kind.js'
import type { Column } from './table.js'

// What may mean somebody, the plainest first.
const PERSON_ROLES: readonly RoleKind[] = ['strong', 'by', 'audit', 'agent', 'weak']
// What somebody did is meant even where no table was thought of.
const DEEDS: ReadonlySet<RoleKind> = new Set<RoleKind>(['strong', 'by', 'audit'])

const roleOf = ({ readings: [reading] }: Column): RoleKind => roleKindOf(reading?.stem ?? [])

/** How plainly a column says that it means somebody: 0 is plainest. */
export const personPlace = (column: Column): number => PERSON_ROLES.indexOf(roleOf(column))

/**
 * Whether an answer to a question bears on a column.
 *
 * @param best The likeliest candidate of the column without any answer; undefined where it has none.
 */
export function bearsOn(
  question: Exclude<SchemaQuestion['name'], 'relation-mode'>,
  column: Column,
  best: Candidate | undefined,
): boolean {
  const kind = roleOf(column)
  switch (question) {
    case 'person':
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
  best: Candidate | undefined,
): boolean =>
  (person !== undefined && bearsOn('person', column, best)) ||
  (audit !== undefined && bearsOn('audit', column, best)) ||
  (bareNames !== undefined && bearsOn('bare-names', column, best))

/** Whether an answer bears on any column at all. */
export const hasAnswers = ({ person, audit, bareNames }: SchemaAnswers): boolean =>
  person !== undefined || audit !== undefined || bareNames !== undefined
