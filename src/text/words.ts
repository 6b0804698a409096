// The words in a name: the one place that knows where an identifier may be cut.

// Digits separate nothing: `user2fa` is one word, `S3Bucket` two. `IDs` is one, the plural of capitals.
const WORD =
  /\p{Lu}{2,}s(?![\p{Ll}\p{N}])|\p{Lu}+\p{N}*(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+\p{N}*|\p{Lo}+\p{N}*/gu

/**
 * The words of an identifier, in lower case.
 *
 * @example
 * wordsOf('HTTPServer_user2fa') // ['http', 'server', 'user2fa']
 */
export const wordsOf = (name: string): readonly string[] =>
  (name.match(WORD) ?? []).map((word) => word.toLowerCase())

/**
 * The same words as they are compared: digits are words of their own, and letters have no marks.
 *
 * @example
 * comparedWordsOf('fk_UserID2') // ['fk', 'user', 'id', '2']
 */
export const comparedWordsOf = (name: string): readonly string[] =>
  wordsOf(name.normalize('NFC')).flatMap((word) =>
    word
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .split(/(?<=\p{N})(?=\P{N})|(?<=\P{N})(?=\p{N})/u),
  )

/**
 * The letters and digits of an identifier, in lower case.
 *
 * @example
 * lettersOf('User_ID') // 'userid'
 */
export const lettersOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
