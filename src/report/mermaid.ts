// The relations as a diagram that GitHub and most Markdown viewers draw.
import type { RelationOutcome } from '../relation/result.js'

/**
 * How many relations one diagram holds. A choice, not a measurement: more are a knot that nobody can follow. It stays far
 * below the 50,000 characters that Mermaid takes (its `maxTextSize`): a relation has fifty or so.
 */
const DRAWABLE = 60

/** Mermaid takes few characters in a name, and needs quotes for a label. */
const entity = (name: string): string => name.replace(/[^\p{L}\p{N}_]/gu, '_')

function arrow({ candidate, decision }: RelationOutcome): string {
  const line = decision === 'accepted' ? '--' : '..'
  const many = candidate.cardinality === 'one-to-one' ? 'o|' : 'o{'
  const one = candidate.optional ? '|o' : '||'
  return `${one}${line}${many}`
}

/** The relations between the models that take part in most of them. */
function mostConnected(relations: readonly RelationOutcome[]): readonly RelationOutcome[] {
  const degrees = new Map<string, number>()
  for (const { candidate } of relations)
    for (const { model } of [candidate.from, candidate.to]) degrees.set(model, (degrees.get(model) ?? 0) + 1)
  const degree = ({ candidate: { from, to } }: RelationOutcome): number =>
    (degrees.get(from.model) ?? 0) + (degrees.get(to.model) ?? 0)
  const kept = new Set(relations.toSorted((a, b) => degree(b) - degree(a)).slice(0, DRAWABLE))
  return relations.filter((relation) => kept.has(relation))
}

export interface Diagram {
  readonly text: string
  /** How many relations were left out because nobody could read them all. */
  readonly leftOut: number
}

/**
 * Draws relations as an entity relationship diagram: solid lines are accepted, dotted ones are not.
 *
 * @example
 * mermaid(result.relations).text // 'erDiagram\n  User ||--o{ Post : "author"\n'
 */
export function mermaid(relations: readonly RelationOutcome[]): Diagram {
  const drawn = relations.length > DRAWABLE ? mostConnected(relations) : relations
  const lines = drawn.map((relation) => {
    const { from, to } = relation.candidate
    const label = JSON.stringify(relation.names.field)
    return `  ${entity(to.model)} ${arrow(relation)} ${entity(from.model)} : ${label}`
  })
  return { text: `erDiagram\n${lines.join('\n')}\n`, leftOut: relations.length - drawn.length }
}
