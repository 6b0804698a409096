// The report for people who were not there: what `--report FILE` writes.

import { counted, spelledColumns, spelledConfidence, spelledEvidence } from '../print/words.js'
import type { RelationOutcome, Result } from '../relation/result.js'
import { type Diagram, mermaid } from './mermaid.js'
import { type PageRelation, type PageSettings, type PageState, pageData, pageStateOf } from './page-data.js'

/** A text in a table cell: no pipe and no line end may end it early, no bracket may become HTML. */
const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ')

const code = (text: string): string => `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ')}\``

/** A block of code, in a fence that no line of it can close: a name in a database may hold backticks and line ends. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

const section = (title: string, ...paragraphs: readonly string[]): string =>
  [`## ${title}`, ...paragraphs].join('\n\n')

const STATE_NAMES: Readonly<Record<PageState, string>> = {
  restored: 'accepted',
  existing: 'declared before',
  proposed: 'would be accepted',
  open: 'open',
  rejected: 'rejected',
}
const DECIDERS = { user: ' by a person', policy: ' by confidence', memory: ' before' } as const

const decisionOf = ({ by }: RelationOutcome, state: PageState): string =>
  `${STATE_NAMES[state]}${by === null ? '' : DECIDERS[by]}`

function relationsSection(relations: readonly RelationOutcome[], writes: boolean): string {
  const rows = relations.map((relation) => {
    const { candidate, alternatives, names } = relation
    const rivals = alternatives.map(
      ({ to, confidence }) => `${spelledColumns(to)} (${spelledConfidence(confidence)})`,
    )
    return [
      code(spelledColumns(candidate.from)),
      code(spelledColumns(candidate.to)),
      // What is rejected has no names, and a reference in one direction has no name back.
      [names.field, names.back].some(Boolean)
        ? code([names.field, names.back].filter(Boolean).join(' / '))
        : '',
      spelledConfidence(candidate.confidence),
      decisionOf(relation, pageStateOf(relation, writes)),
      `${spelledEvidence(candidate.evidence)}${rivals.length === 0 ? '' : `; or ${rivals.join(', ')}`}`,
    ]
  })
  const head = ['from', 'to', 'names', 'confidence', 'decision', 'why']
  return section('Relations', table(head, rows))
}

/** What a diagram is called: by the models that are referenced most. */
function diagramTitle({ models, relations }: Diagram): string {
  const named = models.slice(0, 3).map(code).join(', ')
  const more = models.length <= 3 ? '' : ` and ${models.length - 3} more`
  return `### ${named}${more}: ${counted(relations, 'relation')}`
}

function diagramSection(relations: readonly PageRelation[]): string {
  const diagrams = mermaid(relations)
  const drawn = diagrams.flatMap((diagram) => [
    ...(diagrams.length === 1 ? [] : [diagramTitle(diagram)]),
    fenced('mermaid', diagram.text),
  ])
  const has = (state: PageState): boolean => relations.some((relation) => relation.state === state)
  const solid = has('existing') ? 'Solid lines are accepted or declared before' : 'Solid lines are accepted'
  const dotted = has('proposed') ? 'dotted ones would be accepted or are open' : 'dotted ones are open'
  const note = `${solid}, ${dotted}.`
  return diagrams.length === 1
    ? section('Diagram', ...drawn, note)
    : section('Diagrams', `Each shows models that belong together. ${note}`, ...drawn)
}

const unresolvedSection = ({ unresolved }: Result): string =>
  section(
    'Columns that fit nothing',
    table(
      ['column', 'why', 'nearest'],
      unresolved.map(({ from, says, guesses }) => [
        code(spelledColumns(from)),
        says,
        guesses.map(({ to }) => spelledColumns(to)).join(', '),
      ]),
    ),
  )

const indexesSection = ({ missingIndexes }: Result): string =>
  section(
    'Missing indexes',
    'Without an index on its columns a relation makes the database read whole tables.',
    table(
      ['columns', 'in the schema'],
      missingIndexes.map(({ columns, attribute }) => [code(spelledColumns(columns)), code(attribute)]),
    ),
    fenced('sql', missingIndexes.map(({ statement }) => statement).join('\n')),
  )

const driftSection = ({ drift }: Result): string =>
  section(
    'Decisions that no longer fit',
    drift
      .map(({ id, says, suggestion, restored }) => {
        const outcome = restored ? 'Restored in its new shape.' : 'Not restored.'
        return `- ${code(id)}: ${cell(says)} ${outcome}${suggestion === null ? '' : ` Likely now: ${code(suggestion)}`}`
      })
      .join('\n'),
  )

const warningsSection = ({ warnings }: Result): string =>
  section('Warnings', warnings.map(({ says }) => `- ${cell(says)}`).join('\n'))

/**
 * The report in Markdown: diagram, relations with their evidence, and whatever else deserves a look.
 *
 * @example
 * writeFileSync('relations.md', markdown(result, { writes: true, remembers: true, remembered: {} }))
 */
export function markdown(result: Result, settings: PageSettings): string {
  // The same as on the page, so that two reports of one run agree.
  const { relations } = pageData(result, settings)
  const drawn = relations.filter(({ state }) => state !== 'rejected')
  const files = result.schema.files.map(({ path }) => code(path)).join(', ')
  const count = (state: PageState): number => relations.filter((relation) => relation.state === state).length
  const some = (state: PageState): readonly string[] =>
    count(state) === 0 ? [] : [`${count(state)} ${STATE_NAMES[state]}`]
  const counts = [
    `${counted(count('restored'), 'relation')} accepted`,
    ...some('proposed'),
    `${count('open')} open`,
    ...some('existing'),
    `${counted(result.unresolved.length, 'column')} unresolved`,
  ]
  const sections = [
    `# Relations of ${files}`,
    `${counts.join(', ')}.`,
    ...(drawn.length === 0 ? [] : [diagramSection(drawn)]),
    ...(result.relations.length === 0 ? [] : [relationsSection(result.relations, settings.writes)]),
    ...(result.drift.length === 0 ? [] : [driftSection(result)]),
    ...(result.unresolved.length === 0 ? [] : [unresolvedSection(result)]),
    ...(result.missingIndexes.length === 0 ? [] : [indexesSection(result)]),
    ...(result.warnings.length === 0 ? [] : [warningsSection(result)]),
  ]
  return `${sections.join('\n\n')}\n`
}
