// The names that a person gives to relation fields: which are free, and what is wrong with others.
import type { Choice } from '../relation/decision.js'
import { isFieldName, type LookUp } from '../schema/schema.js'
import { planOf, type Review } from './review.js'

/** The fields that come with what is remembered and with these choices: `Post.author`. */
export const namesTaken = (review: Review, choices: readonly Choice[]): Set<string> =>
  new Set(
    planOf(review, choices).relations.flatMap(({ from, to, names }) => [
      `${from.model}.${names.field}`,
      `${to.model}.${names.back}`,
    ]),
  )

/**
 * What is wrong with a name that somebody gives a field, if anything is.
 *
 * @param taken See `namesTaken`.
 */
export function nameProblem(
  find: LookUp,
  taken: ReadonlySet<string>,
  model: string,
  name: string,
): string | undefined {
  if (!isFieldName(name)) return 'A name is letters, digits and _, a letter first.'
  const isTaken = find.field(model, name) !== undefined || taken.has(`${model}.${name}`)
  return isTaken ? `${model} has a field ${name} already.` : undefined
}
