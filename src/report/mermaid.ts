// The relations as diagrams that GitHub and most Markdown viewers draw.
import type { Relation } from '../relation/relation.js'
import type { RelationOutcome } from '../relation/result.js'
import { pictures } from './clusters.js'

/**
 * How many relations one diagram holds. A choice, not a measurement: more are a knot that nobody can follow. It stays far
 * below what Mermaid takes: 500 lines (its `maxEdges`) and 50,000 characters (`maxTextSize`, a relation has a hundred).
 */
const DRAWABLE = 40

/**
 * A name in quotes, since bare ones may be words of Mermaid's own: `Class`, `Style`, `One`, `to`. Prisma takes no character
 * that needs more.
 *
 * @see https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
const quotedName = (name: string): string => `"${name.replace(/["%\\]/g, '_')}"`

function arrow({ candidate, decision }: RelationOutcome): string {
  const line = decision === 'accepted' ? '--' : '..'
  const many = candidate.cardinality === 'one-to-one' ? 'o|' : 'o{'
  const one = candidate.optional ? '|o' : '||'
  return `${one}${line}${many}`
}

/** One diagram, and what it is about. */
export interface Diagram {
  /** The models that take part, those first that tell most about what it is. */
  readonly models: readonly string[]
  readonly relations: number
  readonly text: string
}

/**
 * Draws relations as entity relationship diagrams, one for each cluster that a person can read: solid lines are accepted,
 * dotted ones are not.
 *
 * @example
 * mermaid(result.relations)[0].text // 'erDiagram\n  "User" ||--o{ "Post" : "author"\n'
 */
export function mermaid(relations: readonly RelationOutcome[]): readonly Diagram[] {
  const links = relations.map((outcome): Relation & { readonly outcome: RelationOutcome } => ({
    from: outcome.candidate.from,
    to: outcome.candidate.to,
    outcome,
  }))
  return pictures(links, DRAWABLE).map((picture) => {
    const lines = picture.links.map(
      ({ from, to, outcome }) =>
        `  ${quotedName(to.model)} ${arrow(outcome)} ${quotedName(from.model)} : ${quotedName(outcome.names.field)}\n`,
    )
    return {
      models: picture.models,
      relations: picture.links.length,
      text: `erDiagram\n${lines.join('')}`,
    }
  })
}
