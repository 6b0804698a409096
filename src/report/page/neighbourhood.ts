// The models around a model.
import type { PageRelation } from '../page-data.js'

/**
 * What so many relations touch leads everywhere: two steps from any model would be the whole schema. A choice, not a
 * measurement.
 */
const CROWD = 25

/** The models that more relations lead to than a picture of many can show, those with most of them first. */
export function crowdedModels(relations: readonly PageRelation[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { to } of relations) counts.set(to.model, (counts.get(to.model) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > CROWD)
    .toSorted(([, a], [, b]) => b - a)
    .map(([model]) => model)
}

export interface Neighbourhood {
  readonly models: readonly string[]
  readonly relations: readonly PageRelation[]
  /** Neighbours that have too many of their own for the second step to go through them. */
  readonly crowded: readonly string[]
}

/** A model with what is connected to it: by one relation, or by two. */
export function neighbourhood(
  relations: readonly PageRelation[],
  model: string,
  steps: number,
): Neighbourhood {
  const touching = (name: string): readonly PageRelation[] =>
    relations.filter(({ from, to }) => from.model === name || to.model === name)
  const own = touching(model)
  const near = [...new Set(own.flatMap(({ from, to }) => [from.model, to.model]))].filter(
    (name) => name !== model,
  )
  const further = steps < 2 ? [] : near.map((name) => ({ name, found: touching(name) }))
  const crowded = further.filter(({ found }) => found.length > CROWD).map(({ name }) => name)
  const reached = further.filter(({ name }) => !crowded.includes(name)).flatMap(({ found }) => found)
  const all = [...new Set([...own, ...reached])]
  const models = [...new Set([model, ...all.flatMap(({ from, to }) => [from.model, to.model])])]
  return { models, relations: all, crowded }
}
