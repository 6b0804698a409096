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

/** More blanks than anybody indents by. */
const LONGEST_INDENT = 200

const LINE_END = /\r\n|\n|\r/g

function kindOf(code: string): LineKind {
  if (code === '') return 'blank'
  if (code.startsWith('@@')) return 'attribute'
  return /^[\p{L}\p{N}_]/u.test(code) ? 'field' : 'other'
}

/** Strings, line comments and what stands behind an opening bracket hold what may look like a block comment. */
const OPAQUE =
  /^[ \t}]*(?:model|view|type|enum|datasource|generator)[ \t]+[^\s{]+[ \t]*\{[^\r\n]*|"(?:[^"\\\r\n]|\\.)*"|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/gm

/**
 * The text with blanks for block comments, every offset kept. One that begins behind code belongs to that line to its
 * last character, so that nothing is ever inserted into it.
 */
function withoutBlockComments(text: string): string {
  if (!text.includes('/*')) return text
  return text.replace(OPAQUE, (found, at: number) => {
    if (!found.startsWith('/*')) return found
    const standsFirst = /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, at - LONGEST_INDENT), at))
    return found.replace(standsFirst ? /[^\r\n]/g : /[\s\S]/g, ' ')
  })
}

/** Where the line that begins at an offset ends, and where the next begins. A lone CR ends a line as well. */
function lineFrom(text: string, start: number): { readonly end: number; readonly next: number } {
  LINE_END.lastIndex = start
  const found = LINE_END.exec(text)
  return found === null
    ? { end: text.length, next: text.length + 1 }
    : { end: found.index, next: found.index + found[0].length }
}

/** Every block of a file in its order. A block that is never closed ends with the file. */
export function scan(file: SourceFile): readonly ScannedBlock[] {
  const { path } = file
  const text = withoutBlockComments(file.text)
  const blocks: ScannedBlock[] = []
  let open: { keyword: string; name: string; start: number; lines: ScannedLine[] } | undefined
  let start = 0
  while (start <= text.length) {
    const { end, next } = lineFrom(text, start)
    const raw = text.slice(start, end)
    const indent = raw.length - raw.trimStart().length
    const trimmed = raw.slice(indent)

    const isBlanked = trimmed === '' && file.text.slice(start, end).trim() !== ''
    if (isBlanked || trimmed.startsWith('//')) {
      const kind = trimmed.startsWith('///') ? 'documentation' : 'comment'
      open?.lines.push({ kind, start, end, code: '', codeStart: end })
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
