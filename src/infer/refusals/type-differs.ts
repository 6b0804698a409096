import type { Refusal } from '../refusal.js'
import { blockerOf } from './blocker.js'

/** The table that the column is named after has a key, but of another type: nothing worse named is meant instead. */
export const typeDiffers: Refusal = {
  reason: 'type-differs',
  says: (targets) => {
    const key = blockerOf(targets)?.key
    if (key === undefined) return undefined
    const { field } = key.column
    return `looks like ${key.table.model.name}.${field.name}, but ${targets.column.field.type} and ${field.type} differ`
  },
}
