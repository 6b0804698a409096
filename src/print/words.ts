// How columns, numbers and sentences are spelled in every text for people.
import type { Evidence } from '../relation/candidate.js'
import type { Drift } from '../relation/drift.js'
import type { Relation } from '../relation/relation.js'
import type { Columns } from '../schema/schema.js'

/** `Post.authorId`, or `Order(tenantId, customerId)` for several. */
export const spelledColumns = ({ model, fields }: Columns): string =>
  fields.length === 1 ? `${model}.${fields[0]}` : `${model}(${fields.join(', ')})`

/** `Post.authorId -> User.id` */
export const spelledRelation = ({ from, to }: Relation): string =>
  `${spelledColumns(from)} -> ${spelledColumns(to)}`

/** `posts(tag_id)->tags(id): The table tags is gone.` Of two relations with a lost table each is told apart. */
export const spelledDrift = ({ id, says }: Pick<Drift, 'id' | 'says'>): string => `${id}: ${says}`

/**
 * `97 %`. Never 100 %, which would claim to know, and never rounded up: what is said to be at 90 % is accepted at 0.9.
 *
 * @example
 * spelledConfidence(0.899) // '89 %'
 */
export function spelledConfidence(confidence: number): string {
  // 0.29 * 100 is a little less than 29.
  const percent = Math.floor(confidence * 100 + 1e-9)
  return percent === 0 && confidence > 0 ? 'below 1 %' : `${Math.min(99, percent)} %`
}

/**
 * A sentence part with the full stop that it lacks.
 *
 * @example
 * sentence('did you mean "field"?') // 'did you mean "field"?'
 */
export const sentence = (part: string): string => (/[.?!]$/.test(part) ? part : `${part}.`)

/** `1 relation`, `3 relations`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`

/**
 * What weighs less against a relation than this, in log-odds, is not worth a "but": alone it would take 50 % to no less
 * than 38 %. Fitted weights share what they explain, so that a reason can be slightly negative beside stronger ones.
 */
const AGAINST = -0.5

/**
 * The evidence in one sentence: what the names say first, then the weightiest, then what speaks against it.
 *
 * @param limit How many reasons of each kind are told.
 */
export function spelledEvidence(evidence: readonly Evidence[], limit = Number.POSITIVE_INFINITY): string {
  const telling = evidence.filter(({ says }) => says !== '').toSorted((a, b) => b.weight - a.weight)
  const names = telling.filter(({ source }) => source === 'name')
  const others = telling.filter(({ source }) => source !== 'name')
  const pro = [...names, ...others.filter(({ weight }) => weight >= AGAINST)].slice(0, limit)
  const con = others
    .filter(({ weight }) => weight < AGAINST)
    .toReversed()
    .slice(0, limit)
  return [...pro.map((e) => e.says), ...con.map((e, i) => (i === 0 ? `but ${e.says}` : e.says))].join(', ')
}

/**
 * Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone, and `97 %` is one word.
 *
 * @example
 * wrapped('it is likely at 97 %', 10) // ['it is', 'likely at', '97 %']
 */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ (?!%)/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** A sentence below a line: indented by two, what follows its first line by four. */
export function hanging(text: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrapped(text, width - 4)
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)]
}
