// SQL text as a tree of tokens and parentheses. Digests are no valid SQL (`(...)`, `LIMIT ?`, bare keywords as names), so
// this reads everything and judges nothing. Literals become `?` at once and are never kept.

export interface Token {
  /** A `name` was quoted; a `word` is a keyword or a bare name. */
  readonly kind: 'name' | 'word' | 'value' | 'sign'
  readonly text: string
}

export interface Group {
  readonly kind: 'group'
  readonly items: readonly Item[]
}

export type Item = Token | Group

const PATTERNS: readonly (readonly [Token['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /\s+|\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*|#[^\n]*/y],
  ['name', /`(?:[^`]|``)*(?:`|$)/y],
  ['value', /[xXbBnN]?'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)/y],
  ['value', /\?|\.\.\.|::?[A-Za-z_]\w*|\$\d+|\d[\w.]*/y],
  ['word', /[\p{L}_@$][\p{L}\p{N}_@$]*/uy],
  ['sign', /<=>|<>|[<>!:]=|[\s\S]/y],
]

function* tokensOf(sql: string): Generator<Token> {
  let at = 0
  while (at < sql.length) {
    for (const [kind, pattern] of PATTERNS) {
      pattern.lastIndex = at
      const text = pattern.exec(sql)?.[0]
      if (text === undefined) continue
      at += text.length
      if (kind === 'name') yield { kind, text: text.slice(1, -1).replaceAll('``', '`') }
      else if (kind === 'value') yield { kind, text: '?' }
      else if (kind !== 'nothing') yield { kind, text }
      break
    }
  }
}

/** Groups within groups: deeper than what a person or a program would write. */
const DEPTH = 100

/**
 * The tokens with what stands in parentheses as groups. Text that was cut off closes its groups at the end.
 *
 * @example
 * parseItems('a = (b)').length // 3
 */
export function parseItems(sql: string): readonly Item[] {
  const open: Item[][] = [[]]
  for (const token of tokensOf(sql)) {
    if (token.kind === 'sign' && token.text === '(' && open.length < DEPTH) {
      const items: Item[] = []
      open.at(-1)?.push({ kind: 'group', items })
      open.push(items)
    } else if (token.kind === 'sign' && token.text === ')') {
      if (open.length > 1) open.pop()
    } else open.at(-1)?.push(token)
  }
  return open[0] ?? []
}

export const isSign = (item: Item | undefined, text: string): boolean =>
  item?.kind === 'sign' && item.text === text

/** The keyword an item is, in capitals; undefined if it is no bare word. */
export const keywordOf = (item: Item | undefined): string | undefined =>
  item?.kind === 'word' ? item.text.toUpperCase() : undefined

export const isWord = (item: Item | undefined, text: string): boolean => keywordOf(item) === text
