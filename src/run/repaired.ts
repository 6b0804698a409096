// The schema as a run starts from it: without the relation fields that a pull left broken, if that is agreed to.

import { applyEdits, editFormatted } from '../edit/apply.js'
import { type Repair, repairs } from '../edit/repair.js'
import { loadEngine } from '../prisma/engine.js'
import { read } from '../schema/read.js'
import type { SourceFile } from '../schema/schema.js'

/**
 * Takes the broken relation fields out of a schema.
 *
 * @param format Whether a formatted file is to stay formatted.
 * @param agree Asked once, and only if something is broken; false leaves everything as it is.
 */
export async function repaired(
  files: readonly SourceFile[],
  format: boolean,
  agree: (found: readonly Repair[]) => boolean | Promise<boolean>,
): Promise<readonly SourceFile[]> {
  const found = repairs(read(files))
  if (found.length === 0 || !(await agree(found))) return files
  const edits = found.flatMap((repair) => repair.edits)
  return format ? editFormatted(files, edits, loadEngine().format) : applyEdits(files, edits)
}
