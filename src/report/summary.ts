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
  /** Whether the run wrote `@@index` where one was missing: then it is the database that still lacks it. */
  readonly addsIndexes?: boolean
}

/**
 * How many sentences of one kind are printed before the report is the better place: both kinds, their titles and the notes
 * fit on the 24 lines of a plain terminal.
 */
const SENTENCES_SHOWN = 5

const DEFAULTS: SummarySettings = { command: 'npx restore-relations', width: 80 }

const item = (text: string, width: number): readonly string[] => hanging(`- ${text}`, width)

function listed(title: string, sentences: readonly string[], width: number): readonly string[] {
  if (sentences.length === 0) return []
  const more = sentences.length - SENTENCES_SHOWN
  return [
    title,
    ...sentences.slice(0, SENTENCES_SHOWN).flatMap((sentence) => item(sentence, width)),
    ...(more > 0 ? [`  and ${more} more; see --report FILE`] : []),
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

/** Whether relation fields go, which the schema as it was read no longer has. */
const isTakenOut = ({ warnings }: Result): boolean => warnings.some(({ code }) => code === 'repaired')

function headline(result: Result): string {
  const { relations, written } = result
  const accepted = relations.filter(({ decision }) => decision === 'accepted').length
  const [first, ...others] = changedFiles(result)
  if (first === undefined && written.length > 0)
    return `Wrote ${written.join(', ')}; no relation was missing.`
  if (first === undefined && isTakenOut(result)) return 'Would take out relation fields; none is missing.'
  if (first === undefined) return 'Nothing to write: no accepted relation is missing.'
  const where = others.length === 0 ? first.path : counted(others.length + 1, 'file')
  const verb = written.length > 0 ? 'Restored' : 'Would restore'
  return `${verb} ${counted(accepted, 'relation')} in ${where}.`
}

/**
 * The lines that end a run.
 *
 * @example
 * summary(result).split('\n')[0] // 'Restored 1 relation in schema.prisma.'
 */
export function summary(
  result: Result,
  { command, width, addsIndexes = false }: SummarySettings = DEFAULTS,
  style: Style = plainStyle,
): string {
  const open = result.relations.filter((one) => one.decision === 'undecided' && isNamed(one)).length
  const { unresolved, missingIndexes, warnings, written } = result
  const accepted = new Set(
    result.relations.flatMap(({ candidate, decision }) => (decision === 'accepted' ? candidate.id : [])),
  )
  // Somebody has just said what takes its place.
  const drift = result.drift.filter(({ suggestion }) => suggestion === null || !accepted.has(suggestion))
  const earlier = result.relations.filter(
    ({ decision, by }) => decision === 'accepted' && by === 'memory',
  ).length
  const isRestored = earlier > 0 && written.length > 0 && changedFiles(result).length > 0
  const notes = [
    ...(isRestored
      ? [
          earlier === accepted.size
            ? 'decided in an earlier run'
            : `${earlier} of them decided in an earlier run`,
        ]
      : []),
    ...(open === 0 ? [] : [`${counted(open, 'relation')} left to decide: ${command}`]),
    ...(unresolved.length === 0
      ? []
      : [`${counted(unresolved.length, 'column')} left without a target: --report FILE says why`]),
    ...(missingIndexes.length === 0
      ? []
      : [
          addsIndexes
            ? `${counted(missingIndexes.length, 'index', 'indexes')} to create in the database: --report FILE has the SQL`
            : `${counted(missingIndexes.length, 'relation')} with no index on the columns: --indexes add`,
        ]),
  ]
  const lines = [
    style('strong', headline(result)),
    ...notes.flatMap((note) => item(note, width)),
    ...listed('Decisions that no longer fit:', drift.map(driftSentence), width),
    ...(drift.some(({ restored }) => !restored) ? wrapped(GONE, width) : []),
    ...listed(
      'Please note:',
      warnings.map(({ says }) => says),
      width,
    ),
    ...(written.length > 0 && (isTakenOut(result) || changedFiles(result).length > 0)
      ? ['Next: npx prisma generate']
      : []),
  ]
  return `${lines.join('\n')}\n`
}
