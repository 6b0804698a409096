// The two lines of a relation, without indentation and alignment.
import type { RelationNames } from '../relation/decision.js'
import type { NamedManyToMany } from './names.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** What `onDelete` and `onUpdate` are set to, where they are set at all. */
export interface Actions {
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
}

/** One field line in its three columns. */
export interface FieldLine {
  readonly name: string
  readonly type: string
  readonly attributes: string
}

export interface RelationLines {
  readonly field: FieldLine
  readonly back: FieldLine
}

const named = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`${name}: ${value}`]

const attributeText = (args: readonly string[]): readonly string[] =>
  args.length === 0 ? [] : [`@relation(${args.join(', ')})`]

/**
 * Both sides of a relation. A field that leads to or from an ignored model carries `@ignore` where Prisma demands it:
 * on the side whose own model is visible.
 */
export function relationLines(
  relation: ResolvedChoice,
  names: RelationNames,
  actions: Actions,
  map: string | undefined,
): RelationLines {
  const { from, to, choice } = relation
  const name = names.relation === null ? [] : [JSON.stringify(names.relation)]
  const ignore = (model: boolean, other: boolean) => (other && !model ? ['@ignore'] : [])
  const forward = attributeText([
    ...name,
    `fields: [${choice.from.fields.join(', ')}]`,
    `references: [${choice.to.fields.join(', ')}]`,
    ...named('onDelete', actions.onDelete),
    ...named('onUpdate', actions.onUpdate),
    ...named('map', map && JSON.stringify(map)),
  ])
  return {
    field: {
      name: names.field,
      type: relation.optional ? `${to.name}?` : to.name,
      attributes: [...forward, ...ignore(from.ignored, to.ignored)].join(' '),
    },
    back: {
      name: names.back,
      type: relation.cardinality === 'one-to-one' ? `${from.name}?` : `${from.name}[]`,
      attributes: [...attributeText(name), ...ignore(to.ignored, from.ignored)].join(' '),
    },
  }
}

/** A field line as one text: `author User @relation(...)`. */
export const lineText = ({ name, type, attributes }: FieldLine): string =>
  attributes === '' ? `${name} ${type}` : `${name} ${type} ${attributes}`

/** The two lists of a many-to-many relation: `onA` stands in the model that column A references. */
export const listLines = ({
  a,
  b,
  names,
}: NamedManyToMany): { readonly onA: FieldLine; readonly onB: FieldLine } => {
  const attributes = names.relation === null ? '' : attributeText([JSON.stringify(names.relation)]).join(' ')
  return {
    onA: { name: names.onA, type: `${b.to.name}[]`, attributes },
    onB: { name: names.onB, type: `${a.to.name}[]`, attributes },
  }
}
