// Lists of words, as the names of tables and columns are cut into.

/** `author, user` in a sentence: the words of a name as people write them. */
export const phrase = (words: readonly string[]): string => words.join(' ')

/** The words of `words` are the first ones of `of`. */
export const startsWith = (of: readonly string[], words: readonly string[]): boolean =>
  words.length <= of.length && words.every((word, i) => of[i] === word)
