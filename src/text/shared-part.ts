// What two names have in common.

/**
 * The longest part that two texts share; of several the first in the first text. Time grows with the product of their
 * lengths.
 *
 * @example
 * sharedPart('kkunde', 'tkunde') // 'kunde'
 */
export function sharedPart(a: string, b: string): string {
  let best = ''
  for (let start = 0; start < a.length; start++)
    for (let end = start + best.length + 1; end <= a.length && b.includes(a.slice(start, end)); end++)
      best = a.slice(start, end)
  return best
}
