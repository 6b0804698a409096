// What relations and their fields are called: natural names, unique in their models.
import type { RelationNames } from '../decide/decision.js'
import { declaredRelations } from '../schema/relations.js'
import type { Model, Schema } from '../schema/schema.js'
import { backNames, wordsDropped } from './back-name.js'
import type { Warning } from './edit.js'
import { forwardNames } from './forward-name.js'
import { type FieldCase, isFieldName, upperFirst } from './identifier.js'
import { type Link, spelled } from './link.js'

/** The field names of each model, by their lower case: two that differ only by case would confuse everybody. */
type TakenNames = (model: Model) => Set<string>

function takenNames(): TakenNames {
  const taken = new Map<Model, Set<string>>()
  return (model) => {
    const known = taken.get(model) ?? new Set(model.fields.map((field) => field.name.toLowerCase()))
    taken.set(model, known)
    return known
  }
}

/** Takes the first of the names that is free, else the first with a number. */
function take(names: readonly string[], taken: Set<string>): string {
  const free = (name: string) => !taken.has(name.toLowerCase())
  const base = names[0] ?? 'relation'
  let name = names.find(free)
  for (let n = 2; name === undefined; n++) if (free(`${base}${n}`)) name = `${base}${n}`
  taken.add(name.toLowerCase())
  return name
}

/** `created_by` in a file most of whose compound field names are written so, else `createdBy`. */
export function fieldCaseOf(schema: Schema): FieldCase {
  let snake = 0
  let camel = 0
  for (const model of schema.models)
    for (const { name } of model.fields)
      if (/\p{Ll}_\p{Ll}/u.test(name)) snake++
      else if (/\p{Ll}\p{Lu}/u.test(name)) camel++
  return snake > camel ? 'snake' : 'camel'
}

/** An unordered pair of models: relations need names as soon as their pair has two. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** How many relations each pair has, the declared ones and the implicit many-to-many lists included. */
export function countPairs(schema: Schema, links: readonly Link[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const count = (pair: string, by: number) => counts.set(pair, (counts.get(pair) ?? 0) + by)
  for (const relation of declaredRelations(schema)) count(pairOf(relation.from.model, relation.to.model), 1)
  for (const link of links) count(pairOf(link.from.name, link.to.name), 1)
  return counts
}

/** A link with the names it will be written with. */
export interface NamedLink extends Link {
  readonly names: RelationNames
}

/**
 * Names every link. A name that the choice brings along is kept if it is free; all others are found.
 *
 * Forward fields are named before back fields: they say more, so they get the better names.
 *
 * @returns The links in their order, and a warning for each chosen name that could not be kept.
 */
export function nameLinks(
  schema: Schema,
  links: readonly Link[],
): { readonly links: readonly NamedLink[]; readonly warnings: readonly Warning[] } {
  const style = fieldCaseOf(schema)
  const taken = takenNames()
  const warnings: Warning[] = []
  const counts = countPairs(schema, links)
  const isSeveral = (link: Link) => (counts.get(pairOf(link.from.name, link.to.name)) ?? 0) > 1

  const chosen = (link: Link, model: Model, name: string | undefined): string | undefined => {
    if (name === undefined) return undefined
    const fits = isFieldName(name)
    if (fits && !taken(model).has(name.toLowerCase())) return take([name], taken(model))
    const because = fits ? 'is taken' : 'is no field name'
    warnings.push({
      code: 'name-taken',
      says: `${spelled(link.choice)}: ${name} on ${model.name} ${because}.`,
    })
    return undefined
  }
  // Names that somebody chose come first, so that no found name can take them.
  const named = links
    .map((link) => ({
      link,
      field: chosen(link, link.from, link.choice.names?.field),
      back: chosen(link, link.to, link.choice.names?.back),
    }))
    .map(({ link, field, back }) => ({
      link,
      field: field ?? take(forwardNames(link, style), taken(link.from)),
      back,
    }))
  // A name that drops what child and parent share gives way to the child that is really called so.
  const backs = new Map(
    named
      .toSorted((a, b) => wordsDropped(a.link) - wordsDropped(b.link))
      .map(({ link, back }) => [link, back ?? take(backNames(link, isSeveral(link), style), taken(link.to))]),
  )
  const relationName = relationNames(schema, isSeveral)
  return {
    links: named.map(({ link, field }) => ({
      ...link,
      names: { field, back: backs.get(link) ?? '', relation: relationName(link, field) },
    })),
    warnings,
  }
}

/** Gives names to relations, in the order of the calls; null where a relation needs none. */
function relationNames(
  schema: Schema,
  isSeveral: (link: Link) => boolean,
): (link: Link, field: string) => string | null {
  const taken = new Map<string, Set<string>>()
  const takenIn = (pair: string): Set<string> => {
    const known = taken.get(pair) ?? new Set()
    taken.set(pair, known)
    return known
  }
  for (const { from, to, name } of declaredRelations(schema))
    takenIn(pairOf(from.model, to.model)).add((name ?? '').toLowerCase())
  return (link, field) => {
    const wanted = link.choice.names?.relation ?? ''
    if (wanted === '' && link.from !== link.to && !isSeveral(link)) return null
    const found = relationNameOf(link.from.name, field)
    return take(wanted === '' ? [found] : [wanted, found], takenIn(pairOf(link.from.name, link.to.name)))
  }
}

/** `PostAuthor`, or `posts_author` where the models are written that way. */
const relationNameOf = (model: string, field: string): string =>
  /^\p{Lu}/u.test(model) && !model.includes('_') ? model + upperFirst(field) : `${model}_${field}`
