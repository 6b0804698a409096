// The rules that a schema's own names follow: found in what its columns may reference, to be offered to a person.

import { grouped } from '../grouped.js'
import type { Candidate, InducedRule, Reference } from '../relation/candidate.js'
import type { Columns, LookUp } from '../schema/schema.js'
import { sharedPart } from '../text/shared-part.js'
import { type Column, canRefer, type Table } from './table.js'

// A shorter part recurs in names by chance.
const LEAST_PART = 3
// Fewer columns, or fewer tables that they lead to, are no rule of a database. Chosen by hand.
const LEAST_FOLLOWERS = 5
const LEAST_TARGETS = 3
// Of the columns that a rule speaks of, those for which it finds a key. Below it the rule is too wide to be offered.
const LEAST_FOLLOWED = 0.8
// What is less likely is an example of nothing.
const LEAST_EXAMPLE = 0.01
// Time grows with it; the rules behind hold for ever fewer columns.
const MOST_TEMPLATES = 40
const MOST_RULES = 5

/** A name with one part that another name repeats: what stands before that part, and behind it. */
interface Pattern {
  readonly before: string
  readonly behind: string
}

/** How a column is named after its target: all names in small letters. */
interface Template {
  readonly column: Pattern
  readonly table: Pattern
  /** The name of the key: a pattern where the part recurs in it, else the whole. */
  readonly key: Pattern | string
}

const lower = (name: string): string => name.toLowerCase()

// What parts words belongs to the pattern: `id_<t>`, not `id<t>`.
const withoutSeparators = (part: string): string => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')

function patternIn(name: string, part: string): Pattern {
  const at = name.indexOf(part)
  return { before: name.slice(0, at), behind: name.slice(at + part.length) }
}

/** The template that a pair is an example of; undefined where the names share too little. */
function templateOf(column: string, table: string, key: string): Template | undefined {
  const part = withoutSeparators(sharedPart(lower(column), lower(table)))
  if (part.length < LEAST_PART) return undefined
  return {
    column: patternIn(lower(column), part),
    table: patternIn(lower(table), part),
    key: lower(key).includes(part) ? patternIn(lower(key), part) : lower(key),
  }
}

const written = (pattern: Pattern | string): string =>
  typeof pattern === 'string' ? pattern : `${pattern.before}<t>${pattern.behind}`

const filled = (pattern: Pattern | string, part: string): string =>
  typeof pattern === 'string' ? pattern : pattern.before + part + pattern.behind

const ruleText = ({ column, table, key }: Template): string =>
  `*.${written(column)} -> ${written(table)}.${written(key)}`

/** The part of a name that stands for the pattern's; undefined where the name does not follow it. */
function partIn(name: string, { before, behind }: Pattern): string | undefined {
  const long = name.length >= before.length + behind.length + LEAST_PART
  return long && name.startsWith(before) && name.endsWith(behind)
    ? name.slice(before.length, name.length - behind.length)
    : undefined
}

/** The templates that most columns follow, by what is likeliest for each. */
function commonTemplates(references: readonly Reference[], find: LookUp): readonly Template[] {
  const examples = references.flatMap(({ candidates }) =>
    candidates.flatMap(({ from, to, confidence }): readonly (readonly [string, Template])[] => {
      if (confidence < LEAST_EXAMPLE) return []
      const [field, key] = [
        find.field(from.model, from.fields[0] ?? ''),
        find.field(to.model, to.fields[0] ?? ''),
      ]
      const model = find.model(to.model)
      if (from.fields.length > 1 || field === undefined || key === undefined || model === undefined) return []
      const template = templateOf(field.dbName, model.dbName, key.dbName)
      return template === undefined ? [] : [[ruleText(template), template]]
    }),
  )
  return [...grouped(examples).values()]
    .filter((list) => list.length >= LEAST_FOLLOWERS)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_TEMPLATES)
    .flatMap(([first]) => first ?? [])
}

