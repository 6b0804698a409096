// The errors that a user can mend. Anything else that is thrown is a defect of ours and keeps its stack.
import { withoutPasswords } from './text/passwords.js'

/** What went wrong, for scripts. The command line exits with 2 for all of them but `interrupted` (130). */
export type RestoreErrorCode =
  | 'usage'
  | 'schema-not-found'
  | 'schema-unreadable'
  | 'schema-invalid'
  | 'schema-unsupported'
  | 'config-invalid'
  | 'decisions-invalid'
  | 'no-terminal'
  | 'would-break-schema'
  | 'file-changed'
  | 'write-failed'
  | 'database'
  | 'interrupted'

/**
 * An error that the user can mend.
 *
 * @example
 * throw new RestoreError('schema-not-found', 'No Prisma schema found.', 'Name it: restore-relations --schema PATH')
 */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
  constructor(
    readonly code: RestoreErrorCode,
    /** One line, without a stack or a line end. The password of a url in it is taken out. */
    message: string,
    /** The next command or step to try, in one line. */
    readonly hint: string,
  ) {
    super(withoutPasswords(message))
  }
}
