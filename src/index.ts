// What the library promises.
export type { ReviewAnswer, ReviewMember, ReviewQuestion } from './decide/conversation.js'
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
export { type ReviewOptions, type ReviewState, review } from './library/review.js'
export type { Report, ReportedColumn, ReportedIndex, ReportedRelation } from './report/json.js'
export type { RestoreEvent, Stage } from './run/restore.js'
export type { SourceFile } from './schema/schema.js'