/** The column names by what they lead to, when a template is followed. */
interface Followed {
  readonly members: readonly { readonly column: Column; readonly to: Columns }[]
  readonly unexplained: readonly Column[]
}

/** A column that may refer, with its name in small letters. */
interface SpelledColumn {
  readonly name: string
  readonly column: Column
}

function follow(
  template: Template,
  columns: readonly SpelledColumn[],
  byName: ReadonlyMap<string, Table>,
): Followed {
  const members: { column: Column; to: Columns }[] = []
  const unexplained: Column[] = []
  for (const { name, column } of columns) {
    const part = partIn(name, template.column)
    if (part === undefined) continue
    const target = byName.get(filled(template.table, part))
    const key = target?.keys.find(
      (one) =>
        lower(one.column.field.dbName) === filled(template.key, part) &&
        one.column.field.type === column.field.type,
    )
    if (key?.column === column) continue
    if (key === undefined) unexplained.push(column)
    else members.push({ column, to: { model: key.table.model.name, fields: [key.column.field.name] } })
  }
  return { members, unexplained }
}

const isPair = ({ from, to }: Candidate, columns: Columns, target: Columns): boolean =>
  from.model === columns.model &&
  from.fields[0] === columns.fields[0] &&
  from.fields.length === 1 &&
  to.model === target.model &&
  to.fields[0] === target.fields[0]

/** Puts the letters of names as they stand back into a rule: `*.k<t>` rather than what small letters make of it. */
function withLetters(pattern: Pattern | string, name: string): string {
  if (typeof pattern === 'string') return name
  return `${name.slice(0, pattern.before.length)}<t>${name.slice(name.length - pattern.behind.length)}`
}

/**
 * The rules that many columns follow and few break, those that cover most first. Two may cover the same columns.
 *
 * @param references Everything that columns may reference: a rule only speaks of candidates that are there.
 */
export function inducedRules(
  references: readonly Reference[],
  tables: readonly Table[],
  find: LookUp,
): readonly InducedRule[] {
  const byName = new Map(tables.map((table) => [lower(table.model.dbName), table]))
  const columns = tables.flatMap((table) =>
    table.columns.flatMap((column) =>
      canRefer(column.field) ? [{ name: lower(column.field.dbName), column }] : [],
    ),
  )
  const candidatesOf = new Map(
    references.map(({ from, candidates }) => [`${from.model}.${from.fields.join()}`, candidates] as const),
  )
  return commonTemplates(references, find)
    .flatMap((template): readonly InducedRule[] => {
      const { members, unexplained } = follow(template, columns, byName)
      const ids = members.flatMap(({ column, to }) => {
        const from = { model: column.table.model.name, fields: [column.field.name] }
        const candidates = candidatesOf.get(`${from.model}.${column.field.name}`) ?? []
        return candidates.find((candidate) => isPair(candidate, from, to))?.id ?? []
      })
      const [first] = members
      const model = first === undefined ? undefined : find.model(first.to.model)
      const key = first === undefined ? undefined : find.field(first.to.model, first.to.fields[0] ?? '')
      const targets = new Set(members.map(({ to }) => to.model))
      const share = members.length / (members.length + unexplained.length)
      if (first === undefined || model === undefined || key === undefined) return []
      if (ids.length < LEAST_FOLLOWERS || targets.size < LEAST_TARGETS || share < LEAST_FOLLOWED) return []
      return [
        {
          from: `*.${withLetters(template.column, first.column.field.dbName)}`,
          to: `${withLetters(template.table, model.dbName)}.${withLetters(template.key, key.dbName)}`,
          relations: ids,
          unexplained: unexplained.map(({ table, field }) => ({
            model: table.model.name,
            fields: [field.name],
          })),
        },
      ]
    })
    .toSorted((a, b) => b.relations.length - a.relations.length)
    .slice(0, MOST_RULES)
}
