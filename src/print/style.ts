// Colour, where the place that is printed to wants it: `NO_COLOR`, pipes and dumb terminals get plain text.
import { styleText } from 'node:util'

/** What a piece of text is, not what it looks like. */
export type Role = 'strong' | 'quiet' | 'added' | 'removed' | 'place' | 'good' | 'bad'

/** Marks a piece of text. */
export type Style = (role: Role, text: string) => string

const FORMATS = {
  strong: 'bold',
  quiet: 'dim',
  added: 'green',
  removed: 'red',
  place: 'cyan',
  good: 'green',
  bad: 'red',
} as const

/** No colour at all. */
export const plainStyle: Style = (_, text) => text

/** The style for a stream; it asks the stream and the environment whether colours are wanted. */
export const styleFor =
  (stream: NodeJS.WritableStream): Style =>
  (role, text) =>
    text === '' ? '' : styleText(FORMATS[role], text, { stream })
