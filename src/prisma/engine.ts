// What Prisma's own engine is asked: what is wrong with a schema, and how it would format it. Its lint counts in
// UTF-16, as we do.
import type { SourceFile } from '../schema/schema.js'
import { literally } from '../text/expressions.js'
import { internals } from './internals.js'

/** A finding of the engine, with its place in UTF-16 offsets. */
export interface Diagnostic {
  readonly path: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly warning: boolean
}

/** What the other stages may ask of Prisma's engine. Both are pure. */
export interface Engine {
  readonly problems: (files: readonly SourceFile[]) => readonly Diagnostic[]
  readonly format: (files: readonly SourceFile[]) => readonly SourceFile[]
}

interface LintFinding {
  readonly file_name: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly is_warning: boolean
}

const UNSUPPORTED_PROPERTY = /^([ \t]*)((?:url|directUrl|shadowDatabaseUrl)[ \t]*=[^\r\n]*)/gm
const UNKNOWN_FEATURE = /The preview feature "([^"]*)" is not known/
const DATASOURCE = /^[ \t]*datasource[ \t]+\S+[ \t]*\{[\s\S]*?^[ \t]*\}/gm

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ')

/**
 * The files as Prisma 7 can judge them. Its validator stops at a `url` in the datasource, which every schema up to
 * Prisma 6 has, and hides all other errors behind it: so these lines become blanks, and every offset stays.
 */
const withoutUrls = (files: readonly SourceFile[]): readonly SourceFile[] =>
  files.map(({ path, text }) => ({
    path,
    text: text.replace(DATASOURCE, (block) =>
      block.replace(UNSUPPORTED_PROPERTY, (_, indent: string, rest: string) => indent + blank(rest)),
    ),
  }))

/** Takes a preview feature that Prisma 7 no longer knows out of the list, offsets kept: `["metrics", "views"]`. */
const withoutFeature = (files: readonly SourceFile[], feature: string): readonly SourceFile[] =>
  files.map(({ path, text }) => ({
    path,
    text: text.replace(/previewFeatures[ \t]*=[ \t]*\[[^\]]*\]/g, (list) => {
      const item = new RegExp(`${literally(JSON.stringify(feature))}\\s*,?`)
      const cut = list.replace(item, blank)
      // The last item leaves the comma before it behind.
      return cut.replace(/,(\s*\])$/, ' $1')
    }),
  }))

/**
 * Loads the engine; about a fifth of a second, so only when a schema is at hand.
 *
 * @example
 * const engine = loadEngine()
 * engine.problems([{ path: 'schema.prisma', text: 'model A {\n  id Nope @id\n}\n' }])[0]?.warning // false
 */
export function loadEngine(): Engine {
  const wasm = internals().wasm.prismaSchemaWasm
  const asPairs = (files: readonly SourceFile[]) => files.map(({ path, text }) => [path, text])
  const lint = (files: readonly SourceFile[]): readonly LintFinding[] =>
    JSON.parse(wasm.lint(JSON.stringify(asPairs(files))))

  const problems = (files: readonly SourceFile[]): readonly Diagnostic[] => {
    let judged = withoutUrls(files)
    let findings = lint(judged)
    // One retry per unknown feature; the engine names them one by one.
    for (;;) {
      const unknown = findings
        .map((finding) => UNKNOWN_FEATURE.exec(finding.text)?.[1])
        .find((f) => f !== undefined)
      if (unknown === undefined) break
      const next = withoutFeature(judged, unknown)
      if (next.every((file, i) => file.text === judged[i]?.text)) break
      judged = next
      findings = lint(judged)
    }
    return findings.map(({ file_name, start, end, text, is_warning }) => ({
      path: file_name,
      start,
      end,
      text,
      warning: is_warning,
    }))
  }

  const format = (files: readonly SourceFile[]): readonly SourceFile[] => {
    const parameters = {
      textDocument: { uri: 'file:/schema.prisma' },
      options: { tabSize: 2, insertSpaces: true },
    }
    const formatted: readonly (readonly [string, string])[] = JSON.parse(
      wasm.format(JSON.stringify(asPairs(files)), JSON.stringify(parameters)),
    )
    return formatted.map(([path, text]) => ({ path, text }))
  }

  return { problems, format }
}
