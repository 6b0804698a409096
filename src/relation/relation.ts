// A relation at its barest: which columns reference which.
import type { Columns } from '../schema/schema.js'

/** The referencing columns and, in the same order, the referenced ones. */
export interface Relation {
  readonly from: Columns
  readonly to: Columns
}
