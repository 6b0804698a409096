// The decisions file: what it holds, how it is read and how it is printed.
import { RestoreError } from '../errors.js'
import { sentence } from '../print/words.js'
import type { SchemaAnswers } from '../relation/answers.js'
import { relationIdKey, tidyId } from '../relation/identity.js'
import { lineAt } from '../text/lines.js'
import firstShape from './decisions.v1.schema.json' with { type: 'json' }
import decisionsShape from './decisions.v2.schema.json' with { type: 'json' }
import { type JsonShape, memberLine, readJson } from './json-shape.js'

/** One remembered decision. Everything but the verdict may be left out by whoever writes the file by hand. */
export interface RememberedRelation {
  readonly verdict: 'accept' | 'reject'
  readonly field?: string | undefined
  readonly back?: string | undefined
  /** The name in `@relation("...")`; null when it needs none. */
  readonly relation?: string | null | undefined
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  readonly map?: string | undefined
  /** The types of the columns when it was decided: `Int`, or `Int?, String` for two. */
  readonly type?: string | undefined
  readonly cardinality?: 'many-to-one' | 'one-to-one' | undefined
  readonly note?: string | undefined
  /** Who decided: `policy` stands for `--yes`; who left it out wrote the entry by hand. */
  readonly by?: 'person' | 'policy' | 'schema' | undefined
}

/** The content of `restore-relations.json`. */
export interface DecisionsFile {
  readonly $schema?: string
  readonly version: 2
  /** By relation id, in database names. */
  readonly relations: Readonly<Record<string, RememberedRelation>>
  readonly rules: readonly { readonly from: string; readonly to: string }[]
  readonly ignore: readonly string[]
  readonly aliases: Readonly<Record<string, string>>
  readonly answers: SchemaAnswers
}

const RELATION_KEYS = [
  'verdict',
  'field',
  'back',
  'relation',
  'onDelete',
  'onUpdate',
  'map',
  'type',
  'cardinality',
  'by',
  'note',
] as const

/** What stands in the file before anything was decided. */
export const noDecisions: DecisionsFile = {
  $schema: decisionsShape.$id,
  version: 2,
  relations: {},
  rules: [],
  ignore: [],
  aliases: {},
  answers: {},
}

const versionShape = (version: 1 | 2): JsonShape => ({
  type: 'object',
  required: ['version'],
  properties: { version: { const: version } },
})

const versionIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined

/**
 * Reads the decisions file.
 *
 * @param path Only for messages.
 * @throws RestoreError `decisions-invalid`, with the line, for anything that is not exactly such a file: a decision must
 *   never be lost because somebody mistyped another one.
 * @example
 * parseDecisions('{ "version": 1, "relations": {} }', 'restore-relations.json').ignore // []
 */
export function parseDecisions(text: string, path: string): DecisionsFile {
  const refuse = (line: number, says: string, hint: string): never => {
    throw new RestoreError('decisions-invalid', `${path}:${line}: ${sentence(says)}`, hint)
  }
  const mend = 'Mend that line, or take the last good version from version control. Nothing was changed.'
  const json = text.replace(/^\uFEFF/, ' ')
  if (json.trim() === '')
    return refuse(1, 'the file is empty', 'Restore it from version control, or delete it to start anew.')
  const conflict = /^(<{7}|={7}|>{7})/m.exec(json)
  if (conflict) return refuse(lineAt(json, conflict.index), 'a merge conflict is left here', mend)

  // The version first: in a newer file everything else may differ too.
  const first = readJson(json, [versionShape(1), firstShape])
  const { value, mistake } =
    versionIn(first.value) === 1 ? first : readJson(json, [versionShape(2), decisionsShape])
  if (mistake) {
    const version = versionIn(value)
    return typeof version === 'number' && version > 2
      ? refuse(
          mistake.line,
          `a newer restore-relations wrote this (version ${version}; this one knows 2)`,
          'Update: npm install --save-dev restore-relations@latest',
        )
      : refuse(mistake.line, mistake.says, mend)
  }
  // The shape has just been checked; what it leaves optional gets its default.
  const file: DecisionsFile = {
    relations: {},
    rules: [],
    ignore: [],
    aliases: {},
    answers: {},
    ...(value as Partial<DecisionsFile>),
    // An older file becomes one of today when it is next written.
    version: 2,
  }
  const { relations, differing } = byRelation(file.relations)
  if (differing !== undefined)
    return refuse(
      memberLine(json, 'relations', differing),
      `"${differing}" is a second spelling of an id above, and says something else`,
      'Keep the one that is right and delete the other line. Nothing was changed.',
    )
  const $schema = file.$schema === firstShape.$id ? decisionsShape.$id : file.$schema
  return { ...file, ...($schema === undefined ? {} : { $schema }), relations }
}

/** The decisions under the first spelling of each id, tidied, and a later spelling under which something else stands. */
function byRelation(entries: DecisionsFile['relations']): {
  readonly relations: DecisionsFile['relations']
  readonly differing: string | undefined
} {
  const first = new Map<string, readonly [string, RememberedRelation]>()
  let differing: string | undefined
  for (const [id, entry] of Object.entries(entries)) {
    const key = relationIdKey(id)
    const [, before] = first.get(key) ?? []
    if (before === undefined) first.set(key, [tidyId(id), entry])
    else if (printEntry(before) !== printEntry(entry)) differing ??= id
  }
  return { relations: Object.fromEntries(first.values()), differing }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

const inOneLine = (value: object): string => {
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return members.length === 0
    ? '{}'
    : `{ ${members.map(([key, inner]) => `${JSON.stringify(key)}: ${JSON.stringify(inner)}`).join(', ')} }`
}

/** One decision as it stands in the file, on one line; equal decisions give equal lines. */
export const printEntry = (entry: RememberedRelation): string =>
  inOneLine(Object.fromEntries(RELATION_KEYS.map((key) => [key, entry[key]])))

const block = (open: string, lines: readonly string[], close: string): string =>
  `${open}\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ${close}`

/**
 * Prints the decisions file: sorted, one decision a line, so that a pull request shows what changed and nothing else.
 * The same content gives the same text.
 *
 * @example
 * printDecisions({ ...noDecisions, relations: { 'Post(authorId)->User(id)': { verdict: 'reject' } } })
 */
export function printDecisions(file: DecisionsFile): string {
  const sorted = (record: object): readonly (readonly [string, unknown])[] =>
    Object.entries(record).toSorted(byName)
  const relations = Object.entries(file.relations)
    .toSorted(byName)
    .map(([id, entry]) => `${JSON.stringify(id)}: ${printEntry(entry)}`)
  const members: string[] = []
  if (file.$schema !== undefined) members.push(`"$schema": ${JSON.stringify(file.$schema)}`)
  members.push(`"version": ${file.version}`)
  members.push(relations.length === 0 ? '"relations": {}' : block('"relations": {', relations, '}'))
  if (file.rules.length > 0) members.push(block('"rules": [', file.rules.map(inOneLine), ']'))
  if (file.ignore.length > 0)
    members.push(
      block(
        '"ignore": [',
        file.ignore.map((glob) => JSON.stringify(glob)),
        ']',
      ),
    )
  if (Object.keys(file.aliases).length > 0)
    members.push(`"aliases": ${inOneLine(Object.fromEntries(sorted(file.aliases)))}`)
  if (Object.keys(file.answers).length > 0)
    members.push(`"answers": ${inOneLine(Object.fromEntries(sorted(file.answers)))}`)
  return `{\n${members.map((member) => `  ${member}`).join(',\n')}\n}\n`
}
