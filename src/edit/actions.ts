// Referential actions: what a choice asks for and the provider takes, and what stops a cycle.
import type { Warning } from '../relation/planned-relation.js'
import { declaredRelations } from '../schema/relations.js'
import type { RelationMode, Schema } from '../schema/schema.js'
import { stopDeclared } from './declared-actions.js'
import type { Edit, EditStyle } from './edit.js'
import type { Actions } from './lines.js'
import { modeOf } from './relation-mode.js'
import { type Link, spelled } from './resolved-choice.js'
import { handsOn, stoppedRelations } from './stopped-relations.js'

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
