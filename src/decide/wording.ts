// The questions of an interview in words: what is shown, and what can be answered.

import { groupBy } from '../grouped.js'
import { card } from '../print/card.js'
import { plainStyle, type Style } from '../print/style.js'
import { counted, spelledColumns, spelledConfidence, wrapped } from '../print/words.js'
import type { PlannedRelation } from '../relation/planned-relation.js'
import type { ShownChanges } from './changes.js'
import { type Interview, type Open, openOf, unsettledIn } from './interview.js'
import { shortened } from './machine.js'
import type { Choosable } from './menu.js'
import type { Progress, Question } from './next-question.js'

export type GroupChoice =
  | 'all'
  | 'some'
  | 'none'
  | 'note'
  | 'apart'
  | 'later'
  | 'enough'
  | 'details'
  | 'back'
  | 'quit'
export type SingleChoice =
  | 'yes'
  | 'alike'
  | 'likely'
  | 'no'
  | 'note'
  | 'later'
  | 'enough'
  | 'names'
  | 'target'
  | 'details'
  | 'back'
  | 'quit'
export type WriteChoice = 'write' | 'lines' | 'diff' | 'back' | 'quit'

const QUIT = {
  value: 'quit',
  label: 'Leave',
  key: 'q',
  help: 'to write, keep or throw away',
} as const
const BACK = { value: 'back', label: 'Back', key: 'b', help: 'one step at a time' } as const

const LATER = {
  value: 'later',
  label: 'Not now',
  key: 's',
  help: 'asked again in the next run',
} as const

/** What answers a question about the schema, beside its answers. */
export const LEAVING = { later: LATER, back: BACK, quit: QUIT } as const

const SOME = {
  value: 'some',
  label: 'Choose which',
  key: 'c',
  help: 'a table to filter and to tick',
} as const
const DETAILS = {
  value: 'details',
  label: 'details',
  key: 'd',
  help: 'all reasons, and the lines to be written',
  aside: true,
} as const
const NOTE = {
  value: 'note',
  label: 'no, with a note',
  key: 'N',
  help: 'asks why, for the decisions file',
  aside: true,
} as const

const optional = <T>(condition: boolean, item: T): readonly T[] => (condition ? [item] : [])

/** `authorId -> User.id`: what the members of a group have in common. */
const link = ({ candidate: { from, to } }: Open): string =>
  `${from.fields.length === 1 ? from.fields[0] : `(${from.fields.join(', ')})`} -> ${spelledColumns(to)}`

/** `72 %`, or `61 to 75 %`. */
function spelledRange(open: readonly Open[]): string {
  const confidences = open.map(({ candidate }) => candidate.confidence)
  const [low, high] = [Math.min(...confidences), Math.max(...confidences)].map(spelledConfidence)
  return low === high ? `${high}` : `${low?.replace(' %', '')} to ${high}`
}

const spelledProgress = ({ done, of }: Progress, count = 1): string =>
  count === 1 ? `${done + 1} of ${of}` : `${done + 1} to ${done + count} of ${of}`

/** The lines that stand around a list: its title, and the question with its answers and keys. */
const AROUND_LIST = 11

/** Fewer groups than this say nothing of what is asked. */
const LEAST_LISTED = 4

/** The width of what stands before the models: half of a line of 80, so that some models fit behind it. */
const LINK_WIDTH = 40

/** How many lines the models of a group get: their names are a reminder, and the question is to stay in sight. */
const LINES_OF_MODELS = 3

/** Fewer on a narrow screen, where the lines to be written need more of it. */
const LINES_OF_MODELS_NARROW = 1

/** What fits beside the guide on a plain terminal. */
const PLAIN_WIDTH = 76

