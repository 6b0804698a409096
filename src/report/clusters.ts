// Which models belong together, so that no picture is a knot: what is connected, and parts of what is too large to read.
import { groupBy } from '../grouped.js'
import type { Relation } from '../relation/relation.js'

/** The links of one picture. */
export interface Cluster<Link extends Relation> {
  /** The models that take part, those first that tell most about what it is. */
  readonly models: readonly string[]
  readonly links: readonly Link[]
}

/** Each model's group, where groups only ever grow together. */
interface Groups {
  readonly of: (model: string) => string
  readonly join: (a: string, b: string) => void
}

function groups(): Groups {
  const above = new Map<string, string>()
  const of = (model: string): string => {
    const next = above.get(model)
    if (next === undefined || next === model) return model
    const top = of(next)
    above.set(model, top)
    return top
  }
  return { of, join: (a, b) => above.set(of(a), of(b)) }
}

const countedTargets = (links: readonly Relation[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { to } of links) counts.set(to.model, (counts.get(to.model) ?? 0) + 1)
  return counts
}

/**
 * @param everywhere How often each model is referenced in all pictures together: what is referenced everywhere tells least
 *   about one of them.
 */
function clusterOf<Link extends Relation>(
  links: readonly Link[],
  everywhere: ReadonlyMap<string, number>,
): Cluster<Link> {
  const here = countedTargets(links)
  const telling = (model: string): number => (here.get(model) ?? 0) ** 2 / (everywhere.get(model) ?? 1)
  const models = [...new Set(links.flatMap(({ from, to }) => [to.model, from.model]))]
  return { models: models.toSorted((a, b) => telling(b) - telling(a)), links }
}

/**
 * The connected clusters, the largest first: no link leads from one to another.
 *
 * @example
 * const link = (from, to) => ({ from: { model: from, fields: ['ref'] }, to: { model: to, fields: ['id'] } })
 * connectedClusters([link('Leaf', 'Tree'), link('Bird', 'Tree'), link('Fish', 'Pond')]).length // 2
 */
export function connectedClusters<Link extends Relation>(links: readonly Link[]): readonly Cluster<Link>[] {
  const { of, join } = groups()
  for (const { from, to } of links) join(from.model, to.model)
  const referenced = countedTargets(links)
  const clusters = [...groupBy(links, ({ from }) => of(from.model)).values()]
  return clusters.map((own) => clusterOf(own, referenced)).toSorted((a, b) => b.links.length - a.links.length)
}

/** Below so many links a cluster shares its picture: fifty pictures of one line each are no help. */
const FEW = 6

/** Two groups of models, and how strongly they belong together. */
interface Tie {
  readonly a: string
  readonly b: string
  readonly strength: number
}

/**
 * How strongly groups are tied. A reference to what everybody references (a person, a currency) says little about who
 * belongs together: it counts for the less the more others there are. Nor does a large group win by its size alone.
 */
function tiesOf(
  links: readonly Relation[],
  of: Groups['of'],
  referenced: ReadonlyMap<string, number>,
  size: (group: string) => number,
): readonly Tie[] {
  const ties = new Map<string, Tie>()
  for (const { from, to } of links) {
    const [a = '', b = ''] = [of(from.model), of(to.model)].toSorted()
    if (a === b) continue
    const key = JSON.stringify([a, b])
    const strength = (ties.get(key)?.strength ?? 0) + 1 / (referenced.get(to.model) ?? 1)
    ties.set(key, { a, b, strength })
  }
  const weighed = [...ties.values()].map((tie) => ({
    ...tie,
    strength: tie.strength / Math.sqrt((1 + size(tie.a)) * (1 + size(tie.b))),
  }))
  return weighed.toSorted((x, y) => y.strength - x.strength)
}

/**
 * A cluster in parts that a person can read. Models are joined while that is possible, those most closely tied first; each
 * part has all links that start at its models, so that every link is in exactly one.
 *
 * @param most How many links a part may have.
 */
export function readableParts<Link extends Relation>(
  cluster: Cluster<Link>,
  most: number,
): readonly Cluster<Link>[] {
  const { links } = cluster
  if (links.length <= most) return [cluster]
  const { of, join } = groups()
  const referenced = countedTargets(links)
  const sizes = new Map(
    [...groupBy(links, ({ from }) => from.model)].map(([model, own]) => [model, own.length]),
  )
  const size = (group: string): number => sizes.get(group) ?? 0
  for (;;) {
    const ties = tiesOf(links, of, referenced, size).filter(({ a, b }) => size(a) + size(b) <= most)
    if (ties.length === 0) break
    // All that are about as close as the closest: how strong the others are is seen when those have grown together.
    const strongest = ties[0]?.strength ?? 0
    for (const tie of ties.filter(({ strength }) => strength >= strongest / 2)) {
      const [a, b] = [of(tie.a), of(tie.b)]
      const together = size(a) + size(b)
      if (a === b || together > most) continue
      join(a, b)
      sizes.set(of(a), together)
    }
  }
  const parts = [...groupBy(links, ({ from }) => of(from.model)).values()]
  const few = parts.filter((part) => part.length < FEW)
  const many = parts.filter((part) => part.length >= FEW)
  const cut = many.flatMap((part) => joinedUpTo([part], most))
  return [...cut, ...joinedUpTo(few, most)].map((part) => clusterOf(part, referenced))
}

/** Small lists of links put together, large ones cut: none longer than `most`. */
function joinedUpTo<Link>(lists: readonly (readonly Link[])[], most: number): readonly (readonly Link[])[] {
  const bins: Link[][] = []
  for (const list of lists.toSorted((a, b) => b.length - a.length)) {
    const bin = bins.find((other) => other.length + list.length <= most)
    if (bin !== undefined) bin.push(...list)
    else for (let at = 0; at < list.length; at += most) bins.push(list.slice(at, at + most))
  }
  return bins
}

/**
 * All links in pictures of at most `most` each: one for each connected cluster, several for a large one, and those of only
 * a few links together.
 */
export function pictures<Link extends Relation>(
  links: readonly Link[],
  most: number,
): readonly Cluster<Link>[] {
  const clusters = connectedClusters(links)
  const small = clusters.filter((cluster) => cluster.links.length < FEW)
  const large = clusters.filter((cluster) => cluster.links.length >= FEW)
  const together = joinedUpTo(
    small.map((cluster) => cluster.links),
    most,
  )
  const referenced = countedTargets(links)
  return [
    ...large.flatMap((cluster) => readableParts(cluster, most)),
    ...together.map((own) => clusterOf(own, referenced)),
  ]
}
