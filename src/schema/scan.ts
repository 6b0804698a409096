// Text into blocks and lines, with their places. The language is line based: a block opens with `word name {`, whatever
// stands behind it on the line, and closes with a line that starts with `}`; only `/* */` comments run over several lines.
import { endOfCode } from './attribute.js'
import type { LineKind, SourceFile } from './schema.js'

export interface ScannedLine {
  readonly kind: LineKind
  readonly start: number
  readonly end: number
  /** The code of the line without its indentation and trailing comment; empty for comments and blank lines. */
  readonly code: string
  /** Offset of the code's first character. */
  readonly codeStart: number
}

export interface ScannedBlock {
  readonly path: string
  readonly keyword: string
  readonly name: string
  readonly start: number
  readonly end: number
  readonly lines: readonly ScannedLine[]
}

/** What opens a block. The engine passes over whatever stands behind the bracket on that line. */
const HEADER = /^(model|view|type|enum|datasource|generator)\s+([^\s{]+)\s*\{/

function kindOf(code: string): LineKind {
  if (code === '') return 'blank'
  if (code.startsWith('@@')) return 'attribute'
  return /^[\p{L}\p{N}_]/u.test(code) ? 'field' : 'other'
}

/** Strings, line comments and what stands behind an opening bracket hold what may look like a block comment. */
const OPAQUE =
  /^[ \t}]*(?:model|view|type|enum|datasource|generator)[ \t]+[^\s{]+[ \t]*\{[^\n]*|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/gm

/**
 * The text with blanks for block comments, every offset kept. One that begins behind code belongs to that line to its
 * last character, so that nothing is ever inserted into it.
 */
function withoutBlockComments(text: string): string {
  if (!text.includes('/*')) return text
  return text.replace(OPAQUE, (found, at: number) => {
    if (!found.startsWith('/*')) return found
    const standsFirst = text.slice(text.lastIndexOf('\n', at) + 1, at).trim() === ''
    return found.replace(standsFirst ? /[^\r\n]/g : /[\s\S]/g, ' ')
  })
}

/** Every block of a file in its order. A block that is never closed ends with the file. */
export function scan(file: SourceFile): readonly ScannedBlock[] {
  const { path } = file
  const text = withoutBlockComments(file.text)
  const blocks: ScannedBlock[] = []
  let open: { keyword: string; name: string; start: number; lines: ScannedLine[] } | undefined
  let start = 0
  while (start <= text.length) {
    const newline = text.indexOf('\n', start)
    const next = newline === -1 ? text.length + 1 : newline + 1
    let end = newline === -1 ? text.length : newline
    if (end > start && text[end - 1] === '\r') end--
    const raw = text.slice(start, end)
    const indent = raw.length - raw.trimStart().length
    const trimmed = raw.slice(indent)

    const isBlanked = trimmed === '' && file.text.slice(start, end).trim() !== ''
    if (isBlanked || trimmed.startsWith('//')) {
      open?.lines.push({ kind: 'comment', start, end, code: '', codeStart: end })
    } else if (open !== undefined && !trimmed.startsWith('}') && !HEADER.test(trimmed)) {
      const code = trimmed.slice(0, endOfCode(trimmed))
      open.lines.push({ kind: kindOf(code), start, end, code, codeStart: start + indent })
    } else {
      // A block that opens inside another, which the engine refuses, ends that one: no later model may be lost to it.
      const closing = trimmed.startsWith('}') ? 1 : 0
      if (open !== undefined) blocks.push({ path, ...open, end: start + indent + closing })
      // The next block may open on the line that closes the last one.
      const before = indent + (/^[}\s]*/.exec(trimmed)?.[0].length ?? 0)
      const header = HEADER.exec(raw.slice(before))
      open = header
        ? { keyword: header[1] ?? '', name: header[2] ?? '', start: start + before, lines: [] }
        : undefined
    }
    start = next
  }
  if (open !== undefined) blocks.push({ path, ...open, end: text.length })
  return blocks
}
