// The last lines of a normal run: what was done, what is left to look at, and what to do next.

import { plainStyle, type Style } from '../print/style.js'
import { counted, hanging, spelledDrift, wrapped } from '../print/words.js'
import type { Drift } from '../relation/drift.js'
import { isNamed, type Result } from '../relation/result.js'
import type { SourceFile } from '../schema/schema.js'

export interface SummarySettings {
  /** How the program is called here. */
  readonly command: string
  readonly width: number
  /** Where the decisions are kept, as it is spelled in `Result.written`. */
  readonly decisions?: string | undefined
  /** The report that was written beside the schema. */
  readonly report?: string | undefined
  /** How to get the files as they were, a command and what else it does; left out where nobody can tell. */
  readonly takeBack?: { readonly command: string; readonly says: string } | undefined
  /** False: no decisions are kept, so that none can be taken back by its id. */
  readonly remembers?: boolean
  /** Whether the run wrote `@@index` where one was missing: then it is the database that still lacks it. */
  readonly addsIndexes?: boolean
}

/**
 * How many sentences of one kind are printed before the report is the better place: both kinds, their titles and the notes
 * fit on the 24 lines of a plain terminal.
 */
const SENTENCES_SHOWN = 5

const DEFAULTS: SummarySettings = { command: 'npx restore-relations', width: 80 }

const UNBROKEN = '\u00A0'

/** A command that is to stay on one line, so that it can be copied. */
const unbroken = (command: string): string => command.replaceAll(' ', UNBROKEN)

/** Where more is said, unless a report was asked for. */
const REPORT = unbroken('--report FILE')

const item = (text: string, width: number): readonly string[] => hanging(`- ${text}`, width)

function listed(
  title: string,
  sentences: readonly string[],
  { width, report = REPORT }: SummarySettings,
): readonly string[] {
  if (sentences.length === 0) return []
  const more = sentences.length - SENTENCES_SHOWN
  return [
    title,
    ...sentences.slice(0, SENTENCES_SHOWN).flatMap((sentence) => item(sentence, width)),
    ...(more > 0 ? [`  and ${more} more; see ${report}`] : []),
  ]
}

/** What to do about decisions that nothing can be made of any more. */
const GONE = 'What is gone for good: delete its line from the decisions file.'

const driftSentence = (drift: Drift): string => {
  const { suggestion, restored } = drift
  return `${spelledDrift(drift)}${restored || suggestion === null ? '' : ` Likely now: ${suggestion}`}`
}

/** The schema files that are not as they were read. */
const changedFiles = ({ schema, after }: Result): readonly SourceFile[] =>
  after.filter(({ path, text }) => schema.files.some((file) => file.path === path && file.text !== text))

const TAKEN_OUT = 'repaired'
const INVALID = 'schema-invalid'

/** Whether relation fields go, which the schema as it was read no longer has. */
const isTakenOut = ({ warnings }: Result): boolean => warnings.some(({ code }) => code === TAKEN_OUT)

/** The ids of what was refused in this run and is to be remembered. */
const refusedNow = (
  { relations }: Result,
  { remembers = true }: Pick<SummarySettings, 'remembers'>,
): readonly string[] =>
  relations.flatMap(({ candidate, decision, by }) =>
    remembers && decision === 'rejected' && by !== 'memory' ? candidate.id : [],
  )

/** The ids of what was refused, each on a line of its own to copy: all of them where nothing but this tells of it. */
function refusalLines(result: Result, settings: SummarySettings): readonly string[] {
  const ids = refusedNow(result, settings)
  const isDone = result.written.length > 0
  const shown = isDone ? ids.slice(0, SENTENCES_SHOWN) : ids
  const more = ids.length - shown.length
  if (ids.length === 0) return []
  return [
    isDone ? 'Refused:' : 'Would be refused:',
    ...shown.map((id) => `  ${id}`),
    ...(more > 0 ? [`  and ${more} more; see all: ${settings.command} list`] : []),
  ]
}

