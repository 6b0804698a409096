// Gives names to relations and their fields, unique in their models; what the names are is a naming's to say.

import { grouped } from '../grouped.js'
import { spelledRelation } from '../print/words.js'
import type { RelationNames } from '../relation/decision.js'
import type { Warning } from '../relation/planned-relation.js'
import { declaredRelations } from '../schema/relations.js'
import { isFieldName, type Model, type Schema } from '../schema/schema.js'
import { asFieldName } from './identifier.js'
import type { ImplicitManyToMany } from './many-to-many.js'
import { modelPairKey } from './model-pairs.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** A way to name things. Where it gives several names, they are tried in their order. */
export interface Naming {
  /** Whether two names that differ only by case may stand in one model. */
  readonly caseMatters: boolean
  readonly fields: (relation: ResolvedChoice) => readonly string[]
  /** Back fields are named in this order: one that drops a part of the child's name gives way to one that needs it. */
  readonly rank: (relation: ResolvedChoice) => number
  /** `field` is what the forward field is called, here and below. */
  readonly backs: (relation: ResolvedChoice, field: string) => readonly string[]
  /** The argument of `@relation("...")`, null where none is needed. */
  readonly relation: (relation: ResolvedChoice, field: string) => string | null
  readonly lists: (lists: ImplicitManyToMany) => {
    readonly onA: readonly string[]
    readonly onB: readonly string[]
  }
  readonly listsRelation: (lists: ImplicitManyToMany) => string | null
}

/** A relation with the names it will be written with. */
export interface NamedChoice extends ResolvedChoice {
  readonly names: RelationNames
}

export interface NamedManyToMany extends ImplicitManyToMany {
  readonly names: { readonly onA: string; readonly onB: string; readonly relation: string | null }
}

/** The names in use in some scope. */
interface TakenNames {
  /** Takes a name that somebody chose, unless it is in use to the letter: Prisma tells names apart by case. */
  readonly keep: (name: string) => string | undefined
  /** Takes the first name that is free, else the first with a number. */
  readonly take: (names: readonly string[]) => string
}

function takenNames(inUse: readonly string[], caseMatters: boolean): TakenNames {
  const fold = (name: string) => (caseMatters ? name : name.toLowerCase())
  const exact = new Set(inUse)
  const taken = new Set(inUse.map(fold))
  const isFree = (name: string) => !taken.has(fold(name))
  const add = (name: string): string => {
    exact.add(name)
    taken.add(fold(name))
    return name
  }
  return {
    keep: (name) => (exact.has(name) ? undefined : add(name)),
    take: (names) => {
      const base = names[0] ?? ''
      let name = names.find(isFree)
      for (let n = 2; name === undefined; n++) if (isFree(base + n)) name = base + n
      return add(name)
    },
  }
}

/** One set of taken names per key, made when it is first asked for. */
function scopes<Key>(create: (key: Key) => TakenNames): (key: Key) => TakenNames {
  const known = new Map<Key, TakenNames>()
  return (key) => {
    const scope = known.get(key) ?? create(key)
    known.set(key, scope)
    return scope
  }
}

/** Names that Prisma accepts; one of them is made to fit if none does. */
function acceptable(names: readonly string[]): readonly string[] {
  const fitting = names.filter(isFieldName)
  return fitting.length > 0 ? fitting : [asFieldName(names[0] ?? '') ?? 'related']
}

/** Gives names to fields; each call takes the name it gives. */
interface FieldNames {
  /** A name that somebody chose, if it can be kept. */
  readonly keep: (relation: ResolvedChoice, model: Model, name: string | undefined) => string | undefined
  readonly find: (model: Model, names: readonly string[]) => string
  /** One for each chosen name that could not be kept. */
  readonly warnings: readonly Warning[]
}

function fieldNames({ caseMatters }: Naming): FieldNames {
  const warnings: Warning[] = []
  const takenIn = scopes((model: Model) =>
    takenNames(
      model.fields.map((field) => field.name),
      caseMatters,
    ),
  )
  const keep: FieldNames['keep'] = (relation, model, name) => {
    if (name === undefined) return undefined
    const fits = isFieldName(name)
    const kept = fits ? takenIn(model).keep(name) : undefined
    if (kept !== undefined) return kept
    const because = fits ? 'is taken' : 'is no field name'
    const says = `${spelledRelation(relation.choice)}: ${name} on ${model.name} ${because}.`
    warnings.push({ code: 'name-taken', says })
    return undefined
  }
  return { keep, find: (model, names) => takenIn(model).take(acceptable(names)), warnings }
}

