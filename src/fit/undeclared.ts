// What authors leave undeclared: a column that is plainly named and has no relation is more likely a true one than not.
import { step } from '../infer/sign.js'

/** From which confidence on how many columns without a declared relation have none in truth either. */
const STEPS: readonly (readonly [from: number, none: number])[] = [
  [0, 1],
  // Of 52 drawn from 0.5 up, on names of both Prisma projects and databases, a reader judged 43 to be true.
  [0.5, 0.17],
  // Of 48 drawn from 0.8 up, on schemas that declare nearly all of their relations, 46.
  [0.8, 0.05],
]

/**
 * How likely a column has no relation, given how sure inference is of one that nobody declared.
 *
 * @param confidence 0 to 1.
 * @example
 * noneInTruth(0.95) // 0.05
 */
export const noneInTruth = (confidence: number): number =>
  STEPS[
    step(
      confidence,
      STEPS.map(([from]) => from),
    ) - 1
  ]?.[1] ?? 1

/** What is at least this sure says nothing against a relation in the fit; less sure columns teach it what is none. */
export const PLAINLY_NAMED = 0.8
