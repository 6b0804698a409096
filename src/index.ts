// What the library promises.
export { RestoreError, type RestoreErrorCode } from './errors.js'
export {
  inferRelations,
  type LibraryOptions,
  type Restored,
  type RestoredText,
  type RestoreOptions,
  type RestoreTextOptions,
  restoreRelations,
  restoreText,
  type Verdict,
} from './library.js'
export type { Report, ReportedColumn, ReportedIndex, ReportedRelation } from './report/json.js'
export type { RestoreEvent, Stage } from './restore.js'
export type { SourceFile } from './schema/schema.js'