/** What stands above the first question: one line for each column name and target. */
export function likelyList(
  { open, progress }: Extract<Question, { readonly kind: 'likely' }>,
  minConfidence: number,
  { width, rows }: { readonly width: number; readonly rows: number },
): readonly string[] {
  const room = Math.max(LEAST_LISTED, rows - AROUND_LIST)
  const groups = [...groupBy(open, link)].map(([name, members]) => ({
    link: name,
    models: members.map(({ candidate }) => candidate.from.model),
  }))
  const shown = groups.slice(0, room)
  const column = Math.min(LINK_WIDTH, Math.max(...shown.map((group) => group.link.length)))
  const rest = groups.slice(room).reduce((sum, { models }) => sum + models.length, 0)
  return [
    `${counted(progress.of, 'relation')} found, ${open.length} of them at ${spelledConfidence(minConfidence)} or more:`,
    '',
    ...shown.map((group) => {
      const count = group.models.length === 1 ? '' : `${group.models.length}: `
      return shortened(`${group.link.padEnd(column)}  ${count}${group.models.join(', ')}`, width)
    }),
    ...optional(rest > 0, `and ${rest} more`),
  ]
}

/** What a rule says, in one sentence: how many columns follow it, and how many do not. */
export function ruleSays({ rule, open }: Extract<Question, { readonly kind: 'rule' }>): string {
  const broken = rule.unexplained.length
  const but =
    broken === 0 ? '' : `; ${counted(broken, 'column')} named so ${broken === 1 ? 'leads' : 'lead'} nowhere`
  return `Is ${rule.from} -> ${rule.to} a rule of this database? ${counted(open.length, 'open column')} ${open.length === 1 ? 'follows' : 'follow'} it${but}.`
}

/** What some open relations say, each once. */
function listedLinks(open: readonly Open[], width: number): readonly string[] {
  const links = [...new Set(open.map(link))]
  const shown = links.slice(0, LISTED_LINKS).map((one) => shortened(`  ${one}`, width))
  const rest = links.length - shown.length
  return [...shown, ...optional(rest > 0, `  and ${rest} more`)]
}

/** How many column names stand in the question about people: the rest is in the list. */
const NAMED_ROLES = 3

/** Whom columns mean that say so by a role alone, in one sentence. */
export function peopleSays({ model, open }: Extract<Question, { readonly kind: 'people' }>): string {
  const names = [...new Set(open.map(({ candidate }) => candidate.from.fields.join()))]
  const listed = names.slice(0, NAMED_ROLES).join(', ')
  return `Do columns such as ${listed} mean ${model}? ${counted(open.length, 'open column')} would be settled.`
}

/** The message of a question about all that follows a rule, or about all roles of one model. */
export function atOnceMessage(
  question: Extract<Question, { readonly kind: 'rule' | 'people' }>,
  width: number,
  style: Style,
): string {
  const { open, progress } = question
  const says = question.kind === 'rule' ? ruleSays(question) : peopleSays(question)
  return [
    style('quiet', `${spelledProgress(progress, open.length)}  ${spelledRange(open)}`),
    ...wrapped(says, width),
    ...listedLinks(open, width),
    '',
  ].join('\n')
}

/** Examples of a rule: enough to see what it means. */
const LISTED_LINKS = 8

export const ruleChoices = ({ open }: { readonly open: readonly Open[] }, canGoBack: boolean) => [
  { value: 'all', label: `Yes, and accept these ${open.length}`, key: 'y' } as const,
  SOME,
  { value: 'apart', label: 'No, ask in groups', key: 'n', help: 'refuses none of them' } as const,
  ...optional(canGoBack, BACK),
  QUIT,
]

/** The message of the question about a group. */
export function groupMessage(
  { open, progress }: Extract<Question, { readonly kind: 'group' }>,
  planned: PlannedRelation | undefined,
  width: number,
  style: Style = plainStyle,
): string {
  const [first] = open
  if (first === undefined) return ''
  const models = open.map(({ candidate }) => candidate.from.model).join(', ')
  const place = style('quiet', spelledProgress(progress, open.length))
  const title = `${place}  ${style('strong', link(first))} in ${open.length} models  ${spelledRange(open)}`
  const list = wrapped(models, width)
  const most = width < PLAIN_WIDTH ? LINES_OF_MODELS_NARROW : LINES_OF_MODELS
  const listed = list.length <= most ? list : [...list.slice(0, most), '...']
  const [, ...details] = card({ candidate: first.candidate, rivals: [], planned }, width, style)
  return [title, ...listed, ...details, ''].join('\n')
}

