// The decisions file as `list` prints it: a table for people, plain data for programs.
import { groupBy } from '../grouped.js'
import type { DecisionsFile, RememberedRelation } from '../memory/decisions-file.js'
import { counted, wrapped } from '../print/words.js'

const TITLES = { accept: 'Accepted', reject: 'Rejected' } as const

/** Who decided, in words; whoever wrote an entry by hand left it out. */
const DECIDED_BY = { person: 'by a person', policy: 'by --yes', schema: 'by the schema' } as const

const titleOf = ({ verdict, by }: RememberedRelation): string =>
  `${TITLES[verdict]} ${by === undefined ? 'by hand' : DECIDED_BY[by]}`

type ListedDecision = readonly [id: string, decision: RememberedRelation]

const entriesOf = ({ relations }: DecisionsFile): readonly ListedDecision[] =>
  Object.entries(relations).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/** The fields that a relation is written with: `author / posts`. */
const namesOfFields = ({ verdict, field, back }: RememberedRelation): string =>
  verdict === 'accept' ? [field, back].filter((name) => name !== undefined && name !== '').join(' / ') : ''

const INDENT_BELOW = 4

/** Decisions of one kind: ids and names side by side where all of them fit, else below each other. */
function sectionLines(title: string, entries: readonly ListedDecision[], width: number): readonly string[] {
  const rows = entries.map(([id, decision]) => ({ id, names: namesOfFields(decision), note: decision.note }))
  const column = Math.max(...rows.map(({ id }) => id.length))
  const isTable = rows.every(({ names }) => 2 + column + 2 + names.length <= width)
  const below = (text: string): readonly string[] =>
    text === '' ? [] : wrapped(text, width - INDENT_BELOW).map((line) => ' '.repeat(INDENT_BELOW) + line)
  return [
    '',
    `${title}:`,
    ...rows.flatMap(({ id, names, note = '' }) => [
      // An id is copied as it stands, however long it is.
      ...(isTable ? [`  ${id.padEnd(column)}  ${names}`.trimEnd()] : [`  ${id}`, ...below(names)]),
      ...below(note),
    ]),
  ]
}

/** What the file holds beside its decisions, each kind in one sentence. */
function otherLines({ rules, ignore, aliases, answers }: DecisionsFile, width: number): readonly string[] {
  const { relationModeDue, ...rest } = answers
  const told = [
    ['Rules', rules.map(({ from, to }) => `${from} -> ${to}`)],
    ['Left out', ignore],
    ['Aliases', Object.entries(aliases).map(([short, long]) => `${short} means ${long}`)],
    ['Answers', Object.entries(rest).map(([name, answer]) => `${name}: ${answer}`)],
    ['For the next run', relationModeDue === true ? ['it writes the relationMode'] : []],
  ] as const
  const lines = told.flatMap(([title, items]) =>
    items.length === 0 ? [] : wrapped(`${title}: ${items.join(', ')}`, width),
  )
  return lines.length === 0 ? [] : ['', ...lines]
}

/**
 * The decisions as a table.
 *
 * @param place The decisions file, as a person reads it.
 * @param width Of the terminal, in characters.
 * @example
 * printDecisionList(noDecisions, 'restore-relations.json', 80) // 'Nothing is decided yet: there is nothing in restore-relations.json.\n'
 */
export function printDecisionList(file: DecisionsFile, place: string, width: number): string {
  const entries = entriesOf(file)
  const rest = otherLines(file, width)
  if (entries.length === 0 && rest.length === 0)
    return `Nothing is decided yet: there is nothing in ${place}.\n`
  const accepted = entries.filter(([, { verdict }]) => verdict === 'accept').length
  const count = `${counted(entries.length, 'decision')} in ${place}: ${accepted} accepted, ${entries.length - accepted} rejected.`
  const lines = [
    ...wrapped(count, width),
    ...[...groupBy(entries, ([, decision]) => titleOf(decision))]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([title, own]) => sectionLines(title, own, width)),
    ...rest,
    ...(accepted === 0 ? [] : ['', ...wrapped("To take one back: npx restore-relations reject 'ID'", width)]),
  ]
  return `${lines.join('\n')}\n`
}

/**
 * The same for programs.
 *
 * @example
 * JSON.parse(printDecisionListJson(noDecisions)).decisions // []
 */
export function printDecisionListJson(file: DecisionsFile): string {
  const { rules, ignore, aliases, answers } = file
  const decisions = entriesOf(file).map(([id, decision]) => ({ id, ...decision }))
  return `${JSON.stringify({ version: 1, decisions, rules, ignore, aliases, answers }, null, 2)}\n`
}
