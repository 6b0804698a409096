// How alike two names are: for "did you mean" and for what a column is called now.

/** The number of letters to insert, delete or exchange to get from one text to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, exchanged))
    }
    row = next
  }
  return row[b.length] ?? 0
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * From 0 (nothing in common) to 1 (the same but for case and underscores).
 *
 * @example
 * similarity('author_id', 'authorId') // 1
 */
export function similarity(a: string, b: string): number {
  const [x, y] = [plain(a), plain(b)]
  const longer = Math.max(x.length, y.length)
  return longer === 0 ? 1 : 1 - distance(x, y) / longer
}

/** The most similar of some names, if any is similar enough. */
export function closest(name: string, names: readonly string[], enough = 0.6): string | undefined {
  let best: { readonly name: string; readonly score: number } | undefined
  for (const other of names) {
    const score = similarity(name, other)
    if (score >= enough && score > (best?.score ?? 0)) best = { name: other, score }
  }
  return best?.name
}