function headline(result: Result, settings: SummarySettings): string {
  const { relations, written } = result
  const accepted = relations.filter(({ decision }) => decision === 'accepted').length
  const [first, ...others] = changedFiles(result)
  if (first === undefined && isTakenOut(result))
    return `${written.length > 0 ? 'Took' : 'Would take'} relation fields out; no relation is missing.`
  const refused = refusedNow(result, settings).length
  if (first === undefined && refused > 0) {
    const remembers = written.length > 0 ? 'Remembered' : 'Would remember'
    return `${remembers} ${counted(refused, 'refusal')}; the schema stays as it is.`
  }
  if (first === undefined)
    return `${written.length > 0 ? 'The schema stays as it is' : 'Nothing to write'}: no accepted relation is missing.`
  const where = others.length === 0 ? first.path : counted(others.length + 1, 'file')
  const verb = written.length > 0 ? 'Restored' : 'Would restore'
  return `${verb} ${counted(accepted, 'relation')} in ${where}.`
}

/** How much of what was restored nobody was asked about, because it was decided before. */
function decidedEarlier(result: Result): readonly string[] {
  const accepted = result.relations.filter(({ decision }) => decision === 'accepted')
  const earlier = accepted.filter(({ by }) => by === 'memory').length
  if (earlier === 0 || result.written.length === 0 || changedFiles(result).length === 0) return []
  return [
    earlier === accepted.length
      ? 'decided in an earlier run'
      : `${earlier} of them decided in an earlier run`,
  ]
}

/** What is left to do, each with its command. */
function leftToDo(
  result: Result,
  { command, addsIndexes = false, report = REPORT }: SummarySettings,
): readonly string[] {
  const { relations, unresolved, missingIndexes } = result
  const open = relations.filter((one) => one.decision === 'undecided' && isNamed(one))
  const putOff = new Set(result.putOff)
  const later = open.filter(({ candidate }) => putOff.has(candidate.id)).length
  const ofThem = later === 0 ? '' : later === open.length ? ', put off for now' : `, ${later} of them put off`
  return [
    ...(open.length === 0
      ? []
      : [`${counted(open.length, 'relation')} left to decide${ofThem}: ${unbroken(command)}`]),
    ...(unresolved.length === 0
      ? []
      : [`${counted(unresolved.length, 'column')} left without a target: ${report} says why`]),
    ...(missingIndexes.length === 0
      ? []
      : [
          addsIndexes
            ? `${counted(missingIndexes.length, 'index', 'indexes')} to create in the database: ${report} has the SQL`
            : `${counted(missingIndexes.length, 'relation')} without an index on the columns: ${unbroken('--indexes add')}`,
        ]),
  ]
}

/** What was taken out, with every line of it. */
function repairLines({ warnings }: Result, width: number): readonly string[] {
  return warnings
    .filter(({ code }) => code === TAKEN_OUT)
    .flatMap(({ says, lines = [] }) => [
      ...wrapped(says, width),
      ...lines.flatMap(({ path, line, text }) =>
        item(`${path}:${line} ${text.trim().replace(/\s+/g, ' ')}`, width),
      ),
    ])
}

/** Every file that was written, and what it is. */
function writtenFiles(result: Result, { decisions, report }: SummarySettings): readonly string[] {
  return [
    ...result.written.map((file) => (file === decisions ? `${file}, the decisions: commit it` : file)),
    ...(report === undefined ? [] : [`${report}, the report`]),
  ]
}

/** The names of the files that were written, under a title. */
function listOfWritten(result: Result, settings: SummarySettings): readonly string[] {
  const files = writtenFiles(result, settings)
  return files.length === 0 ? [] : ['Written:', ...files.flatMap((file) => item(file, settings.width))]
}

