// What a sign is: a fact with a weight of its own in the table of weights.

/** A fact about a pair. The table of weights says how many log-odds one unit of it is worth. */
export interface Sign {
  readonly name: string
  readonly value: number
}

/**
 * A sign that is simply there. A clue that gives another value divides it until it mostly stays within one or two units:
 * the fit draws all weights to zero alike, so that values on a greater scale would be drawn less.
 */
export const sign = (name: string, value = 1): Sign => ({ name, value })

/**
 * Which of these steps a number has reached, for signs that are not linear: `step(7, [1, 3, 10])` is 2. The steps of the
 * clues are round numbers set by hand; what each of them is worth is fitted, where it begins is not.
 */
export const step = (n: number, steps: readonly number[]): number => steps.filter((s) => n >= s).length
