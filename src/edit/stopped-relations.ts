// Which relations must not propagate deletes and updates, so that nothing is left that Prisma refuses: no cycle of them
// under relation mode "prisma", and on SQL Server no second path from one table to another either.
// https://pris.ly/d/cyclic-referential-actions

import { groupBy } from '../grouped.js'
import { type DeclaredRelation, declaredRelations } from '../schema/relations.js'
import type { RelationMode, Schema } from '../schema/schema.js'
import { compareLists } from './compare-lists.js'
import { components, connect, type Graph, leadsTo, reachable } from './graph.js'
import type { Actions } from './lines.js'
import { modeOf } from './relation-mode.js'
import type { ResolvedChoice } from './resolved-choice.js'

const STOPPING_ACTIONS = new Set(['NoAction', 'Restrict'])

/** Whether a delete or an update reaches the referencing rows, with Prisma's defaults for what is not said. */
export function propagates(optional: boolean, { onDelete, onUpdate }: Actions): boolean {
  const onDeleteOrDefault = onDelete ?? (optional ? 'SetNull' : 'Restrict')
  return !STOPPING_ACTIONS.has(onDeleteOrDefault) || !STOPPING_ACTIONS.has(onUpdate ?? 'Cascade')
}

/** A relation that propagates unless it is stopped, between models that are named. */
interface Edge {
  readonly from: string
  readonly to: string
  readonly relation: ResolvedChoice | DeclaredRelation
  /** Worth more than others: somebody wrote it, or chose its actions. */
  readonly deliberate: boolean
  readonly optional: boolean
}

const newEdge = (relation: ResolvedChoice): Edge => ({
  from: relation.from.name,
  to: relation.to.name,
  relation,
  deliberate: (relation.choice.onDelete ?? relation.choice.onUpdate) !== undefined,
  optional: relation.optional,
})

const declaredEdge = (relation: DeclaredRelation): Edge => ({
  from: relation.from.model,
  to: relation.to.model,
  relation,
  deliberate: true,
  optional: relation.field.arity === 'optional',
})

/** The declared relations that propagate. One whose actions stop is no part of any cycle. */
const propagatingDeclared = (schema: Schema): readonly DeclaredRelation[] =>
  declaredRelations(schema).filter(({ field }) =>
    propagates(field.arity === 'optional', field.relation ?? {}),
  )

/** Whether a relation could be stopped by actions that it does not state yet. */
const canBeStopped = ({ field }: DeclaredRelation): boolean =>
  !propagates(false, {
    onDelete: field.relation?.onDelete ?? 'NoAction',
    onUpdate: field.relation?.onUpdate ?? 'NoAction',
  })

/**
 * The edges in the order in which they should be kept: deliberate ones, then required ones, and last the few that lead
 * out of a model which many lead to (`User.companyId`, where half the schema references `User`): stopping these opens
 * the most cycles.
 */
function worthKeepingFirst(edges: readonly Edge[]): readonly Edge[] {
  const outgoing = new Map<string, number>()
  for (const { from, to } of edges) {
    outgoing.set(from, (outgoing.get(from) ?? 0) + 1)
    outgoing.set(to, (outgoing.get(to) ?? 0) - 1)
  }
  return edges
    .map((edge) => ({
      edge,
      worth: [edge.deliberate ? 1 : 0, edge.optional ? 0 : 1, outgoing.get(edge.from) ?? 0],
    }))
    .toSorted((a, b) => compareLists(b.worth, a.worth))
    .map(({ edge }) => edge)
}

/** The edges that close a cycle, taken one by one: an edge is kept unless its target already leads to its source. */
function cycleEdges(fixed: readonly Edge[], edges: readonly Edge[]): readonly Edge[] {
  const all: Graph<string> = new Map()
  for (const { from, to } of [...fixed, ...edges]) connect(all, from, to)
  const component = components(all)
  // Only edges within one component can lie on a cycle: the search stays small in a large schema.
  const isInner = ({ from, to }: Edge) => component.get(from) === component.get(to)
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

/** SQL Server refuses two paths from one table to another as well, not only cycles. */
function secondPaths(fixed: readonly Edge[], edges: readonly Edge[]): readonly Edge[] {
  const forward: Graph<string> = new Map()
  const backward: Graph<string> = new Map()
  const keep = ({ from, to }: Edge) => {
    connect(forward, from, to)
    connect(backward, to, from)
  }
  fixed.forEach(keep)
  return worthKeepingFirst(edges).filter((edge) => {
    const above = reachable(backward, [edge.from])
    const below = reachable(forward, [edge.to])
    const reachedBefore = reachable(forward, above)
    if ([...below].some((model) => reachedBefore.has(model))) return true
    keep(edge)
    return false
  })
}

/**
 * The relations that must stop.
 *
 * @param relations The new relations that propagate with the actions that were chosen for them.
 * @param mode The relation mode that the schema will have.
 * @returns New relations, and declared ones only where the mode changes.
 */
export function stoppedRelations(
  schema: Schema,
  relations: readonly ResolvedChoice[],
  mode: RelationMode,
): ReadonlySet<ResolvedChoice | DeclaredRelation> {
  const declared = propagatingDeclared(schema)
  // What the old mode took, a new one may refuse: then the declared relations may have to get actions too.
  const isNew = mode !== modeOf(schema, { relationMode: 'keep' })
  const [stoppable, fixed] = isNew
    ? [declared.filter(canBeStopped), declared.filter((relation) => !canBeStopped(relation))]
    : [[], declared]
  const edges = [...stoppable.map(declaredEdge), ...relations.map(newEdge)]
  const edgesToStop = mode === 'prisma' ? cycleEdges : secondPaths
  const isBound = mode === 'prisma' || schema.datasource?.provider === 'sqlserver'
  return new Set(isBound ? edgesToStop(fixed.map(declaredEdge), edges).map(({ relation }) => relation) : [])
}