/** What the last answer did for the questions that are left; undefined where it did nothing. */
export const taughtMessage = (moreCertain: number): string | undefined =>
  moreCertain === 0 ? undefined : `Your answer made ${counted(moreCertain, 'other')} more certain.`

/** The message of the question about one relation. */
export function singleMessage(
  { open, progress }: Extract<Question, { readonly kind: 'single' }>,
  planned: PlannedRelation | undefined,
  width: number,
  style: Style = plainStyle,
): string {
  const { candidate, reference } = open
  const rivals = reference.candidates.filter(({ id }) => id !== candidate.id)
  const [title, ...details] = card({ candidate, rivals, planned }, width, style)
  return [`${style('quiet', spelledProgress(progress))}  ${title}`, ...details, ''].join('\n')
}

export const likelyChoices = ({ open }: { readonly open: readonly Open[] }, canGoBack: boolean) => [
  { value: 'all', label: `Yes, all ${open.length}`, key: 'y' } as const,
  SOME,
  { value: 'apart', label: 'One by one', key: 'o', help: 'asks about each alone' } as const,
  LATER,
  ...optional(canGoBack, BACK),
  QUIT,
]

/** For somebody who has seen enough: what comes is ever less likely. */
const enough = (rest: readonly Open[]) =>
  optional(rest.length > 0, {
    value: 'enough' as const,
    label: rest.length === 1 ? 'Not now, nor the last one' : `Not now, nor the ${rest.length} that are left`,
    key: 'S',
    help: 'on to writing',
  })

export const groupChoices = (
  { open, rest }: Extract<Question, { readonly kind: 'group' }>,
  canGoBack: boolean,
): Choosable<GroupChoice>[] => [
  { value: 'all', label: `Yes, all ${open.length}`, key: 'y', help: 'they are written at the end' },
  SOME,
  { value: 'none', label: 'No, none of them', key: 'n', help: 'remembered, never asked again' },
  { value: 'apart', label: 'One by one', key: 'o', help: 'asks about each alone' },
  LATER,
  ...enough(rest),
  NOTE,
  DETAILS,
  ...optional(canGoBack, BACK),
  QUIT,
]

/** The answers to a single relation; those that take others along only where there are others. */
export function singleChoices(
  { open, alike, likely, rest }: Extract<Question, { readonly kind: 'single' }>,
  minConfidence: number,
  canGoBack: boolean,
): Choosable<SingleChoice>[] {
  return [
    { value: 'yes', label: 'Yes', key: 'y', help: 'it is written at the end' },
    ...optional(alike.length > 0, {
      value: 'alike' as const,
      label:
        alike.length === 1
          ? `Yes, and the other ${link(open)}`
          : `Yes, and the ${alike.length} more with ${link(open)}`,
      key: 'a',
    }),
    ...optional(likely.length > 0, {
      value: 'likely' as const,
      label: `Yes, and ${likely.length === 1 ? 'the one' : `all ${likely.length}`} more at ${spelledConfidence(minConfidence)} or above`,
      key: 'l',
    }),
    { value: 'no', label: 'No, and never ask again', key: 'n' },
    LATER,
    { value: 'target', label: 'Another target', key: 't', help: 'any key of the same type' },
    { value: 'names', label: 'Yes, with other names', key: 'e', help: 'asks for those of the fields' },
    ...enough(rest),
    NOTE,
    DETAILS,
    ...optional(canGoBack, BACK),
    QUIT,
  ]
}

