// What a sign is: a fact with a weight of its own in the table of weights.

/** A fact about a pair. The table of weights says how many log-odds one unit of it is worth. */
export interface Sign {
  readonly name: string
  readonly value: number
}

/** A sign that is simply there. */
export const sign = (name: string, value = 1): Sign => ({ name, value })

/** Which of these steps a number has reached, for signs that are not linear: `step(7, [1, 3, 10])` is 2. */
export const step = (n: number, steps: readonly number[]): number => steps.filter((s) => n >= s).length
