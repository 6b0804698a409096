// The schema as a run starts from it: without the relation fields that a pull left broken, if that is agreed to.

import { applyEdits, editFormatted, offsetBefore } from '../edit/apply.js'
import { type Repair, repairs } from '../edit/repair.js'
import { loadEngine } from '../prisma/engine.js'
import { refuseBroken } from '../prisma/verdict.js'
import { read } from '../schema/read.js'
import type { SourceFile } from '../schema/schema.js'
import type { RunInput } from './examine.js'

/**
 * Takes the broken relation fields out of a schema.
 *
 * @param format Whether a formatted file is to stay formatted.
 * @param agree Asked once, and only if something is broken; false leaves everything as it is.
 * @returns The files, and what was taken out of them.
 * @throws RestoreError `schema-invalid` when the schema has other errors still; its line is that of the file as it is.
 */
export async function repaired(
  files: readonly SourceFile[],
  format: boolean,
  agree: (found: readonly Repair[]) => boolean | Promise<boolean>,
): Promise<Pick<RunInput, 'files' | 'repairs'>> {
  const found = repairs(read(files))
  if (found.length === 0 || !(await agree(found))) return { files, repairs: [] }
  return { files: takenOut(files, found, format), repairs: found }
}

/**
 * The files without these relation fields.
 *
 * @throws RestoreError `schema-invalid` when the schema has other errors still; its line is that of the file as it is.
 */
export function takenOut(
  files: readonly SourceFile[],
  found: readonly Repair[],
  format: boolean,
): readonly SourceFile[] {
  const edits = found.flatMap((repair) => repair.edits)
  const engine = loadEngine()
  const bare = applyEdits(files, edits)
  const problems = engine.problems(bare).map((problem) => ({
    ...problem,
    start: offsetBefore(edits, problem.path, problem.start),
    end: offsetBefore(edits, problem.path, problem.end),
  }))
  refuseBroken(files, problems)
  return format ? editFormatted(files, edits, engine.format) : bare
}
