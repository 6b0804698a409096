// The report for people who were not there: what `--report FILE` writes.

import { counted, spelledColumns, spelledConfidence, spelledEvidence } from '../print/words.js'
import type { RelationOutcome, Result } from '../relation/result.js'
import { type Diagram, mermaid } from './mermaid.js'

/** A text in a table cell: no pipe and no line end may end it early, no bracket may become HTML. */
const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ')

const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

const section = (title: string, ...paragraphs: readonly string[]): string =>
  [`## ${title}`, ...paragraphs].join('\n\n')

const DECISIONS = { accepted: 'accepted', rejected: 'rejected', undecided: 'open' } as const
const DECIDERS = { user: ' by a person', policy: ' by confidence', memory: ' before' } as const

const decisionOf = ({ decision, by }: RelationOutcome): string =>
  `${DECISIONS[decision]}${by === null ? '' : DECIDERS[by]}`

function relationsSection(relations: readonly RelationOutcome[]): string {
  const rows = relations.map((relation) => {
    const { candidate, alternatives, names } = relation
    const rivals = alternatives.map(
      ({ to, confidence }) => `${spelledColumns(to)} (${spelledConfidence(confidence)})`,
    )
    return [
      code(spelledColumns(candidate.from)),
      code(spelledColumns(candidate.to)),
      code(`${names.field} / ${names.back}`),
      spelledConfidence(candidate.confidence),
      decisionOf(relation),
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

function diagramSection(relations: readonly RelationOutcome[]): string {
  const diagrams = mermaid(relations)
  const drawn = diagrams.flatMap((diagram) => [
    ...(diagrams.length === 1 ? [] : [diagramTitle(diagram)]),
    `\`\`\`mermaid\n${diagram.text}\`\`\``,
  ])
  const note = 'Solid lines are accepted, dotted ones are open.'
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
    `\`\`\`sql\n${missingIndexes.map(({ statement }) => statement).join('\n')}\n\`\`\``,
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
 * writeFileSync('relations.md', markdown(result))
 */
export function markdown(result: Result): string {
  const drawn = result.relations.filter(({ decision }) => decision !== 'rejected')
  const files = result.schema.files.map(({ path }) => code(path)).join(', ')
  const accepted = result.relations.filter(({ decision }) => decision === 'accepted').length
  const open = result.relations.filter(({ decision }) => decision === 'undecided').length
  const sections = [
    `# Relations of ${files}`,
    `${counted(accepted, 'relation')} accepted, ${open} open, ${counted(result.unresolved.length, 'column')} unresolved.`,
    ...(drawn.length === 0 ? [] : [diagramSection(drawn)]),
    ...(result.relations.length === 0 ? [] : [relationsSection(result.relations)]),
    ...(result.drift.length === 0 ? [] : [driftSection(result)]),
    ...(result.unresolved.length === 0 ? [] : [unresolvedSection(result)]),
    ...(result.missingIndexes.length === 0 ? [] : [indexesSection(result)]),
    ...(result.warnings.length === 0 ? [] : [warningsSection(result)]),
  ]
  return `${sections.join('\n\n')}\n`
}