interface KeptNames {
  readonly relation: ResolvedChoice
  readonly field: string | undefined
  readonly back: string | undefined
}

/** Forward fields are named before back fields: they say more, so they get the better names. */
function nameFields(
  kept: readonly KeptNames[],
  fields: FieldNames,
  naming: Naming,
  relationOf: NameRelation,
): readonly NamedChoice[] {
  const withFields = kept.map(({ relation, field, back }) => ({
    relation,
    field: field ?? fields.find(relation.from, naming.fields(relation)),
    back,
    rank: naming.rank(relation),
  }))
  const backs = new Map(
    withFields
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ relation, field, back }) => [
        relation,
        back ?? fields.find(relation.to, naming.backs(relation, field)),
      ]),
  )
  return withFields.map(({ relation, field }) => ({
    ...relation,
    names: { field, back: backs.get(relation) ?? '', relation: relationOf(relation, field) },
  }))
}

/** What names a plan has come to. */
export interface Named {
  readonly relations: readonly NamedChoice[]
  readonly lists: readonly NamedManyToMany[]
  readonly warnings: readonly Warning[]
}

/**
 * Names every relation and every pair of lists. A name that the choice brings along is kept if it is free; all others are
 * found.
 *
 * @returns Relations and lists in their order, and a warning for each chosen name that could not be kept.
 */
export function nameRelations(
  schema: Schema,
  relations: readonly ResolvedChoice[],
  lists: readonly ImplicitManyToMany[],
  naming: Naming,
): Named {
  const fields = fieldNames(naming)
  // Names that somebody chose come first, so that no found name can take them.
  const kept = relations.map((relation) => ({
    relation,
    field: fields.keep(relation, relation.from, relation.choice.names?.field),
    back: fields.keep(relation, relation.to, relation.choice.names?.back),
  }))
  const keptLists = lists.map((pair) => ({
    pair,
    onA: fields.keep(pair.a, pair.a.to, pair.a.choice.names?.back),
    onB: fields.keep(pair.b, pair.b.to, pair.b.choice.names?.back),
  }))
  const named = relationNames(schema, relations, naming)
  return {
    relations: nameFields(kept, fields, naming, named.nameOf),
    lists: keptLists.map(({ pair, onA, onB }) => {
      const wanted = naming.lists(pair)
      return {
        ...pair,
        names: {
          onA: onA ?? fields.find(pair.a.to, wanted.onA),
          onB: onB ?? fields.find(pair.b.to, wanted.onB),
          relation: naming.listsRelation(pair),
        },
      }
    }),
    warnings: [...fields.warnings, ...named.warnings],
  }
}

type NameRelation = (relation: ResolvedChoice, field: string) => string | null

interface RelationNaming {
  /** In the order of the calls; null where a relation needs no name. */
  readonly nameOf: NameRelation
  /** One for each chosen name that could not be kept. */
  readonly warnings: readonly Warning[]
}

/** Gives names to relations; those that somebody chose come first here too. */
function relationNames(schema: Schema, relations: readonly ResolvedChoice[], naming: Naming): RelationNaming {
  const declared = grouped(
    declaredRelations(schema).map(
      ({ from, to, name }) => [modelPairKey(from.model, to.model), name ?? ''] as const,
    ),
  )
  const takenIn = scopes((pair: string) => takenNames(declared.get(pair) ?? [], naming.caseMatters))
  const scopeOf = ({ from, to }: ResolvedChoice) => takenIn(modelPairKey(from.name, to.name))
  const chosen = (relation: ResolvedChoice): string => relation.choice.names?.relation ?? ''
  const kept = new Map(
    relations
      .filter((relation) => chosen(relation) !== '')
      .map((relation) => [relation, scopeOf(relation).keep(chosen(relation))] as const),
  )
  return {
    nameOf: (relation, field) => {
      const own = kept.get(relation)
      if (own !== undefined) return own
      const names = [chosen(relation), naming.relation(relation, field) ?? ''].filter((name) => name !== '')
      return names.length === 0 ? null : scopeOf(relation).take(names)
    },
    warnings: [...kept].flatMap(([relation, own]): readonly Warning[] =>
      own !== undefined
        ? []
        : [
            {
              code: 'name-taken',
              says: `${spelledRelation(relation.choice)}: the relation name ${chosen(relation)} is taken.`,
            },
          ],
    ),
  }
}
