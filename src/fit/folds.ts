// Divides a collection so that weights are never measured on schemas that taught them, or on other versions of those.
import type { Specimen } from './collection.js'

/** What all versions of one project share, and one schema in several sets. */
const projectOf = ({ name }: Specimen): string => name.replace(/__\d+$/, '')

// FNV-1a: the same division on every machine.
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** The fold of every specimen, 0 to `count - 1`, all versions of a project in the same one. */
export function foldsOf(specimens: readonly Specimen[], count: number): ReadonlyMap<Specimen, number> {
  const projects = [...new Set(specimens.map(projectOf))].sort((a, b) => hash(a) - hash(b))
  const places = new Map(projects.map((name, i) => [name, i % count]))
  return new Map(specimens.map((specimen) => [specimen, places.get(projectOf(specimen)) ?? 0]))
}
