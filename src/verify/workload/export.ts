// Statements in a file that a query-insights tool exported: CSV, JSON, or plain SQL. Column names differ from tool to
// tool, so the statements are found by what they look like.

/** A statement with how often it ran, at least once. */
export interface Executed {
  readonly text: string
  readonly executions: number
}

const STATEMENT = /^\s*(?:select|with|update|delete|insert|execute|prepare)\b/i
const COUNT = /count|execution|calls|queries/i

/** Rows of comma-, semicolon- or tab-separated values; quotes may hold separators and line ends. */
function parseSeparated(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += c
      i++
    } else if (c === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && c === separator) endCell()
    else if (!quoted && c === '\n') {
      endCell()
      rows.push([])
    } else if (quoted || c !== '\r') cell += c
  }
  endCell()
  return rows.filter((row) => row.some((value) => value !== ''))
}

const numberIn = (text: string | undefined): number => {
  const number = Number((text ?? '').replace(/[,_\s]/g, ''))
  return Number.isFinite(number) && number > 1 ? Math.round(number) : 1
}

/** The index of the column that holds statements most often; undefined if none does. */
function statementColumn(rows: readonly (readonly string[])[]): number | undefined {
  const counts = new Map<number, number>()
  for (const row of rows)
    for (const [i, value] of row.entries()) if (STATEMENT.test(value)) counts.set(i, (counts.get(i) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function readTable(rows: readonly (readonly string[])[]): readonly Executed[] {
  const [header = [], ...body] = rows
  const at = statementColumn(rows)
  if (at === undefined) return []
  const countAt = header.findIndex((name, i) => i !== at && COUNT.test(name))
  const all = STATEMENT.test(header[at] ?? '') ? rows : body
  return all.flatMap((row) => {
    const text = row[at] ?? ''
    return STATEMENT.test(text) ? [{ text, executions: numberIn(row[countAt]) }] : []
  })
}

/** Every object in a JSON document that has a statement among its values. */
function statementsInJson(value: unknown): readonly Executed[] {
  if (Array.isArray(value)) return value.flatMap(statementsInJson)
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  const text = entries
    .map(([, inner]) => inner)
    .find((inner) => typeof inner === 'string' && STATEMENT.test(inner))
  const count = entries.find(([name, inner]) => COUNT.test(name) && /^[\d,._]+$/.test(String(inner)))
  if (typeof text === 'string') return [{ text, executions: numberIn(count && String(count[1])) }]
  return entries.flatMap(([, inner]) => statementsInJson(inner))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The statements of an exported file; empty if it holds none.
 *
 * @example
 * readExport('query,count\n"SELECT 1, 2",17\n') // [{ text: 'SELECT 1, 2', executions: 17 }]
 */
export function readExport(text: string): readonly Executed[] {
  const json = /^\s*[[{]/.test(text) ? parseJson(text) : undefined
  if (json !== undefined) return statementsInJson(json)
  const plain = STATEMENT.test(text) ? text.split(/;\s*(?:\r?\n|$)/) : []
  if (plain.length > 1 || (plain.length === 1 && !text.trim().includes('\n')))
    return plain.filter((part) => STATEMENT.test(part)).map((part) => ({ text: part.trim(), executions: 1 }))
  const [first = ''] = text.split('\n')
  const separator = [',', '\t', ';'].find((mark) => first.includes(mark)) ?? ','
  return readTable(parseSeparated(text.replace(/^\uFEFF/, ''), separator))
}
