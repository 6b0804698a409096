// A share of what was counted, careful where little was seen.

/** A share with what it was counted over: `share` is drawn towards one half (or `towards`) when little was seen. */
export interface Share {
  readonly of: number
  readonly share: number
}

/**
 * The share of hits, as if `weight` more had been counted of which the share `towards` were hits.
 *
 * @example
 * share(2, 2).share // 0.75
 * share(0, 0, 0.1).share // 0.1
 */
export function share(hits: number, of: number, towards = 0.5, weight = 2): Share {
  return { of, share: (hits + towards * weight) / (of + weight) }
}
