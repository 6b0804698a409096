// Places in a text as people count them.

/**
 * The line that an offset lies in, counted from 1.
 *
 * @example
 * lineAt('a\nb', 2) // 2
 */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split(/\r\n|\n|\r/).length
