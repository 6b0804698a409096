// Which relations cannot stand beside each other.
import { groupBy } from '../grouped.js'
import type { Relation } from './relation.js'

/**
 * Whether two relations say the same thing twice: one's columns are among the other's, and they lead to the same model
 * (`userId` and `tenantId, userId`, both to User), or they have the same columns. Then one of them is enough.
 */
export function contradict(a: Relation, b: Relation): boolean {
  const [fewer, more] = a.from.fields.length <= b.from.fields.length ? [a, b] : [b, a]
  return (
    a.from.model === b.from.model &&
    fewer.from.fields.every((field) => more.from.fields.includes(field)) &&
    (a.to.model === b.to.model || fewer.from.fields.length === more.from.fields.length)
  )
}

/**
 * Makes a test for relations that stand already, whether declared or decided: does one of them contradict another?
 *
 * @example
 * contradicts([...declaredRelations(schema), ...accepted])(candidate)
 */
export function contradicts(standing: readonly Relation[]): (relation: Relation) => boolean {
  const byModel = groupBy(standing, ({ from }) => from.model)
  return (relation) => (byModel.get(relation.from.model) ?? []).some((other) => contradict(other, relation))
}

/** Keeps of relations that contradict each other the first. Linear as long as no model has hundreds of them. */
export function withoutContradictions<T extends Relation>(relations: readonly T[]): readonly T[] {
  const kept = new Map<string, T[]>()
  return relations.filter((relation) => {
    const rivals = kept.get(relation.from.model) ?? []
    if (rivals.some((rival) => contradict(rival, relation))) return false
    kept.set(relation.from.model, [...rivals, relation])
    return true
  })
}
