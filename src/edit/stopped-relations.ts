// Which relations must not hand on deletes and updates, so that nothing is left that Prisma refuses: no cycle of them
// under relation mode "prisma", and on SQL Server no second way from one table to another either.
// https://pris.ly/d/cyclic-referential-actions

import { groupBy } from '../grouped.js'
import { type DeclaredRelation, declaredRelations } from '../schema/relations.js'
import type { RelationMode, Schema } from '../schema/schema.js'
import { components, connect, type Graph, leadsTo, reachable } from './graph.js'
import type { Actions } from './lines.js'
import { compareLists } from './order.js'
import { modeOf } from './relation-mode.js'
import type { Link } from './resolved-choice.js'

const STILL = new Set(['NoAction', 'Restrict'])

/** Whether a delete or an update runs on over this relation, with Prisma's defaults for what is not said. */
export function handsOn(optional: boolean, { onDelete, onUpdate }: Actions): boolean {
  const onDeleteOrDefault = onDelete ?? (optional ? 'SetNull' : 'Restrict')
  return !STILL.has(onDeleteOrDefault) || !STILL.has(onUpdate ?? 'Cascade')
}

interface Way {
  readonly from: string
  readonly to: string
}

/** A relation that hands on unless it is stopped. */
interface Edge extends Way {
  readonly relation: Link | DeclaredRelation
  /** Worth more than others: somebody wrote it, or chose its actions. */
  readonly settled: boolean
  readonly optional: boolean
}

const linkEdge = (link: Link): Edge => ({
  from: link.from.name,
  to: link.to.name,
  relation: link,
  settled: (link.choice.onDelete ?? link.choice.onUpdate) !== undefined,
  optional: link.optional,
})

const declaredEdge = (relation: DeclaredRelation): Edge => ({
  from: relation.from.model,
  to: relation.to.model,
  relation,
  settled: true,
  optional: relation.field.arity === 'optional',
})

/** The declared relations that hand on. One whose actions stop is no part of any cycle. */
const handingOn = (schema: Schema): readonly DeclaredRelation[] =>
  declaredRelations(schema).filter(({ field }) => handsOn(field.arity === 'optional', field.relation ?? {}))

/** Whether a relation could be stopped by actions that it does not state yet. */
const isOpen = ({ field }: DeclaredRelation): boolean =>
  !handsOn(false, {
    onDelete: field.relation?.onDelete ?? 'NoAction',
    onUpdate: field.relation?.onUpdate ?? 'NoAction',
  })

/**
 * The edges in the order in which they should be kept: settled ones, then required ones, and last the few that lead
 * out of a model which many lead to (`User.companyId`, where half the schema references `User`): stopping these opens
 * the most cycles.
 */
function worthKeepingFirst(edges: readonly Edge[]): readonly Edge[] {
  const weight = new Map<string, number>()
  for (const { from, to } of edges) {
    weight.set(from, (weight.get(from) ?? 0) + 1)
    weight.set(to, (weight.get(to) ?? 0) - 1)
  }
  return edges
    .map((edge) => ({
      edge,
      worth: [edge.settled ? 1 : 0, edge.optional ? 0 : 1, weight.get(edge.from) ?? 0],
    }))
    .toSorted((a, b) => compareLists(b.worth, a.worth))
    .map(({ edge }) => edge)
}

/** The edges that close a cycle, taken one by one: an edge is kept unless its target already leads to its source. */
function cycleEdges(fixed: readonly Way[], edges: readonly Edge[]): readonly Edge[] {
  const all: Graph<string> = new Map()
  for (const { from, to } of [...fixed, ...edges]) connect(all, from, to)
  const component = components(all)
  // Only edges within one component can lie on a cycle: the search stays small in a large schema.
  const isInner = ({ from, to }: Way) => component.get(from) === component.get(to)
  const kept: Graph<string> = new Map()
  for (const { from, to } of fixed.filter(isInner)) connect(kept, from, to)
  return [...groupBy(edges.filter(isInner), ({ from }) => component.get(from)).values()].flatMap((inner) =>
    worthKeepingFirst(inner).filter(({ from, to }) => {
      if (leadsTo(kept, to, from)) return true
      connect(kept, from, to)
      return false
    }),
  )
}

/** SQL Server refuses two ways from one table to another as well, not only cycles. */
function secondWays(fixed: readonly Way[], edges: readonly Edge[]): readonly Edge[] {
  const forward: Graph<string> = new Map()
  const backward: Graph<string> = new Map()
  const keep = ({ from, to }: Way) => {
    connect(forward, from, to)
    connect(backward, to, from)
  }
  fixed.forEach(keep)
  return worthKeepingFirst(edges).filter((edge) => {
    const above = reachable(backward, [edge.from])
    const below = reachable(forward, [edge.to])
    const already = reachable(forward, above)
    if ([...below].some((model) => already.has(model))) return true
    keep(edge)
    return false
  })
}

/**
 * The relations that must stop.
 *
 * @param links The new relations that hand on as they were chosen.
 * @param mode The relation mode that the schema will have.
 * @returns New relations, and declared ones only where the mode changes.
 */
export function stoppedRelations(
  schema: Schema,
  links: readonly Link[],
  mode: RelationMode,
): ReadonlySet<Link | DeclaredRelation> {
  const declared = handingOn(schema)
  // What the old mode took, a new one may refuse: then the declared relations may have to get actions too.
  const isNew = mode !== modeOf(schema, { relationMode: 'keep' })
  const [open, fixed] = isNew
    ? [declared.filter(isOpen), declared.filter((relation) => !isOpen(relation))]
    : [[], declared]
  const edges = [...open.map(declaredEdge), ...links.map(linkEdge)]
  const closing = mode === 'prisma' ? cycleEdges : secondWays
  const isBound = mode === 'prisma' || schema.datasource?.provider === 'sqlserver'
  return new Set(isBound ? closing(fixed.map(declaredEdge), edges).map(({ relation }) => relation) : [])
}