/** The last question: what comes into the schema, and what only into the decisions file. */
export function writeMessage(count: {
  readonly accepted: number
  readonly remembered: number
  readonly rejected: number
}): string {
  const { accepted, remembered, rejected } = count
  const refusals = rejected === 0 ? '' : ` and remember ${counted(rejected, 'refusal')}`
  if (accepted > 0) {
    const besides = remembered === 0 ? '' : ` beside the ${remembered} remembered`
    return `Write ${counted(accepted, 'relation')}${besides}${refusals}?`
  }
  if (remembered > 0) return `Write the ${counted(remembered, 'remembered relation')}${refusals}?`
  return rejected === 0 ? 'Write this?' : `Remember ${counted(rejected, 'refusal')}?`
}

export const writeChoices = ({
  lines,
  diff,
}: Pick<ShownChanges, 'lines' | 'diff'>): Choosable<WriteChoice>[] => [
  { value: 'write', label: 'Write', key: 'y' },
  ...optional(lines !== undefined, { value: 'lines' as const, label: 'Show the new lines', key: 'l' }),
  ...optional(diff !== '', { value: 'diff' as const, label: 'Show the whole diff', key: 'd' }),
  BACK,
  QUIT,
]

export type LeaveChoice = 'write' | 'keep' | 'quit' | 'stay'

/** What a person answered, for the question how to leave. */
export interface AnsweredSoFar {
  readonly accepted: number
  readonly rejected: number
  readonly rules: number
  /** How many questions about the whole schema. */
  readonly schema: number
  /** Whether there are ticks in a table, which count only after Enter there. */
  readonly isTicked: boolean
}

const isSomething = ({ accepted, rejected, rules, schema }: AnsweredSoFar): boolean =>
  accepted + rejected + rules + schema > 0

/** The question before somebody leaves with something answered. */
export function leaveMessage(so: AnsweredSoFar): string {
  const { accepted, rejected, rules, schema, isTicked } = so
  const parts = [
    ...optional(accepted + rejected > 0, `${accepted} accepted, ${rejected} refused`),
    ...optional(rules > 0, `${counted(rules, 'rule')} confirmed`),
    ...optional(schema > 0, `${counted(schema, 'answer')} about the schema`),
  ]
  const ticks = isTicked ? ' Ticks count only after Enter in the table.' : ''
  return isSomething(so)
    ? `Leave? So far ${parts.join(', ')}.${ticks} Ctrl-C throws that away.`
    : `Leave? So far nothing is decided.${ticks}`
}

/**
 * What is offered follows what there is: nothing decided, nothing to write.
 *
 * @param remembered How many relations come back in any case.
 * @param canKeep Whether there is a decisions file to keep answers in.
 */
export const leaveChoices = (
  so: AnsweredSoFar,
  remembered: number,
  canKeep: boolean,
): Choosable<LeaveChoice>[] => [
  ...optional(so.accepted + so.rejected > 0, {
    value: 'write' as const,
    label: 'Write what is decided so far',
    key: 'w',
    help: 'shown first',
  }),
  ...optional(canKeep && isSomething(so), {
    value: 'keep' as const,
    label:
      remembered === 0
        ? 'Keep the answers for the next run, leave the schema'
        : 'Keep the answers for the next run',
    key: 'k',
    help: 'in the decisions file; the next run writes them',
  }),
  { value: 'quit', label: 'Throw away', key: 't', help: 'as if nothing had been asked' },
  { value: 'stay', label: 'Back to the question', key: 'b', isEscape: true },
]

/** That some guesses are too weak to be asked about; undefined where none is. */
export function weakMessage(interview: Interview): string | undefined {
  const count = unsettledIn(interview).length - openOf(interview).length
  const below = spelledConfidence(interview.askFrom)
  return count === 0
    ? undefined
    : `${counted(count, 'guess', 'guesses')} below ${below} ${count === 1 ? 'is' : 'are'} not asked about; --ask-from 0 asks.`
}

/** What comes back in any case; undefined where nothing does. */
export const rememberedMessage = (count: number): string | undefined =>
  count === 0
    ? undefined
    : `${counted(count, 'relation')} decided earlier ${count === 1 ? 'is' : 'are'} missing in the schema and ${count === 1 ? 'comes' : 'come'} back in any case.`
