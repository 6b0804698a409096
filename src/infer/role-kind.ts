// What a role says of who has it: the kinds that conventions, clues and questions tell apart.
import {
  ATTRIBUTE_WORDS,
  AUDIT_WORDS,
  ROLE_PARTICIPLES,
  STRONG_ROLES,
  THINGS,
  WEAK_ROLES,
} from './lexicon.js'

/** Who wrote the row, who acts, who perhaps does, somebody in -er, a mere value, or nothing known. */
export type RoleKind = 'audit' | 'by' | 'strong' | 'weak' | 'agent' | 'attribute' | 'none'

/**
 * What kind of role the words of a column are.
 *
 * @example
 * roleKindOf(['created', 'by']) // 'audit'
 */
export function roleKindOf(stem: readonly string[]): RoleKind {
  const last = stem.at(-1) ?? ''
  if (ATTRIBUTE_WORDS.has(last) || (ATTRIBUTE_WORDS.has(stem[0] ?? '') && stem.length > 1)) return 'attribute'
  if (stem.includes('by') || stem.includes('por'))
    return stem.some((word) => AUDIT_WORDS.has(word)) ? 'audit' : 'by'
  if (stem.length <= 2 && stem.some((word) => AUDIT_WORDS.has(word) && STRONG_ROLES.has(word))) return 'audit'
  if (STRONG_ROLES.has(last) || stem.some((word) => STRONG_ROLES.has(word))) return 'strong'
  if (stem.length <= 2 && stem.some((word) => ROLE_PARTICIPLES.has(word)))
    return stem.some((word) => AUDIT_WORDS.has(word)) ? 'audit' : 'by'
  if (WEAK_ROLES.has(last)) return 'weak'
  return /^\p{L}{3,}(?:er|or|ee)$/u.test(last) && !THINGS.has(last) ? 'agent' : 'none'
}
