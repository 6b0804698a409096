// Referential actions: which new relations must not hand on deletes and updates, so that no cycle of them is left.
// https://pris.ly/d/cyclic-referential-actions
import { declaredRelations } from '../schema/relations.js'
import type { RelationMode, Schema } from '../schema/schema.js'
import type { EditStyle, Warning } from './edit.js'
import { components, connect, type Graph, leadsTo, reachable } from './graph.js'
import { groupBy } from './group.js'
import type { Actions } from './lines.js'
import { type Link, spelled } from './link.js'
import { modeOf } from './relation-mode.js'

const STILL = new Set(['NoAction', 'Restrict'])

/** Whether a delete or an update runs on over this relation, with Prisma's defaults for what is not said. */
function handsOn(optional: boolean, { onDelete, onUpdate }: Actions): boolean {
  const onDeleteOrDefault = onDelete ?? (optional ? 'SetNull' : 'Restrict')
  return !STILL.has(onDeleteOrDefault) || !STILL.has(onUpdate ?? 'Cascade')
}

/** The declared relations that hand on. One whose actions stop is no part of any cycle. */
const declaredEdges = (schema: Schema): readonly { readonly from: string; readonly to: string }[] =>
  declaredRelations(schema)
    .filter(({ field }) => handsOn(field.arity === 'optional', field.relation ?? {}))
    .map(({ from, to }) => ({ from: from.model, to: to.model }))

/** A new relation that hands on unless it is stopped. */
interface Edge {
  readonly link: Link
  readonly from: string
  readonly to: string
}

/**
 * The edges in the order in which they should be kept: those whose actions somebody chose, then required ones, and last
 * the few that lead out of a model which many lead to (`User.companyId`, where half the schema references `User`):
 * stopping these opens the most cycles.
 */
function worthKeepingFirst(edges: readonly Edge[]): readonly Edge[] {
  const weight = new Map<string, number>()
  for (const { from, to } of edges) {
    weight.set(from, (weight.get(from) ?? 0) + 1)
    weight.set(to, (weight.get(to) ?? 0) - 1)
  }
  const isChosen = ({ link }: Edge) => (link.choice.onDelete ?? link.choice.onUpdate) !== undefined
  const value = (edge: Edge) => [
    isChosen(edge) ? 1 : 0,
    edge.link.optional ? 0 : 1,
    weight.get(edge.from) ?? 0,
  ]
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const i = a.findIndex((part, at) => part !== b[at])
    return i === -1 ? 0 : (b[i] ?? 0) - (a[i] ?? 0)
  }
  return edges
    .map((edge) => ({ edge, value: value(edge) }))
    .toSorted((a, b) => compare(a.value, b.value))
    .map(({ edge }) => edge)
}

/** The edges that close a cycle, taken one by one: an edge is kept unless its target already reaches its source. */
function cycleEdges(schema: Schema, edges: readonly Edge[]): readonly Edge[] {
  const all: Graph<string> = new Map()
  const declared = declaredEdges(schema)
  for (const { from, to } of [...declared, ...edges]) connect(all, from, to)
  const component = components(all)
  // Only edges within one component can lie on a cycle: the search stays small in a large schema.
  const isInner = ({ from, to }: { readonly from: string; readonly to: string }) =>
    component.get(from) === component.get(to)
  const kept: Graph<string> = new Map()
  for (const { from, to } of declared.filter(isInner)) connect(kept, from, to)
  return [...groupBy(edges.filter(isInner), ({ from }) => component.get(from)).values()].flatMap((inner) =>
    worthKeepingFirst(inner).filter(({ from, to }) => {
      if (leadsTo(kept, to, from)) return true
      connect(kept, from, to)
      return false
    }),
  )
}

/** SQL Server refuses two ways from one table to another as well, not only cycles. */
function secondWays(schema: Schema, edges: readonly Edge[]): readonly Edge[] {
  const forward: Graph<string> = new Map()
  const backward: Graph<string> = new Map()
  const keep = ({ from, to }: { readonly from: string; readonly to: string }) => {
    connect(forward, from, to)
    connect(backward, to, from)
  }
  declaredEdges(schema).forEach(keep)
  return worthKeepingFirst(edges).filter((edge) => {
    const above = reachable(backward, [edge.from])
    const below = reachable(forward, [edge.to])
    const already = reachable(forward, above)
    if ([...below].some((model) => already.has(model))) return true
    keep(edge)
    return false
  })
}

