// What the library promises.
export { RestoreError, type RestoreErrorCode } from './errors.js'
export { inferRelations, restoreRelations, restoreText } from './library/library.js'
export type {
  LibraryOptions,
  Restored,
  RestoredText,
  RestoreOptions,
  RestoreTextOptions,
  Verdict,
} from './library/options.js'
export {
  type ReviewAnswer,
  type ReviewMember,
  type ReviewOptions,
  type ReviewQuestion,
  type ReviewState,
  review,
} from './library/review.js'
export type { Report, ReportedColumn, ReportedIndex, ReportedRelation } from './report/json.js'
export type { RestoreEvent, Stage } from './run/restore.js'
export type { SourceFile } from './schema/schema.js'
