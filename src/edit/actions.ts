// Referential actions: which new relations must not hand on deletes and updates, so that no cycle of them is left.
// https://pris.ly/d/cyclic-referential-actions
import { declaredRelations } from '../schema/relations.js'
import type { Schema } from '../schema/schema.js'
import type { EditStyle, Warning } from './edit.js'
import type { Actions } from './lines.js'
import { type Link, spelled } from './link.js'

/** The relation mode the schema will have. */
export const modeOf = (schema: Schema, style: EditStyle): 'prisma' | 'foreignKeys' =>
  style.relationMode === 'keep' ? (schema.datasource?.relationMode ?? 'foreignKeys') : style.relationMode

const STILL = new Set(['NoAction', 'Restrict'])

/** Whether a delete or an update runs on over this relation, with Prisma's defaults for what is not said. */
function handsOn(optional: boolean, { onDelete, onUpdate }: Actions): boolean {
  const onDeleteOrDefault = onDelete ?? (optional ? 'SetNull' : 'Restrict')
  return !STILL.has(onDeleteOrDefault) || !STILL.has(onUpdate ?? 'Cascade')
}

interface Edge {
  readonly from: string
  readonly to: string
}

const declaredEdges = (schema: Schema): readonly Edge[] =>
  declaredRelations(schema)
    .filter(({ field }) => handsOn(field.arity === 'optional', field.relation ?? {}))
    .map(({ from, to }) => ({ from: from.model, to: to.model }))

const chosenActions = ({ choice }: Link): Actions => ({
  onDelete: choice.onDelete,
  onUpdate: choice.onUpdate,
})

const edgeOf = (link: Link): Edge => ({ from: link.from.name, to: link.to.name })

/**
 * The new relations that have to stop handing on, so that none of the cycles they close is left.
 */
function cycleBreakers(schema: Schema, links: readonly Link[]): ReadonlySet<Link> {
  const graph = new Map<string, Set<string>>()
  const connect = ({ from, to }: Edge) => graph.set(from, (graph.get(from) ?? new Set()).add(to))
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from])
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) return true
      for (const next of graph.get(at) ?? [])
        if (!seen.has(next)) {
          seen.add(next)
          open.push(next)
        }
    }
    return false
  }
  declaredEdges(schema).forEach(connect)
  const breakers = new Set<Link>()
  for (const link of links) {
    if (!handsOn(link.optional, chosenActions(link))) continue
    const edge = edgeOf(link)
    if (reaches(edge.to, edge.from)) breakers.add(link)
    else connect(edge)
  }
  return breakers
}

/** The action that stops a cycle. Under relationMode = "prisma" these two providers know no `NoAction`. */
const stillAction = (provider: string | undefined): string =>
  provider === 'postgresql' || provider === 'postgres' || provider === 'sqlite' ? 'Restrict' : 'NoAction'

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
  const provider = schema.datasource?.provider
  const bound = modeOf(schema, style) === 'prisma' || provider === 'sqlserver'
  const breakers = bound ? cycleBreakers(schema, links) : new Set()
  const still = stillAction(provider)
  const warnings = links
    .filter((link) => breakers.has(link) && (link.choice.onDelete ?? link.choice.onUpdate) !== undefined)
    .map((link) => ({
      code: 'action-changed',
      says: `${spelled(link.choice)} closes a cycle, so its actions are ${still}.`,
    }))
  return {
    of: (link) => (breakers.has(link) ? { onDelete: still, onUpdate: still } : chosenActions(link)),
    warnings,
  }
}
