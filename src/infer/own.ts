// What a project adds to inference without code: rules, columns to ignore, aliases.
import type { NameIndex } from './name-index.js'
import type { Column, KeyColumn, Table } from './table.js'
import { nameKey, singular, splitName } from './vocabulary.js'

/**
 * A rule of the project, for columns and the key they reference. `*` stands for any part of a name, `<word>` for a part
 * that the other side repeats: `{ from: '*.<t>_ref', to: '<t>.id' }`.
 */
export interface OwnRule {
  readonly from: string
  readonly to: string
}

export interface OwnConventions {
  readonly rules: readonly OwnRule[]
  /** Columns that are never offered: `table.column`, or a whole `table`, with `*`. */
  readonly ignore: readonly string[]
  /** Words of columns, and the words of tables that they stand for: `{ soc: 'societe' }`. */
  readonly aliases: Readonly<Record<string, string>>
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

/** A pattern with `*` and `<word>` as a regular expression over `table.column`. */
function patternOf(glob: string): RegExp {
  const source = glob
    .split(/(\*|<\w+>)/)
    .map((part) => (part === '*' ? '[^.]*' : /^<\w+>$/.test(part) ? `(?${part}[^.]+?)` : escaped(part)))
    .join('')
  return new RegExp(`^${source}$`, 'i')
}

/** A column's names, as the database and as Prisma call it. */
const namesOf = ({ table, field }: Column): readonly string[] => [
  `${table.model.dbName}.${field.dbName}`,
  `${table.model.name}.${field.name}`,
]

/** Whether one of the globs covers a column. */
export const isCovered = (column: Column, globs: readonly string[]): boolean =>
  globs.some((glob) => {
    const pattern = patternOf(glob.includes('.') ? glob : `${glob}.*`)
    return namesOf(column).some((name) => pattern.test(name))
  })

const isCalled = (name: string, names: readonly string[]): boolean =>
  names.some((n) => n.toLowerCase() === name.toLowerCase())

function tableCalled(name: string, nameIndex: NameIndex): Table | undefined {
  return (
    nameIndex.tables.find(({ model }) => isCalled(name, [model.dbName, model.name])) ??
    nameIndex.named(nameKey(splitName(name).map(singular)))[0]
  )
}

/** What a rule says about a column; `key` is undefined when the schema has no such key. */
export interface RuleMatch {
  readonly rule: OwnRule
  readonly key: KeyColumn | undefined
}

/** The first rule that covers a column. */
export function ruleFor(
  column: Column,
  rules: readonly OwnRule[],
  nameIndex: NameIndex,
): RuleMatch | undefined {
  for (const rule of rules) {
    const found = namesOf(column)
      .map((name) => patternOf(rule.from).exec(name))
      .find((match) => match !== null)
    if (found === undefined || found === null) continue
    const to = rule.to.replace(/<(\w+)>/g, (_, part: string) => found.groups?.[part] ?? '')
    const dot = to.lastIndexOf('.')
    const table = tableCalled(to.slice(0, dot), nameIndex)
    const key = table?.keys.find(({ column: c }) =>
      isCalled(to.slice(dot + 1), [c.field.dbName, c.field.name]),
    )
    return { rule, key: key?.column.field.type === column.field.type ? key : undefined }
  }
  return undefined
}
