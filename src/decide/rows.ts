// Relations as rows of a table, and all that is known of one.
import { compositeConventions } from '../infer/conventions/composite.js'
import { conventions } from '../infer/conventions/index.js'
import type { Style } from '../print/style.js'
import {
  hanging,
  spelledColumns,
  spelledConfidence,
  spelledEvidence,
  spelledRelation,
} from '../print/words.js'
import type { PlannedRelation } from '../relation/planned-relation.js'
import type { Open } from './interview.js'
import type { TableContent, TableRow } from './table.js'

/** The reasons that stand behind a confidence, in a table: the first of them. */
const firstReason = ({ candidate: { evidence } }: Open): string => spelledEvidence(evidence, 1)

/** What a convention is called: a person's own choice and a project's rule have none. */
const conventionTitle = (name: string): string =>
  [...conventions, ...compositeConventions].find((one) => one.name === name)?.title ?? 'Another reason'

/** How the rows of a table can be grouped. */
const ARRANGEMENTS = ['target', 'convention'] as const

/**
 * What a table shows of relations: the least certain first, those at or above the confidence ticked.
 *
 * @param plannedOf How they would be written.
 */
export function tableOfOpen(
  open: readonly Open[],
  minConfidence: number,
  plannedOf: (key: string) => PlannedRelation | undefined,
): TableContent {
  const rows = open
    .toSorted((a, b) => a.candidate.confidence - b.candidate.confidence)
    .map((one): TableRow => {
      const { candidate, key } = one
      const target = spelledColumns(candidate.to)
      return {
        key,
        groups: [`-> ${target}`, conventionTitle(candidate.convention)],
        labels: [spelledColumns(candidate.from), spelledRelation(candidate)],
        share: spelledConfidence(candidate.confidence),
        says: firstReason(one),
        details: detailsOf(one, plannedOf(key)),
      }
    })
  return {
    arrangements: ARRANGEMENTS,
    rows,
    ticked: open.flatMap(({ key, candidate }) => (candidate.confidence >= minConfidence ? key : [])),
  }
}

/** All that is known of a relation, and the lines it would be written with. */
function detailsOf({ candidate, reference }: Open, planned: PlannedRelation | undefined): readonly string[] {
  const { from, to, evidence } = candidate
  const rivals = reference.candidates
    .filter(({ id }) => id !== candidate.id)
    .map((rival) => `${spelledColumns(rival.to)} (${spelledConfidence(rival.confidence)})`)
  return [
    spelledEvidence(evidence),
    ...(rivals.length === 0 ? [] : [`or ${rivals.join(', ')}`]),
    ...(planned === undefined
      ? []
      : [`${from.model}  + ${planned.lines.field}`, `${to.model}  + ${planned.lines.back}`]),
  ]
}

/** What `d` shows of so many; more would scroll away. */
const DETAILED = 12

/** The details of everything that a question is about. */
export function detailLines(
  open: readonly Open[],
  plannedOf: (key: string) => PlannedRelation | undefined,
  width: number,
  style: Style,
): readonly string[] {
  const rest = open.length - DETAILED
  return [
    ...open.slice(0, DETAILED).flatMap((one) => {
      const { candidate, key } = one
      return [
        `${style('strong', spelledRelation(candidate))}  ${spelledConfidence(candidate.confidence)}`,
        ...detailsOf(one, plannedOf(key)).flatMap((text) => hanging(text, width)),
      ]
    }),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ]
}
