// What a person who waits sees: one line that is written over and goes when it is over.
import { counted } from './words.js'

/** How much of something is done. */
export interface HowFar {
  readonly done: number
  readonly of: number
}

const BAR = 24

/**
 * A line with a bar and the counts; without the bar where that would not fit.
 *
 * @example
 * progressLine('Looking at the data', { done: 6, of: 12 }, 80)
 * // 'Looking at the data [############            ] 6 of 12'
 */
export function progressLine(says: string, { done, of }: HowFar, width: number): string {
  const filled = of === 0 ? 0 : Math.floor((Math.min(done, of) / of) * BAR)
  const bar = `[${'#'.repeat(filled)}${' '.repeat(BAR - filled)}]`
  const counts = `${done} of ${Math.max(done, of)}`
  const line = `${says} ${bar} ${counts}`
  // A line as wide as the terminal would go on below, where it cannot be written over.
  return line.length < width ? line : `${says} ${counts}`.slice(0, width - 1)
}

/** What was loaded: `Read prisma/schema.prisma: 85 models, 12 decisions so far.` */
export function spelledLoad(files: readonly string[], models: number, decisions: number): string {
  const [only = '', ...others] = files
  const what = others.length === 0 ? only : counted(files.length, 'file')
  const known = decisions === 0 ? 'nothing decided yet' : `${counted(decisions, 'decision')} so far`
  return `Read ${what}: ${counted(models, 'model')}, ${known}.`
}
