/** A join of `posts` and `users` behind so many subqueries, one in the other. */
export function deepQuery(depth: number): string {
  const opened = Array.from({ length: depth }, (_, i) => `(SELECT a${i}.* FROM `).join('')
  const closed = Array.from({ length: depth }, (_, i) => ` a${depth - 1 - i})`).join('')
  return `SELECT d.id FROM ${opened}posts${closed} d JOIN users u ON d.author_id = u.id`
}
