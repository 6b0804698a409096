// The report as a page: one file that needs nothing else and asks nobody for anything.
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { RestoreError } from '../errors.js'
import { readText } from '../files.js'
import type { Result } from '../relation/result.js'
import { type PageSettings, pageData } from './page-data.js'

/** The program of the page, which `npm run build` makes of the folder page; the same place from src and from dist. */
const BUNDLE = fileURLToPath(new URL('../../dist/report/page.js', import.meta.url))

const escapedHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** JSON that no parser of HTML takes for the end of its element, or for a comment. */
const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/**
 * A program that stands between tags: in JavaScript `\x3c` is the same as `<` inside of texts, which is the only place
 * where these can be.
 */
const escapedProgram = (program: string): string => program.replace(/<(?=\/script|!--|script)/gi, '\\x3c')

/**
 * The report as a page of HTML: relations with their evidence, diagrams, and answers that can be saved for `--answers`.
 *
 * @example
 * writeFileSync('relations.html', html(result, { writes: true, remembers: true, remembered: {} }))
 */
export function html(result: Result, settings: PageSettings): string {
  const text = readText(BUNDLE)
  if (text === undefined)
    throw new RestoreError('usage', 'The page of the report was not built.', 'Run: npm run build')
  const program = escapedProgram(text)
  const hash = createHash('sha256').update(program).digest('base64')
  const data = pageData(result, settings)
  // Nothing but this program may run, and nothing may be loaded or sent.
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Relations of ${escapedHtml(data.files.join(', '))}</title>
</head>
<body>
<noscript>This page is made by its own script: please allow it, or write a report.md instead.</noscript>
<script type="application/json" id="data">${escapedJson(data)}</script>
<script>${program}</script>
</body>
</html>
`
}