const NO_ACTION = 'NoAction'
const isLikePostgres = (provider: string | undefined): boolean =>
  provider === 'postgresql' || provider === 'postgres'

/** The actions that a provider takes; see https://pris.ly/d/relation-mode. */
function allowedActions(provider: string | undefined, mode: RelationMode): ReadonlySet<string> {
  const isEmulated = mode === 'prisma'
  return new Set([
    'Cascade',
    'SetNull',
    ...(provider === 'sqlserver' && !isEmulated ? [] : ['Restrict']),
    ...(isEmulated && (isLikePostgres(provider) || provider === 'sqlite') ? [] : [NO_ACTION]),
    ...(isEmulated ? [] : ['SetDefault']),
  ])
}

/** What of a choice's actions can be written, and why the rest cannot. */
function chosenActions(
  { choice, columns }: Link,
  allowed: ReadonlySet<string>,
): { readonly actions: Actions; readonly warnings: readonly Warning[] } {
  const because = (action: string): string | undefined => {
    if (!allowed.has(action)) return `is none of ${[...allowed].join(', ')}`
    // One required column is enough for Prisma to refuse it.
    if (action === 'SetNull' && columns.some((column) => column.arity === 'one'))
      return 'cannot empty a required column'
    return undefined
  }
  const refused = [choice.onDelete, choice.onUpdate].filter(
    (action) => action !== undefined && because(action) !== undefined,
  )
  const kept = (action: string | undefined) =>
    action === undefined || refused.includes(action) ? undefined : action
  return {
    actions: { onDelete: kept(choice.onDelete), onUpdate: kept(choice.onUpdate) },
    warnings: refused.map((action) => ({
      code: 'action-refused',
      says: `${spelled(choice)}: ${action} ${because(action ?? '')}.`,
    })),
  }
}

/** The links that must stop handing on, so that nothing is left that Prisma refuses. */
function stoppedLinks(
  schema: Schema,
  links: readonly Link[],
  mode: RelationMode,
  actionsOf: (link: Link) => Actions,
): ReadonlySet<Link> {
  const edges = links
    .filter((link) => handsOn(link.optional, actionsOf(link)))
    .map((link) => ({ link, from: link.from.name, to: link.to.name }))
  if (mode === 'prisma') return new Set(cycleEdges(schema, edges).map(({ link }) => link))
  if (schema.datasource?.provider !== 'sqlserver') return new Set()
  return new Set(secondWays(schema, edges).map(({ link }) => link))
}

/**
 * Chooses the actions of every link: those of the choice, and where Prisma demands it those that stop a cycle.
 *
 * @returns A look-up, and warnings for chosen actions that could not be kept.
 */
export function chooseActions(
  schema: Schema,
  links: readonly Link[],
  style: EditStyle,
): { readonly of: (link: Link) => Actions; readonly warnings: readonly Warning[] } {
  const mode = modeOf(schema, style)
  const allowed = allowedActions(schema.datasource?.provider, mode)
  const chosen = new Map(links.map((link) => [link, chosenActions(link, allowed)]))
  const actionsOf = (link: Link): Actions => chosen.get(link)?.actions ?? {}
  const stopped = stoppedLinks(schema, links, mode, actionsOf)
  const still = allowed.has(NO_ACTION) ? NO_ACTION : 'Restrict'
  const changed = links
    .filter(
      (link) => stopped.has(link) && (actionsOf(link).onDelete ?? actionsOf(link).onUpdate) !== undefined,
    )
    .map((link) => ({
      code: 'action-changed',
      says: `${spelled(link.choice)} closes a cycle of deletes and updates: its actions become ${still}.`,
    }))
  return {
    of: (link) => (stopped.has(link) ? { onDelete: still, onUpdate: still } : actionsOf(link)),
    warnings: [...[...chosen.values()].flatMap(({ warnings }) => warnings), ...changed],
  }
}
