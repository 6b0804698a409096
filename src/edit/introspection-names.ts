// Names as `prisma db pull` gives them when foreign keys exist: `User` and `Post`, and long ones where two relations
// would be called the same.
import { defaultListsName } from '../schema/relations.js'
import type { Model } from '../schema/schema.js'
import type { Naming } from './names.js'
import type { CountRelations } from './pairs.js'
import type { Link } from './resolved-choice.js'

/** The naming that `--naming prisma` asks for. */
export function introspectionNaming(count: CountRelations): Naming {
  const isAmbiguous = ({ from, to, columns }: Link): boolean =>
    count(from, to) > 1 || columns.some((column) => column.name === to.name)
  const longName = ({ from, to, choice }: Link): string =>
    `${from.name}_${choice.from.fields.join('_')}To${to.name}`
  const listName = (other: Model, suffix: string, side: string): readonly string[] => [
    other.name + suffix + side,
  ]
  return {
    caseMatters: true,
    fields: (link) => [isAmbiguous(link) ? `${link.to.name}_${longName(link)}` : link.to.name],
    rank: () => 0,
    backs: (link) => {
      const other = link.from === link.to ? 'other_' : ''
      return [other + (isAmbiguous(link) ? `${link.from.name}_${longName(link)}` : link.from.name)]
    },
    relation: (link) => {
      if (isAmbiguous(link)) return longName(link)
      return link.from === link.to ? `${link.from.name}To${link.to.name}` : null
    },
    lists: ({ a, b, relation }) => {
      const suffix = count(a.to, b.to) > 1 ? `_${relation}` : ''
      const [sideA, sideB] = a.to === b.to ? ['_A', '_B'] : ['', '']
      return { onA: listName(b.to, suffix, sideA), onB: listName(a.to, suffix, sideB) }
    },
    listsRelation: ({ a, b, relation }) => {
      const isDefault = relation === defaultListsName(a.to.name, b.to.name)
      return isDefault && a.to !== b.to && count(a.to, b.to) === 1 ? null : relation
    },
  }
}
