// Passwords out of texts that are shown: an error may quote what was typed, and a diff what stands in the datasource.

/** A quotation mark that ends no text, as what stands behind it shows: one of a raw password. */
const INNER_QUOTE = '"(?!\\.?(?:[\\s,;)\\]}]|$))'

/** `mysql://root:secret@`, also with the one slash that a path keeps of it. A raw password may hold `/`, `:`, `@`, `'`, `"`. */
const IN_ADDRESS = /((?<!["\w])\w+:\/+[^\s:/@]*:)(?:[^\s\\]|\\.)*@/g

/** The same between quotation marks, as in a schema: there it may hold blanks too. */
const IN_QUOTED_ADDRESS = new RegExp(`("\\w+:/+[^\\s:/@"]*:)(?:[^"\\\\\\n]|\\\\.|${INNER_QUOTE})*@`, 'g')

/** `;password={se;cret}` of SQL Server, `&password=secret`, `?api_key=secret`. */
const AS_PARAMETER = new RegExp(
  `\\b((?:\\w*password|pwd|api_key)=)(?:\\{(?:[^}\\n]|\\}\\})*\\}|(?:[^\\s;&"]|${INNER_QUOTE})*)`,
  'gi',
)

/**
 * Replaces the password of every url in a text by stars.
 *
 * @example
 * withoutPasswords('No schema at mysql://root:secret@db/app.') // 'No schema at mysql://root:***@db/app.'
 */
export const withoutPasswords = (text: string): string =>
  text.replace(IN_QUOTED_ADDRESS, '$1***@').replace(IN_ADDRESS, '$1***@').replace(AS_PARAMETER, '$1***')
