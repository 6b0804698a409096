// Which kind of report a file is to hold: its ending says so.
import path from 'node:path'
import { RestoreError } from '../errors.js'

/** Endings of other kinds of files: whoever asks for one of them would open Markdown with the wrong program. */
const OTHERS = new Set(
  'csv doc docx json mht mhtml pdf png rtf sql svg toml xhtml xls xlsx xml yaml yml'.split(' '),
)

/**
 * The kind of report that a file name asks for.
 *
 * @throws RestoreError `usage` for the ending of a kind that there is not.
 * @example
 * reportFormat('docs/relations.HTML') // 'html'
 */
export function reportFormat(file: string): 'html' | 'markdown' {
  const ending = path.extname(file).slice(1).toLowerCase()
  if (OTHERS.has(ending))
    throw new RestoreError(
      'usage',
      `A report is a page (.html) or Markdown (.md), not .${ending}.`,
      ending === 'json'
        ? 'For programs: npx restore-relations --json'
        : 'Name such a file: --report relations.html',
    )
  return ending === 'html' || ending === 'htm' ? 'html' : 'markdown'
}
