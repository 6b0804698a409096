// One relation in words, for a terminal.
import type { PlannedRelation } from '../edit/edit.js'
import type { Candidate } from '../infer/candidate.js'
import { plainStyle, type Style } from './style.js'
import { spelledColumns, spelledConfidence, spelledEvidence, wrapped } from './words.js'

/** What a card shows. */
export interface Card {
  readonly candidate: Candidate
  /** Its rivals, the best first. */
  readonly rivals: readonly Candidate[]
  /** How it would be written; left out where it would not be. */
  readonly planned?: PlannedRelation | undefined
}

/** How much of the evidence and of the rivals fits on a screen. */
const SHOWN = 3

/**
 * The lines of a card.
 *
 * @param width Of the terminal, in characters.
 * @example
 * card({ candidate, rivals: [], planned }, 80).join('\n')
 */
export function card(
  { candidate, rivals, planned }: Card,
  width = 80,
  style: Style = plainStyle,
): readonly string[] {
  const { from, to, confidence, evidence } = candidate
  const title = `${style('strong', `${spelledColumns(from)} -> ${spelledColumns(to)}`)}  ${spelledConfidence(confidence)}`
  const why = wrapped(spelledEvidence(evidence, SHOWN), width)
  const others = rivals
    .slice(0, SHOWN)
    .map((rival) => `${spelledColumns(rival.to)} (${spelledConfidence(rival.confidence)})`)
  const modelWidth = Math.max(from.model.length, to.model.length)
  const line = (model: string, text: string): string =>
    `${style('quiet', model.padEnd(modelWidth))}  ${style('added', `+ ${text}`)}`
  return [
    title,
    ...(evidence.length === 0 ? [] : why.map((text) => style('quiet', text))),
    ...(others.length === 0
      ? []
      : wrapped(`or ${others.join(', ')}`, width).map((text) => style('quiet', text))),
    ...(planned === undefined
      ? []
      : [line(from.model, planned.lines.field), line(to.model, planned.lines.back)]),
  ]
}
