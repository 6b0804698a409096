// Whether the authors of a schema declare their relations: only then does a column without one say anything.
import { habitsOf } from '../infer/habits.js'
import { nameIndexOf } from '../infer/name-index.js'
import type { Specimen } from './collection.js'

const DENSE_SHARE = 0.9

/** Whether at least nine in ten columns that plainly name a table are declared as relations. */
export function isDense(specimen: Specimen): boolean {
  if (specimen.dense !== undefined) return specimen.dense
  const habits = habitsOf(nameIndexOf(specimen.schema))
  const declared = new Set(
    specimen.relations.flatMap(({ from }) => from.fields.map((field) => `${from.model}.${field}`)),
  )
  const obvious = habits.sure.map(({ column }) => `${column.table.model.name}.${column.field.name}`)
  return (
    obvious.length > 0 && obvious.filter((name) => declared.has(name)).length >= DENSE_SHARE * obvious.length
  )
}
