// What is asked further where one key says too little: which of many, why not, which names, which other table.

import { writable } from '../edit/resolve.js'
import { spelledColumns, spelledConfidence } from '../print/words.js'
import { contradicts } from '../relation/contradiction.js'
import { acceptedChoices } from '../relation/decision.js'
import type { PlannedRelation } from '../relation/planned-relation.js'
import { declaredRelations } from '../schema/relations.js'
import { askHowToLeave, leavingAs } from './ask-leaving.js'
import { type Conversation, plannedWith, type Said } from './asking.js'
import { nameProblem, namesTaken } from './field-names.js'
import { acceptedIn, decisionsOf, type Interview, type Open } from './interview.js'
import { tableOfOpen } from './rows.js'
import { possibleTargets } from './targets.js'

/** The table in which some of many are ticked. */
export async function chooseSome(
  conversation: Conversation,
  interview: Interview,
  open: readonly Open[],
): Promise<Said> {
  const { prompts, policy } = conversation
  const content = tableOfOpen(open, policy.minConfidence, plannedWith(conversation, interview, open))
  let chosen = await prompts.tick('Which of these?', content)
  while (chosen.kind === 'quit') {
    const { from } = chosen
    const isTicked =
      from.ticked.size !== content.ticked.length || !content.ticked.every((key) => from.ticked.has(key))
    const how = await askHowToLeave(conversation, interview, isTicked)
    if (how !== 'stay') return leavingAs(how, interview)
    // Whoever stays finds every tick where it was.
    chosen = await prompts.tick('Which of these?', content, from)
  }
  return chosen.kind === 'back' ? undefined : { kind: 'accept', keys: chosen.keys }
}

/** A no with a reason; undefined where none was given after all. */
export async function rejectWithNote({ prompts }: Conversation, keys: readonly string[]): Promise<Said> {
  const note = await prompts.type('No, because', '', (typed) =>
    typed.trim() === '' ? 'A few words, or Esc.' : undefined,
  )
  return note === undefined ? undefined : { kind: 'reject', keys, note: note.trim() }
}

export async function askNames(
  { prompts, find, review }: Conversation,
  interview: Interview,
  { key, candidate: { from, to } }: Open,
  planned: PlannedRelation | undefined,
): Promise<Said> {
  const taken = namesTaken(review, acceptedChoices(decisionsOf(interview)))
  const type = (model: string, initial = ''): Promise<string | undefined> =>
    prompts.type(`The field of ${model}`, initial, (name) => nameProblem(find, taken, model, name))
  const field = await type(from.model, planned?.names.field)
  if (field === undefined) return undefined
  taken.add(`${from.model}.${field}`)
  const back = await type(to.model, planned?.names.back)
  if (back === undefined) return undefined
  const suggested = planned?.names.relation ?? null
  if (suggested === null) return { kind: 'accept', keys: [key], names: { field, back } }
  const relation = await prompts.type('The name of the relation', suggested, (name) =>
    /^[^"\\\s]+$/.test(name) ? undefined : 'A name without blanks and quotes.',
  )
  return relation === undefined
    ? undefined
    : { kind: 'accept', keys: [key], names: { field, back, relation } }
}

export async function askTarget(conversation: Conversation, interview: Interview, open: Open): Promise<Said> {
  const { prompts, find, keys, review } = conversation
  const isWritable = writable(review.schema, review.style)
  const isContradicted = contradicts([
    ...declaredRelations(review.schema),
    ...review.remembered,
    ...acceptedIn(interview),
  ])
  const targets = possibleTargets(
    find,
    keys,
    open.reference,
    (relation) => isWritable(relation) && !isContradicted(relation),
  )
  const chosen = await prompts.find(
    `What does ${spelledColumns(open.candidate.from)} reference?`,
    targets.map(({ id, to, confidence, convention }) => ({
      value: id,
      label: `${spelledColumns(to)}${convention === 'decision' ? '' : `  ${spelledConfidence(confidence)}`}`,
    })),
  )
  const to = targets.find(({ id }) => id === chosen)
  return to === undefined ? undefined : { kind: 'target', key: open.key, to }
}
