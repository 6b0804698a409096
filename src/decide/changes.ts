// What is shown of a change before it is written: at first what it adds, on request the whole diff.
import { styledDiff, unifiedDiff } from '../print/diff.js'
import { countPreview, previewOf, printPreview } from '../print/preview.js'
import type { SourceFile } from '../schema/schema.js'
import type { Prompts } from './prompts.js'

/** A change in words; all of it empty where nothing changes. */
export interface ShownChanges {
  /** What is shown unasked: the new lines, or how many there are. */
  readonly first: string
  /** The new lines where they are too many to be shown unasked. */
  readonly lines: string | undefined
  readonly diff: string
}

/** More lines than this are shown only on request. Chosen by hand: two screens, which is as far as most scroll back. */
const SHORT_PREVIEW = 48

/** What there is to show of a change. */
export function changesShown(
  before: readonly SourceFile[],
  after: readonly SourceFile[],
  { width, style }: Pick<Prompts, 'width' | 'style'>,
): ShownChanges {
  const preview = previewOf(before, after)
  const lines = printPreview(preview, width, style)
  const isShort = lines.length <= SHORT_PREVIEW
  return {
    first: (isShort ? lines : countPreview(preview, width)).join('\n').trimEnd(),
    lines: isShort ? undefined : lines.join('\n').trimEnd(),
    diff: styledDiff(unifiedDiff(before, after).trimEnd(), style),
  }
}
