// Names as `prisma db pull` gives them when foreign keys exist: `User` and `Post`, and long ones where two relations
// would be called the same.
import { defaultManyToManyName } from '../schema/relations.js'
import type { Model } from '../schema/schema.js'
import type { CountRelations } from './model-pairs.js'
import type { Naming } from './names.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** The naming that `--naming prisma` asks for. */
export function introspectionNaming(count: CountRelations): Naming {
  const isAmbiguous = ({ from, to, columns }: ResolvedChoice): boolean =>
    count(from, to) > 1 || columns.some((column) => column.name === to.name)
  const longName = ({ from, to, choice }: ResolvedChoice): string =>
    `${from.name}_${choice.from.fields.join('_')}To${to.name}`
  const listName = (other: Model, suffix: string, side: string): readonly string[] => [
    other.name + suffix + side,
  ]
  return {
    caseMatters: true,
    fields: (relation) => [
      isAmbiguous(relation) ? `${relation.to.name}_${longName(relation)}` : relation.to.name,
    ],
    rank: () => 0,
    backs: (relation) => {
      const other = relation.from === relation.to ? 'other_' : ''
      return [
        other + (isAmbiguous(relation) ? `${relation.from.name}_${longName(relation)}` : relation.from.name),
      ]
    },
    relation: (relation) => {
      if (isAmbiguous(relation)) return longName(relation)
      return relation.from === relation.to ? `${relation.from.name}To${relation.to.name}` : null
    },
    lists: ({ a, b, relation }) => {
      const suffix = count(a.to, b.to) > 1 ? `_${relation}` : ''
      const [sideA, sideB] = a.to === b.to ? ['_A', '_B'] : ['', '']
      return { onA: listName(b.to, suffix, sideA), onB: listName(a.to, suffix, sideB) }
    },
    listsRelation: ({ a, b, relation }) => {
      const isDefault = relation === defaultManyToManyName(a.to.name, b.to.name)
      return isDefault && a.to !== b.to && count(a.to, b.to) === 1 ? null : relation
    },
  }
}
