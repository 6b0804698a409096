// What each finding in a live database is worth, in log-odds, and why. Two findings of one kind never both count.

export const LIVE_WEIGHTS = {
  // The database itself enforces the relation.
  foreignKey: 9,
  // The same columns are enforced to point elsewhere.
  foreignKeyElsewhere: -7,
  // `int` against `bigint unsigned`: possible, and common in old databases, but rarer among true relations.
  otherType: -0.5,
  // A comment on the column that names the table was written by somebody who knew.
  commentNamesTable: 1.5,
  // More than one row in twenty without a match. It must outweigh any name: the most certain candidate ends below 0.05.
  contradicted: -10,
  // As many by share, but so few rows that they may be leftovers of a test.
  contradictedByFewRows: -2,
  // A few rows without a match are what a database without foreign keys collects over the years.
  someOrphans: -0.5,
  // The values stop far before the keys do, as if they counted something smaller.
  fallsShort: -1.5,
  // Decoys from the same range were missing, so that matching by chance is ruled out. See `informedWeight`.
  matchesBeyondChance: 5,
  // Long random keys, UUIDs above all, do not meet by chance; only a table that shares its keys can be confused.
  matchesRandomKeys: 7,
  // Short codes do meet by chance: `de` is a country and a language.
  matchesCodes: 1.5,
  // Of all keys of its type, one alone holds the values of a column. Strong, but with no name beside it not enough for
  // --yes: a person should see it.
  singledOut: 5,
  // A join in a view was written by somebody who knew.
  joinedInView: 4,
  // Production joins these columns. Grows with the number of executions, by this much at most.
  joinedInQueries: 4,
} as const

/**
 * Above this share of sampled rows without a match, data contradicts the candidate. A choice: how
 * many orphans a database without foreign keys collects was not measured.
 */
export const CONTRADICTION_SHARE = 0.05
/** Fewer rows than this contradict nothing alone: one or two are what a person tries out by hand. A choice. */
export const CONTRADICTION_ROWS = 3
/** Above this share of decoys found, a match says nothing: less than one bit in thirteen values. A choice. */
export const DENSE = 0.95

/**
 * The weight of `matched` values that were found where a decoy would be found with probability `rate`. The bits of
 * surprise are counted at a quarter, because values of neighbouring rows hang together, and capped.
 *
 * @example
 * informedWeight(900, 0.8) // 5
 * informedWeight(8, 0.5) // 2
 */
export const informedWeight = (matched: number, rate: number): number =>
  rate > DENSE ? 0 : Math.min(LIVE_WEIGHTS.matchesBeyondChance, (matched * -Math.log2(rate)) / 4)

/** Strings and bytes of this length or more are taken for random keys: the bytes of a UUID, the shortest in use. */
const RANDOM_KEY_LENGTH = 16

/**
 * The weight of matched strings or bytes, which no decoy can be made for: by how many there are and how long they are.
 *
 * @param length the characters, or the bytes, of the shortest value
 */
export function uncountableWeight(matched: number, length: number): number {
  if (matched === 0) return 0
  const full = length >= RANDOM_KEY_LENGTH ? LIVE_WEIGHTS.matchesRandomKeys : LIVE_WEIGHTS.matchesCodes
  // Thirty distinct values say as much as three thousand.
  return full * Math.min(1, Math.log2(1 + matched) / Math.log2(31))
}

/** The weight of a join that ran this often: half for the first, all of it from a thousand on. Chosen, not fitted. */
export const joinWeight = (executions: number): number =>
  Math.min(
    LIVE_WEIGHTS.joinedInQueries,
    LIVE_WEIGHTS.joinedInQueries * (0.5 + Math.log10(Math.max(1, executions)) / 6),
  )
