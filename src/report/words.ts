// How columns, numbers and sentences are spelled in every text for people.
import type { Evidence } from '../infer/candidate.js'
import type { Columns } from '../schema/schema.js'

/** `Post.authorId`, or `Order(tenantId, customerId)` for several. */
export const spelledColumns = ({ model, fields }: Columns): string =>
  fields.length === 1 ? `${model}.${fields[0]}` : `${model}(${fields.join(', ')})`

/** `97 %`. Never 100 %, which would claim to know. */
export const spelledConfidence = (confidence: number): string =>
  `${Math.min(99, Math.round(confidence * 100))} %`

/** `1 relation`, `3 relations`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`

/** The evidence in one sentence, the weightiest first; what speaks against it is said with a "but". */
export function spelledEvidence(evidence: readonly Evidence[], limit = Number.POSITIVE_INFINITY): string {
  const weighty = evidence.filter(({ says }) => says !== '').toSorted((a, b) => b.weight - a.weight)
  const pro = weighty.filter(({ weight }) => weight >= 0).slice(0, limit)
  const con = weighty
    .filter(({ weight }) => weight < 0)
    .toReversed()
    .slice(0, limit)
  const says = [...pro.map((e) => e.says), ...con.map((e, i) => (i === 0 ? `but ${e.says}` : e.says))]
  return says.join(', ')
}

/** Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
