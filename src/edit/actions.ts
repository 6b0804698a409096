// Referential actions: what a choice asks for and the provider takes, and what stops a cycle.

import { spelledRelation } from '../print/words.js'
import type { Warning } from '../relation/planned-relation.js'
import { declaredRelations } from '../schema/relations.js'
import type { RelationMode, Schema } from '../schema/schema.js'
import { addStoppingActions } from './declared-actions.js'
import type { Edit, EditStyle } from './edit.js'
import type { Actions } from './lines.js'
import { modeOf } from './relation-mode.js'
import type { ResolvedChoice } from './resolved-choice.js'
import { propagates, stoppedRelations } from './stopped-relations.js'

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

/** Why an action cannot be written for a relation; undefined if it can. */
function whyRefused(
  { columns }: ResolvedChoice,
  action: string,
  allowed: ReadonlySet<string>,
): string | undefined {
  if (!allowed.has(action)) return `is none of ${[...allowed].join(', ')}`
  // One required column is enough for Prisma to refuse it.
  if (action === 'SetNull' && columns.some((column) => column.arity === 'one'))
    return 'cannot empty a required column'
  return undefined
}

/** What of a choice's actions can be written, and why the rest cannot. */
function allowedOfChoice(
  relation: ResolvedChoice,
  allowed: ReadonlySet<string>,
): { readonly actions: Actions; readonly warnings: readonly Warning[] } {
  const { choice } = relation
  const refused = [choice.onDelete, choice.onUpdate].flatMap((action) => {
    const reason = action && whyRefused(relation, action, allowed)
    return action === undefined || reason === undefined ? [] : [{ action, reason }]
  })
  const kept = (action: string | undefined) =>
    refused.some((other) => other.action === action) ? undefined : action
  return {
    actions: { onDelete: kept(choice.onDelete), onUpdate: kept(choice.onUpdate) },
    warnings: refused.map(({ action, reason }) => ({
      code: 'action-refused',
      says: `${spelledRelation(choice)}: ${action} ${reason}.`,
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
  readonly of: (relation: ResolvedChoice) => Actions
  /** What declared relations get, when a new relation mode demands it. */
  readonly edits: readonly Edit[]
  /** For chosen actions that could not be kept. */
  readonly warnings: readonly Warning[]
}

/** Chooses the actions of every relation: those of the choice, and where Prisma demands it those that stop a cycle. */
export function chooseActions(
  schema: Schema,
  relations: readonly ResolvedChoice[],
  style: EditStyle,
): ChosenActions {
  const mode = modeOf(schema, style)
  const allowed = allowedActions(schema.datasource?.provider, mode)
  const ofChoices = new Map(relations.map((relation) => [relation, allowedOfChoice(relation, allowed)]))
  const actionsOf = (relation: ResolvedChoice): Actions => ofChoices.get(relation)?.actions ?? {}
  const propagating = relations.filter((relation) => propagates(relation.optional, actionsOf(relation)))
  const stopped = stoppedRelations(schema, propagating, mode)
  const stopping = allowed.has(NO_ACTION) ? NO_ACTION : 'Restrict'
  const changed = relations
    .filter(
      (relation) =>
        stopped.has(relation) && (actionsOf(relation).onDelete ?? actionsOf(relation).onUpdate) !== undefined,
    )
    .map(({ choice }) => ({
      code: 'action-changed',
      says: `${spelledRelation(choice)} closes a cycle of deletes and updates: its actions become ${stopping}.`,
    }))
  const texts = new Map(schema.files.map((file) => [file.path, file.text]))
  return {
    of: (relation) =>
      stopped.has(relation) ? { onDelete: stopping, onUpdate: stopping } : actionsOf(relation),
    edits: [...stopped].flatMap((relation) =>
      'field' in relation
        ? (addStoppingActions(relation, texts.get(relation.field.span.path) ?? '', stopping) ?? [])
        : [],
    ),
    warnings: [
      ...[...ofChoices.values()].flatMap(({ warnings }) => warnings),
      ...changed,
      ...refusedDeclared(schema, mode, allowed),
    ],
  }
}
