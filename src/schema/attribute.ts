// The grammar of attributes: `@db.VarChar(191)`, `@relation("x", fields: [a], references: [b])`.

/** One argument: `value` is the text as written, `name` stands before its colon if it is named. */
export interface Argument {
  readonly name: string | undefined
  readonly value: string
}

export interface Attribute {
  /** Without the `@` signs: `id`, `db.VarChar`, `relation`. */
  readonly name: string
  readonly arguments: readonly Argument[]
  /** What stands between the parentheses, trimmed; undefined when there are none. */
  readonly text: string | undefined
}

const OPENING = new Set(['(', '[', '{'])
const CLOSING = new Set([')', ']', '}'])

/** The index just behind the string literal that opens at `at`; the text's length if it never closes. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

/** The index just behind the bracket that closes the one at `at`; the text's length if it never closes. */
export function endOfBracket(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === '"') i = endOfString(text, i) - 1
    else if (OPENING.has(c)) depth++
    else if (CLOSING.has(c) && --depth === 0) return i + 1
  }
  return text.length
}

/** Where the code of a line ends: before a `//` that stands in no string, without trailing space. */
export function endOfCode(line: string): number {
  let end = line.length
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') i = endOfString(line, i) - 1
    else if (line[i] === '/' && line[i + 1] === '/') {
      end = i
      break
    }
  }
  while (end > 0 && /\s/.test(line.charAt(end - 1))) end--
  return end
}

/** Splits at commas that stand in no bracket and no string. */
export function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  let i = 0
  while (i < text.length) {
    const c = text.charAt(i)
    if (c === '"') i = endOfString(text, i)
    else if (OPENING.has(c)) i = endOfBracket(text, i)
    else {
      if (c === ',') {
        parts.push(text.slice(from, i).trim())
        from = i + 1
      }
      i++
    }
  }
  const last = text.slice(from).trim()
  if (last !== '') parts.push(last)
  return parts
}

function parseArgument(text: string): Argument {
  const named = /^([A-Za-z_]\w*)\s*:\s*(.*)$/s.exec(text)
  return named ? { name: named[1], value: named[2] ?? '' } : { name: undefined, value: text }
}

/**
 * Reads the attributes in a piece of a line that holds nothing else (the rest of a field, or a block attribute).
 * What is no attribute is passed over.
 */
export function parseAttributes(text: string): readonly Attribute[] {
  const attributes: Attribute[] = []
  const start = /@@?\s*([A-Za-z_][\w.]*)\s*/g
  let at = 0
  while (at < text.length) {
    if (text[at] === '"') {
      at = endOfString(text, at)
      continue
    }
    if (text[at] !== '@') {
      at++
      continue
    }
    start.lastIndex = at
    const match = start.exec(text)
    if (match === null || match.index !== at) {
      at++
      continue
    }
    at = start.lastIndex
    if (text[at] === '(') {
      const end = endOfBracket(text, at)
      const inside = text.slice(at + 1, end - 1).trim()
      attributes.push({
        name: match[1] ?? '',
        arguments: splitAtCommas(inside).map(parseArgument),
        text: inside,
      })
      at = end
    } else attributes.push({ name: match[1] ?? '', arguments: [], text: undefined })
  }
  return attributes
}

/** The argument called `name`, else the first without a name when `unnamed` says that it may stand there. */
export function argument(attribute: Attribute, name: string, unnamed = false): string | undefined {
  return (
    attribute.arguments.find((a) => a.name === name)?.value ??
    (unnamed ? attribute.arguments.find((a) => a.name === undefined)?.value : undefined)
  )
}

/** The value of a string literal; undefined for anything else. */
export function stringLiteral(value: string | undefined): string | undefined {
  if (value === undefined || !/^".*"$/s.test(value)) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'string' ? parsed : undefined
  } catch {
    // Prisma's escapes are JSON's; a literal that is neither is taken as it stands.
    return value.slice(1, -1)
  }
}

/** The field names in `[a, b(sort: Desc), c(length: 10)]`, or in a single name without brackets. */
export function fieldList(value: string | undefined): readonly string[] {
  if (value === undefined) return []
  const inside = value.startsWith('[') ? value.slice(1, -1) : value
  return splitAtCommas(inside).map((part) => part.replace(/\s*\(.*$/s, ''))
}
