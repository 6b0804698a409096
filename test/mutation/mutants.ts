// Small changes to a source file that a telling test notices: every one is a mutant.
import { createHash } from 'node:crypto'
import { parseSync } from 'oxc-parser'
import { lineAt } from '../../src/text/lines.js'

/** A change of one place in a source file. */
export interface Mutant {
  readonly file: string
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number
  readonly end: number
  readonly line: number
  readonly was: string
  readonly is: string
}

/** A node of the syntax tree, of whose many shapes a few members are asked for. */
interface TreeNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [member: string]: unknown
}

type Change = Pick<Mutant, 'start' | 'end' | 'is'>

const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value

/** What an operator is exchanged for; below, what a method is. */
const OPERATORS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+=': '-=',
  '-=': '+=',
}
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  max: 'min',
  min: 'max',
  find: 'findLast',
  findLast: 'find',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
}
// Calls that only take away or put in order what they are called on.
const REMOVABLE = new Set(['filter', 'sort', 'toSorted', 'toLowerCase', 'trim', 'reverse', 'toReversed'])

/** What stands between two nodes: an operator and spaces. */
function operatorChange(text: string, left: TreeNode, right: TreeNode, operator: string): readonly Change[] {
  const is = OPERATORS[operator]
  const start = text.indexOf(operator, left.end)
  return is === undefined || start < 0 || start >= right.start
    ? []
    : [{ start, end: start + operator.length, is }]
}

function callChanges(node: TreeNode): readonly Change[] {
  const { callee } = node
  if (!isNode(callee) || callee.type !== 'MemberExpression') return []
  const { object, property } = callee
  if (!isNode(object) || !isNode(property) || typeof property.name !== 'string') return []
  const { name, start, end } = property
  const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  return [
    ...(other === undefined ? [] : [{ start, end, is: other }]),
    ...(REMOVABLE.has(name) ? [{ start: object.end, end: node.end, is: '' }] : []),
  ]
}

function literalChanges({ value, start, end }: TreeNode): readonly Change[] {
  if (typeof value === 'boolean') return [{ start, end, is: String(!value) }]
  if (typeof value === 'number')
    return [
      { start, end, is: String(value + 1) },
      { start, end, is: `(${value - 1})` },
    ]
  // Sentences are for people: tests need not know them word by word.
  return typeof value === 'string' && value !== '' && !value.includes(' ') ? [{ start, end, is: "''" }] : []
}

/** A condition is negated as a whole, unless its operator is exchanged anyway. */
function conditionChanges({ test }: TreeNode, text: string): readonly Change[] {
  if (!isNode(test) || test.type === 'BinaryExpression' || test.type === 'UnaryExpression') return []
  const { start, end } = test
  return [{ start, end, is: `!(${text.slice(start, end)})` }]
}

function changesAt(node: TreeNode, text: string): readonly Change[] {
  const { left, right, operator } = node
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return isNode(left) && isNode(right) && typeof operator === 'string'
        ? operatorChange(text, left, right, operator)
        : []
    case 'UnaryExpression':
      return operator === '!' ? [{ start: node.start, end: node.start + 1, is: '' }] : []
    case 'CallExpression':
      return callChanges(node)
    case 'Literal':
      return literalChanges(node)
    case 'ArrayExpression':
      return Array.isArray(node.elements) && node.elements.length > 0
        ? [{ start: node.start, end: node.end, is: '[]' }]
        : []
    case 'IfStatement':
    case 'ConditionalExpression':
      return conditionChanges(node, text)
    default:
      return []
  }
}

// Types are gone when tests run, and names of members and modules are no values.
const isSkipped = ({ type }: TreeNode): boolean =>
  (type.startsWith('TS') &&
    !['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'].includes(type)) ||
  ['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression'].includes(type)

function childrenOf(node: TreeNode): readonly TreeNode[] {
  return Object.entries(node).flatMap(([member, value]): readonly TreeNode[] => {
    if (member === 'source' || (member === 'key' && node.computed !== true)) return []
    return (Array.isArray(value) ? value : [value]).filter(isNode)
  })
}

function changesBelow(node: TreeNode, text: string): readonly Change[] {
  if (isSkipped(node)) return []
  return [...changesAt(node, text), ...childrenOf(node).flatMap((child) => changesBelow(child, text))]
}

/**
 * Every mutant of a source file.
 *
 * @param file Its name, whose end says which language it is in.
 */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file}: ${error.message}`)
  if (!isNode(program)) return []
  return changesBelow(program, text).map(({ start, end, is }) => ({
    file,
    start,
    end,
    line: lineAt(text, start),
    was: text.slice(start, end),
    is,
  }))
}

/** The text with the mutant in it. */
export const mutated = (text: string, { start, end, is }: Mutant): string =>
  text.slice(0, start) + is + text.slice(end)

/**
 * A sample that stays the same, but for what was changed, when the source changes: mutants have their place by a digest
 * of what they change, not by where it stands.
 *
 * @param sources The text of every file by its name.
 */
export function sampleOf(
  mutants: readonly Mutant[],
  sources: ReadonlyMap<string, string>,
  size: number,
): readonly Mutant[] {
  const seen = new Map<string, number>()
  const placed = mutants.map((mutant) => {
    const text = sources.get(mutant.file) ?? ''
    const row = text.split('\n')[mutant.line - 1]?.trim() ?? ''
    const what = [mutant.file, row, mutant.was, mutant.is].join('\n')
    const nth = seen.get(what) ?? 0
    seen.set(what, nth + 1)
    return { mutant, place: createHash('sha256').update(`${what}\n${nth}`).digest('hex') }
  })
  return placed
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant)
}
