// The relations as diagrams that GitHub and most Markdown viewers draw.
import { pictures } from './clusters.js'
import type { PageRelation } from './page-data.js'

/**
 * How many relations one diagram holds. A choice, not a measurement: more are a knot that nobody can follow. It stays far
 * below what Mermaid takes: 500 lines (its `maxEdges`) and 50,000 characters (`maxTextSize`, a relation has a hundred).
 */
const DRAWABLE = 40

/**
 * A name in quotes, since bare ones may be words of Mermaid's own: `Class`, `Style`, `One`, `to`. Only the name of a relation
 * can hold a character that needs more.
 *
 * @see https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
const quotedName = (name: string): string => `"${name.replace(/["%\\`\r\n]/g, '_')}"`

function arrow({ to, state, isOneToOne, isOptional }: PageRelation): string {
  const line = state === 'restored' || state === 'existing' ? '--' : '..'
  // Two lists have no columns.
  if (to.fields.length === 0) return `}o${line}o{`
  const many = isOneToOne ? 'o|' : 'o{'
  const one = isOptional ? '|o' : '||'
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
 * Draws relations as entity relationship diagrams, one for each cluster that a person can read: solid lines are accepted
 * or stand in the schema, dotted ones do not.
 *
 * @example
 * mermaid(shown)[0].text // 'erDiagram\n  "User" ||--o{ "Post" : "author"\n'
 */
export function mermaid(relations: readonly PageRelation[]): readonly Diagram[] {
  return pictures(relations, DRAWABLE).map((picture) => {
    const lines = picture.links.map(
      (relation) =>
        `  ${quotedName(relation.to.model)} ${arrow(relation)} ${quotedName(relation.from.model)} : ${quotedName(relation.names.field)}\n`,
    )
    return {
      models: picture.models,
      relations: picture.links.length,
      text: `erDiagram\n${lines.join('')}`,
    }
  })
}
