// The relation mode: what it is, what it means, and the line that sets it.

import type { SchemaQuestion } from '../relation/candidate.js'
import type { Warning } from '../relation/planned-relation.js'
import { type Datasource, isComment, type RelationMode, type Schema } from '../schema/schema.js'
import type { Edit, EditStyle } from './edit.js'
import { lineEndAt } from './insertion.js'

/** The relation mode the schema will have. Every SQL provider's default is foreign keys. */
export function modeOf(schema: Schema, style: Pick<EditStyle, 'relationMode'>): RelationMode {
  // Without a datasource there is nowhere to set it.
  if (schema.datasource === undefined) return 'foreignKeys'
  return style.relationMode === 'keep'
    ? (schema.datasource.relationMode ?? 'foreignKeys')
    : style.relationMode
}

/**
 * What the two modes mean once relations are restored on a database without foreign keys: four lines that
 * fit beside the guide of a prompt at 80 columns.
 */
export const relationModeExplained: readonly string[] = [
  'prisma: db pull keeps the relations.',
  '  Deletes cost more queries, and fail with P2014 while children exist.',
  'foreignKeys, the default: db pull deletes them; run this again after it.',
  '  migrate and db push create foreign keys, which PlanetScale refuses.',
]

/** The question that is put to a person when the schema has no relation mode. */
export const relationModeQuestion: SchemaQuestion = {
  name: 'relation-mode',
  says: ['The schema has no relationMode. Which one is it to have?', ...relationModeExplained].join('\n'),
  choices: ['keep', 'prisma', 'foreignKeys'],
  default: 'keep',
  relations: [],
}

const DATASOURCE_PROPERTY = /^(\s*)(\w+\s*)=(\s*)(.*?)(\s*(?:\/\/.*)?)$/

interface Property {
  readonly key: string
  /** Everything before the `=`: indentation, key and padding. */
  readonly head: string
  readonly value: string
  /** Offset of the value. */
  readonly at: number
  readonly end: number
}

function datasourceProperties(datasource: Datasource, text: string): readonly Property[] {
  return datasource.lines.flatMap((line) => {
    const match = DATASOURCE_PROPERTY.exec(text.slice(line.start, line.end))
    if (match === null || isComment(line)) return []
    const [, indent = '', key = '', gap = '', value = ''] = match
    const at = line.start + indent.length + key.length + 1 + gap.length
    return [{ key: key.trim(), head: indent + key, value, at, end: line.end }]
  })
}

/** The spacing before `=` that the neighbouring property has. */
function newLine(neighbour: Property, mode: RelationMode): string {
  const indent = /^\s*/.exec(neighbour.head)?.[0] ?? ''
  const isPadded = /\s\s$/.test(neighbour.head)
  const head = `${indent}relationMode`
  return `${isPadded ? head.padEnd(neighbour.head.length - 1) : head} = "${mode}"`
}

/**
 * The edit that sets the relation mode, if the style asks for another one than the schema has. It replaces the value
 * of `relationMode`, or of `referentialIntegrity` as Prisma 3 called it; else it adds a line to the datasource.
 */
export function relationModeEdit(
  schema: Schema,
  style: EditStyle,
): { readonly edits: readonly Edit[]; readonly warnings: readonly Warning[] } {
  const mode = style.relationMode
  const none = { edits: [], warnings: [] }
  if (mode === 'keep' || schema.datasource?.relationMode === mode) return none
  const { datasource } = schema
  const text = schema.files.find((file) => file.path === datasource?.span.path)?.text ?? ''
  const properties = datasource === undefined ? [] : datasourceProperties(datasource, text)
  const last = properties.at(-1)
  if (datasource === undefined || last === undefined)
    return {
      edits: [],
      warnings: [{ code: 'no-datasource', says: 'There is no datasource block to set relationMode in.' }],
    }
  const { path } = datasource.span
  const set = properties.find(({ key }) => key === 'relationMode' || key === 'referentialIntegrity')
  if (set !== undefined)
    return {
      edits: [{ path, at: set.at, removed: set.value.length, text: `"${mode}"` }],
      warnings: [],
    }
  const added = lineEndAt(text, last.end) + newLine(last, mode)
  return { edits: [{ path, at: last.end, removed: 0, text: added }], warnings: [] }
}
