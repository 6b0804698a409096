// Text inside a regular expression. (`RegExp.escape` is not in Node 20.)

/**
 * A text as a regular expression that matches it alone.
 *
 * @example
 * new RegExp(literally('a.b')).test('axb') // false
 */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
