// One relation in words, for a terminal.

import type { Candidate } from '../relation/candidate.js'
import type { PlannedRelation } from '../relation/planned-relation.js'
import { plainStyle, type Style } from './style.js'
import { spelledColumns, spelledConfidence, spelledEvidence, spelledRelation, wrapped } from './words.js'

/** What a card is made of. */
export interface CardContent {
  readonly candidate: Candidate
  /** Its rivals, the best first. */
  readonly rivals: readonly Candidate[]
  /** How it would be written; left out where it would not be. */
  readonly planned?: PlannedRelation | undefined
}

/**
 * How many reasons of each kind and how many rivals are told: the card and the six answers below it are to fit on the 24
 * lines of a plain terminal.
 */
const REASONS_SHOWN = 3

/**
 * The lines of a card.
 *
 * @param width Of the terminal, in characters.
 * @example
 * card({ candidate, rivals: [], planned }, 80).join('\n')
 */
export function card(
  { candidate, rivals, planned }: CardContent,
  width = 80,
  style: Style = plainStyle,
): readonly string[] {
  const { from, to, confidence, convention, evidence } = candidate
  // What a person decided needs no number.
  const number = convention === 'decision' ? '' : `  ${spelledConfidence(confidence)}`
  const title = `${style('strong', spelledRelation(candidate))}${number}`
  const why = wrapped(spelledEvidence(evidence, REASONS_SHOWN), width)
  const others = rivals
    .slice(0, REASONS_SHOWN)
    .map((rival) => `${spelledColumns(rival.to)} (${spelledConfidence(rival.confidence)})`)
  const indent = Math.max(from.model.length, to.model.length) + 2
  const lines = (model: string, text: string): readonly string[] => {
    // An argument stays on the line of its name.
    const broken = wrapped(text.replaceAll(': ', ':\u00A0'), width - indent - 4)
    const [first = '', ...rest] = broken.map((part) => part.replaceAll('\u00A0', ' '))
    return [
      `${style('quiet', model.padEnd(indent))}${style('added', `+ ${first}`)}`,
      ...rest.map((line) => `${' '.repeat(indent + 4)}${style('added', line)}`),
    ]
  }
  return [
    title,
    // First what is cut last on a small screen: the lines that a yes writes.
    ...(planned === undefined
      ? []
      : [...lines(from.model, planned.lines.field), ...lines(to.model, planned.lines.back)]),
    ...(evidence.length === 0 ? [] : why.map((text) => style('quiet', text))),
    ...(others.length === 0
      ? []
      : wrapped(`or ${others.join(', ')}`, width).map((text) => style('quiet', text))),
  ]
}
