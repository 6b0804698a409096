// Weights of signs that no collection of schemas teaches well: what a person said, names that foreign keys left behind,
// and conventions that few schemas have. They take the place of fitted ones.
import type { Weights } from './score.js'

export const BY_HAND: Weights = {
  'answer:person': 2.5,
  'answer:another-person': -2.5,
  'answer:nobody': -5,
  'answer:audit-yes': 3,
  'answer:audit-no': -7,
  'answer:bare-names-yes': 2.5,
  'answer:bare-names-no': -7.5,
  'index-name:foreign-key': 2,
  // Copies and tables of what is gone are in none of them, or two: their keys are nobody's references.
  'name:table-rest-is-past': -2.5,
  'alike:copy/key': -3,
  // Each turns what is plainly named into a question: none of the few in them is a relation.
  'alike:value-beside': -3,
  'alike:own-number': -4.5,
  // Hardly any has two tables of one name: enough to come first, not to be sure.
  'rivals:of-own-schema': 1.5,
  // None of the collection is a relation; there are too few for the fit to see that.
  'name:bare-name/counts': -5,
  // Three of 110 such guesses of the collection are right, but few of its schemas have no persons and a table that all
  // others reference.
  'name:role/to-hub': -2,
  // Hardly a schema of the collection does so, but one that does it does it throughout.
  'name:shared-primary-key/as-several-do': 2.5,
  // A few names have words between or behind those of two tables: rather asked than sure.
  'name:implicit-join-table/words-over': -1,
  // The collection has no list that is named after a role of persons.
  'name:implicit-join-table/person-of-role': 1.2,
  // A word that is no role of anybody means a person in one of three columns at best, yet the fit would offer more: it takes
  // little from columns that stay undeclared. F1 at one half stays within .2.
  'name:role/role-none': -2.3,
  // Collections hold so few of them that what text columns mean elsewhere would drown them.
  'name:entity-and-role/id-inside': 1.5,
  'name:natural-key/code/primary': 1.5,
  'name:natural-key/code/unique': 1.5,
  // The collection has eight, none of them declared, and each names a row: the currency of a loan, the locale of a setting.
  'name:natural-key/plain-code': 2,
  // Where ids lead an index such a code may well have none: it is shown as it is, and seldom looked up.
  'name:natural-key/plain-code-without-index': 2.8,
}
