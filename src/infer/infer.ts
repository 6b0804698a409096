// The baseline of inference: a few named rules with weights set by hand, replaced by the fitted ones.
import pluralize from 'pluralize'
import { declaredRelations } from '../schema/relations.js'
import { columnsOf, type Field, lookUp, type Model, type Schema, uniqueKeysOf } from '../schema/schema.js'
import {
  type Candidate,
  cardinalityOf,
  type Evidence,
  type Inference,
  isOptional,
  type Reference,
  relationId,
  type Unresolved,
} from './candidate.js'

/** A rule of the project: `{ from: '*.<t>_ref', to: '<t>.id' }`. */
export interface OwnRule {
  readonly from: string
  readonly to: string
}

/** What a project or a person tells inference, beyond the schema. */
export interface InferOptions {
  readonly own?: {
    readonly rules: readonly OwnRule[]
    readonly ignore: readonly string[]
    readonly aliases: Readonly<Record<string, string>>
  }
  readonly answers?: { readonly person?: string; readonly audit?: boolean; readonly bareNames?: boolean }
  /** Also looks at models and fields that Prisma's client ignores. */
  readonly includeIgnored?: boolean
}

const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')

const joined = (list: readonly string[]): string => list.map((word) => pluralize.singular(word)).join('_')

const ID_WORDS = new Set(['id', 'uid', 'uuid', 'guid', 'fk', 'key', 'ref'])
const ROLES = new Set(['author', 'owner', 'creator', 'assignee', 'sender', 'receiver', 'editor', 'by'])
const PERSONS = ['user', 'users', 'account', 'member', 'person', 'people', 'employee']

interface Named {
  readonly model: Model
  readonly key: Field
}

/** Every table under its name and under each of its ends. */
function tablesByName(schema: Schema, includeIgnored: boolean): ReadonlyMap<string, readonly Named[]> {
  const tables = new Map<string, Named[]>()
  for (const model of schema.models) {
    if (model.ignored && !includeIgnored) continue
    const key = uniqueKeysOf(model).find((k) => k.kind === 'id' && k.fields.length === 1)
    const field = model.fields.find((f) => f.name === key?.fields[0])
    if (field === undefined) continue
    const list = words(model.name)
    for (let i = 0; i < list.length; i++) {
      const name = joined(list.slice(i))
      const found = tables.get(name)
      if (found) found.push({ model, key: field })
      else tables.set(name, [{ model, key: field }])
    }
  }
  return tables
}

function stemOf(field: Field): readonly string[] | undefined {
  const list = words(field.name)
  const last = list.at(-1)
  const first = list[0]
  if (list.length > 1 && last !== undefined && ID_WORDS.has(last)) return list.slice(0, -1)
  if (list.length > 1 && first !== undefined && ID_WORDS.has(first)) return list.slice(1)
  if (last === 'by') return list
  return undefined
}

interface Match extends Named {
  readonly convention: string
  readonly says: string
  readonly weight: number
}

function matches(
  tables: ReadonlyMap<string, readonly Named[]>,
  person: Named | undefined,
  field: Field,
): readonly Match[] {
  const stem = stemOf(field)
  if (stem === undefined) return []
  const found: Match[] = []
  for (let i = 0; i < stem.length; i++) {
    for (const named of tables.get(joined(stem.slice(i))) ?? []) {
      const rest = words(named.model.name).length - (stem.length - i)
      const convention = i > 0 ? 'role-and-entity' : rest > 0 ? 'end-of-table-name' : 'table-name'
      const weight = i > 0 ? 1.5 : rest > 0 ? 1 : 3.5
      found.push({
        ...named,
        convention,
        weight: i > 0 && rest > 0 ? -2 : weight - rest / 2,
        says: `${field.name} names ${named.model.name}`,
      })
    }
  }
  if (found.length === 0 && person !== undefined && stem.some((word) => ROLES.has(word))) {
    const says = `${stem.join(' ')} is a role of a ${person.model.name}`
    found.push({ ...person, convention: 'role', weight: 1, says })
  }
  const seen = new Set<string>()
  return found.filter((match) => {
    const again = seen.has(match.model.name)
    seen.add(match.model.name)
    return !again && match.key.type === field.type && match.key !== field
  })
}

const isPolymorphic = (model: Model, field: Field): boolean => {
  const stem = stemOf(field)?.join('_')
  return model.fields.some((other) => {
    const list = words(other.name)
    const last = list.at(-1) ?? ''
    return /^(type|kind|class|model|table)$/.test(last) && list.slice(0, -1).join('_') === stem
  })
}

/**
 * Proposes the relations that a schema does not declare, from its names, keys, indexes and types.
 *
 * @param schema As `read` gives it.
 * @returns One reference per column set, its candidates best first. Columns with a declared relation are left alone.
 * @example
 * infer(schema).references[0]?.candidates[0]?.id // 'Post(authorId)->User(id)'
 */
export function infer(schema: Schema, options: InferOptions = {}): Inference {
  const find = lookUp(schema)
  const includeIgnored = options.includeIgnored ?? false
  const tables = tablesByName(schema, includeIgnored)
  const person = PERSONS.map((name) => tables.get(pluralize.singular(name))?.[0]).find(Boolean)
  const taken = new Set(
    declaredRelations(schema).flatMap((r) => r.from.fields.map((field) => `${r.from.model}.${field}`)),
  )
  const references: Reference[] = []
  const unresolved: Unresolved[] = []
  for (const model of schema.models) {
    if (model.ignored && !includeIgnored) continue
    for (const field of columnsOf(model)) {
      if (field.kind !== 'scalar' || field.arity === 'list' || taken.has(`${model.name}.${field.name}`))
        continue
      const from = { model: model.name, fields: [field.name] }
      const found = matches(tables, person, field)
      if (isPolymorphic(model, field)) {
        unresolved.push({
          from,
          reason: 'polymorphic',
          says: `${field.name} stands beside a type column: it may reference several models`,
          guesses: found.map((m) => ({ to: { model: m.model.name, fields: [m.key.name] }, confidence: 0.1 })),
        })
        continue
      }
      const total = found.reduce((sum, m) => sum + Math.exp(m.weight), 1)
      const candidates = found.map((m): Candidate => {
        const to = { model: m.model.name, fields: [m.key.name] }
        const evidence: readonly Evidence[] = [{ source: m.convention, says: m.says, weight: m.weight }]
        return {
          id: relationId(find, from, to),
          from,
          to,
          cardinality: cardinalityOf(model, from.fields),
          optional: isOptional([field]),
          confidence: Math.exp(m.weight) / total,
          convention: m.convention,
          evidence,
        }
      })
      candidates.sort((a, b) => b.confidence - a.confidence)
      if (candidates.length > 0) references.push({ from, candidates: candidates.slice(0, 6) })
    }
  }
  return { references, unresolved, questions: [] }
}