/**
 * The lines that end a run which somebody left before its end.
 *
 * @example
 * farewell({ ...result, left: 'thrown', written: [] }) // 'Stopped. Nothing was written.\nStart again: npx restore-relations\n'
 */
export function farewell(result: Result, settings: SummarySettings = DEFAULTS): string {
  const { left, kept = 0, written } = result
  const { command, width } = settings
  // Whoever throws everything away gets no report either, unless there was something to put back.
  const report = written.length === 0 ? undefined : settings.report
  const isKept = left === 'kept'
  const said = isKept
    ? `Kept ${counted(kept, 'answer')} for the next run; nothing of today is in the schema.`
    : `Stopped. ${written.length === 0 ? 'Nothing was written.' : 'Only what was decided earlier was written.'}`
  const lines = [
    ...wrapped(said, width),
    ...listOfWritten(result, { ...settings, report }),
    `${isKept ? 'Next' : 'Start again'}: ${command}`,
  ]
  return `${lines.join('\n')}\n`
}

/** What to do now, and how to take back what was done. */
function nextSteps(
  result: Result,
  { command, takeBack, remembers = true }: SummarySettings,
): readonly string[] {
  const { written, warnings, relations } = result
  const isChanged = isTakenOut(result) || changedFiles(result).length > 0
  if (written.length === 0 && (isChanged || refusedNow(result, { remembers }).length > 0))
    return ['Next: the same without --dry-run']
  if (!isChanged) return []
  const isInvalid = warnings.some(({ code }) => code === INVALID)
  const isNew = relations.some(({ decision, by }) => decision === 'accepted' && by !== 'memory')
  return [
    isInvalid
      ? `Next: mend what ${unbroken('npx prisma validate')} says, then ${unbroken('npx prisma generate')}`
      : `Next: ${unbroken('npx prisma generate')}`,
    ...(isNew && takeBack !== undefined
      ? [`To take all of it back: ${unbroken(takeBack.command)}${takeBack.says}`]
      : []),
    ...(isNew && remembers ? [`To take one relation back: ${unbroken(`${command} reject 'ID'`)}`] : []),
  ]
}

/**
 * The lines that end a run.
 *
 * @example
 * summary(result).split('\n')[0] // 'Restored 1 relation in schema.prisma.'
 */
export function summary(
  result: Result,
  settings: SummarySettings = DEFAULTS,
  style: Style = plainStyle,
): string {
  const { width } = settings
  const accepted = new Set(
    result.relations.flatMap(({ candidate, decision }) => (decision === 'accepted' ? candidate.id : [])),
  )
  // Somebody has just said what takes its place.
  const drift = result.drift.filter(({ suggestion }) => suggestion === null || !accepted.has(suggestion))
  const told = (isOfKind: (code: string) => boolean): readonly string[] =>
    result.warnings.flatMap(({ code, says }) => (isOfKind(code) ? says : []))
  const lines = [
    ...wrapped(headline(result, settings), width).map((line) => style('strong', line)),
    ...[...decidedEarlier(result), ...leftToDo(result, settings)].flatMap((note) => item(note, width)),
    ...refusalLines(result, settings),
    ...repairLines(result, width),
    ...listed('Decisions that no longer fit:', drift.map(driftSentence), settings),
    ...(drift.some(({ restored }) => !restored) ? wrapped(GONE, width) : []),
    ...listed(
      'Please note:',
      told((code) => code !== TAKEN_OUT && code !== INVALID),
      settings,
    ),
    ...told((code) => code === INVALID).flatMap((says) => wrapped(says, width)),
    ...listOfWritten(result, settings),
    ...nextSteps(result, settings).flatMap((step) => continued(step, width)),
  ]
  return `${lines.join('\n').replaceAll(UNBROKEN, ' ')}\n`
}

/** A sentence whose other lines are indented. */
function continued(text: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrapped(text, width - 2)
  return [first, ...rest.map((line) => `  ${line}`)]
}
