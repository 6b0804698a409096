// How an error reaches a person: one line and what to try, or a stack and the wish for a report.
import { RestoreError } from '../errors.js'
import { outputFailure } from '../files.js'
import { withoutPasswords } from '../text/passwords.js'

/** The exit status of a run that ended with this error. */
export const statusOf = (error: unknown): 2 | 130 =>
  error instanceof RestoreError && error.code === 'interrupted' ? 130 : 2

/** Whether this is the system refusing what was printed. Whatever is written into a file has its own errors. */
const isOutputError = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && error.syscall === 'write'

/** What to print to stderr. Only unexpected errors show a stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof RestoreError) return `${error.message}\n${error.hint}\n`
  if (isOutputError(error)) return `${outputFailure(error)}\n`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    withoutPasswords(stack),
    '',
    'This is a defect of restore-relations; your files are as they were.',
    'Please report it with the lines above, where you got restore-relations from.',
    '',
  ].join('\n')
}
