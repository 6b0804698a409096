// What a project adds to inference without code: rules, columns to ignore, aliases.

import { literally } from '../text/expressions.js'
import { comparedWordsOf } from '../text/words.js'
import type { NameIndex } from './name-index.js'
import type { Column, KeyColumn, Table } from './table.js'
import { comparable, normalizedName } from './vocabulary.js'

/**
 * A rule of the project, for columns and the key they reference. `*` stands for any part of a name, `<word>` for a part
 * that the other side repeats: `{ from: '*.<t>_ref', to: '<t>.id' }`.
 */
export interface ProjectRule {
  readonly from: string
  readonly to: string
}

export interface ProjectConventions {
  readonly rules: readonly ProjectRule[]
  /** Globs of models, columns and ids that are never offered; see `relation/selection.ts`. */
  readonly ignore: readonly string[]
  /** Words of columns, and the words of tables that they stand for: `{ soc: 'societe' }`. */
  readonly aliases: Readonly<Record<string, string>>
}

/** The parts of a rule: `*`, `<word>`, and the text between them. */
const PARTS_OF_RULE = /(\*|<[^<>]*>)/

const nameOfPart = (part: string): string | undefined => /^<(.*)>$/.exec(part)?.[1]

/** What a named part may be called. */
const NAME_OF_PART = /^[A-Za-z_]\w*$/

const namesOfParts = (pattern: string): readonly string[] =>
  pattern.split(PARTS_OF_RULE).flatMap((part) => nameOfPart(part) ?? [])

/**
 * What is wrong with a rule, if it can never mean a relation; half a sentence.
 *
 * @example
 * ruleProblem({ from: '*.<t>_ref', to: '<x>.id' }) // '<x> stands in "to" but not in "from"'
 */
export function ruleProblem({ from, to }: ProjectRule): string | undefined {
  const odd = [...namesOfParts(from), ...namesOfParts(to)].find((name) => !NAME_OF_PART.test(name))
  if (odd !== undefined) return `<${odd}> is no name of a part; use letters`
  const known = new Set(namesOfParts(from))
  const unknown = namesOfParts(to).find((name) => !known.has(name))
  if (unknown !== undefined) return `<${unknown}> stands in "to" but not in "from"`
  if (!from.includes('.')) return '"from" names no column: write table.column'
  if (!to.includes('.')) return '"to" names no key: write table.column'
  return to.includes('*') ? '"to" names one key, so it takes no *' : undefined
}

/** A pattern with `*` and `<word>` as a regular expression over `table.column`. A name that recurs means the same text. */
function patternOf(rule: string): RegExp {
  const seen = new Set<string>()
  const source = rule
    .split(PARTS_OF_RULE)
    .map((part) => {
      const name = nameOfPart(part)
      if (name === undefined) return part === '*' ? '[^.]*' : literally(part)
      const again = seen.has(name)
      seen.add(name)
      return again ? `\\k<${name}>` : `(?<${name}>[^.]+?)`
    })
    .join('')
  return new RegExp(`^${source}$`, 'i')
}

/** A column's names, as the database and as Prisma call it. */
const spellingsOf = ({ table, field }: Column): readonly string[] => [
  `${table.model.dbName}.${field.dbName}`,
  `${table.model.name}.${field.name}`,
]

const isCalled = (name: string, names: readonly string[]): boolean =>
  names.some((n) => n.toLowerCase() === name.toLowerCase())

function tableCalled(name: string, nameIndex: NameIndex): Table | undefined {
  return (
    nameIndex.tables.find(({ model }) => isCalled(name, [model.dbName, model.name])) ??
    nameIndex.named(normalizedName(comparedWordsOf(name).map(comparable)))[0]
  )
}

/** What a rule says about a column; `key` is undefined when the schema has no such key. */
export interface RuleMatch {
  readonly rule: ProjectRule
  readonly key: KeyColumn | undefined
}

/** The first rule that covers a column. */
export function ruleFor(
  column: Column,
  rules: readonly ProjectRule[],
  nameIndex: NameIndex,
): RuleMatch | undefined {
  for (const rule of rules) {
    const found = spellingsOf(column)
      .map((name) => patternOf(rule.from).exec(name))
      .find((match) => match !== null)
    if (found === undefined || found === null) continue
    const to = rule.to.replace(/<(\w+)>/g, (_, part: string) => found.groups?.[part] ?? '')
    const dot = to.lastIndexOf('.')
    const table = tableCalled(to.slice(0, dot), nameIndex)
    const key = table?.keys.find(({ column: c }) =>
      isCalled(to.slice(dot + 1), [c.field.dbName, c.field.name]),
    )
    // A rule for all columns also covers the key itself, which references nothing by that.
    if (key?.column === column) continue
    return { rule, key: key?.column.field.type === column.field.type ? key : undefined }
  }
  return undefined
}
