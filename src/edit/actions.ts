// Referential actions: which new relations must not hand on deletes and updates, so that no cycle of them is left.
// https://pris.ly/d/cyclic-referential-actions
import { type DeclaredRelation, declaredRelations } from '../schema/relations.js'
import type { RelationMode, Schema } from '../schema/schema.js'
import { stopDeclared } from './declared-actions.js'
import type { Edit, EditStyle, Warning } from './edit.js'
import { components, connect, type Graph, leadsTo, reachable } from './graph.js'
import { groupBy } from './group.js'
import type { Actions } from './lines.js'
import { type Link, spelled } from './link.js'
import { compareLists } from './order.js'
import { modeOf } from './relation-mode.js'

const STILL = new Set(['NoAction', 'Restrict'])

/** Whether a delete or an update runs on over this relation, with Prisma's defaults for what is not said. */
function handsOn(optional: boolean, { onDelete, onUpdate }: Actions): boolean {
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

/** The relations that must stop handing on, so that nothing is left that Prisma refuses. */
function stoppedRelations(
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

/** Declared actions that the mode asked for does not know: `NoAction`, which a pull writes for foreign keys. */
function refusedDeclared(
  schema: Schema,
  mode: RelationMode,
  allowed: ReadonlySet<string>,
): readonly Warning[] {
  if (mode === modeOf(schema, { relationMode: 'keep' })) return []
  const refused = declaredRelations(schema).filter(({ field }) =>
    [field.relation?.onDelete, field.relation?.onUpdate].some(
      (action) => action !== undefined && !allowed.has(action),
    ),
  )
  const [first] = refused
  return first === undefined
    ? []
    : [
        {
          code: 'declared-action-refused',
          says: `relationMode = "${mode}" takes only ${[...allowed].join(', ')}: ${first.from.model}.${first.field.name} has another action (${refused.length} in all).`,
        },
      ]
}

/** The actions of a plan. */
export interface ChosenActions {
  readonly of: (link: Link) => Actions
  /** What declared relations get, when a new relation mode demands it. */
  readonly edits: readonly Edit[]
  /** For chosen actions that could not be kept. */
  readonly warnings: readonly Warning[]
}

/** Chooses the actions of every link: those of the choice, and where Prisma demands it those that stop a cycle. */
export function chooseActions(schema: Schema, links: readonly Link[], style: EditStyle): ChosenActions {
  const mode = modeOf(schema, style)
  const allowed = allowedActions(schema.datasource?.provider, mode)
  const chosen = new Map(links.map((link) => [link, chosenActions(link, allowed)]))
  const actionsOf = (link: Link): Actions => chosen.get(link)?.actions ?? {}
  const moving = links.filter((link) => handsOn(link.optional, actionsOf(link)))
  const stopped = stoppedRelations(schema, moving, mode)
  const still = allowed.has(NO_ACTION) ? NO_ACTION : 'Restrict'
  const changed = links
    .filter(
      (link) => stopped.has(link) && (actionsOf(link).onDelete ?? actionsOf(link).onUpdate) !== undefined,
    )
    .map((link) => ({
      code: 'action-changed',
      says: `${spelled(link.choice)} closes a cycle of deletes and updates: its actions become ${still}.`,
    }))
  const texts = new Map(schema.files.map((file) => [file.path, file.text]))
  return {
    of: (link) => (stopped.has(link) ? { onDelete: still, onUpdate: still } : actionsOf(link)),
    edits: [...stopped].flatMap((relation) =>
      'field' in relation
        ? (stopDeclared(relation, texts.get(relation.field.span.path) ?? '', still) ?? [])
        : [],
    ),
    warnings: [
      ...[...chosen.values()].flatMap(({ warnings }) => warnings),
      ...changed,
      ...refusedDeclared(schema, mode, allowed),
    ],
  }
}
