// JSON whose every mistake has a line number: the only importer of momoa. The shape is described by a JSON schema, of
// which it knows the few keywords that ours uses, so that an editor and this program never disagree.
import { evaluate, parse, type ValueNode } from '@humanwhocodes/momoa'
import { lineAt } from '../text/lines.js'
import { closest } from '../text/similarity.js'

/** The part of JSON schema that is understood here. */
export interface JsonShape {
  readonly type?: string | readonly string[]
  readonly const?: number
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly description?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonShape>>
  readonly additionalProperties?: boolean | JsonShape
  readonly items?: JsonShape
}

/** A mistake in a text: its line, counted from 1, and a sentence part. */
export interface JsonMistake {
  readonly line: number
  readonly says: string
}

/** What was read; `value` is undefined only where the text is no JSON. */
export interface ReadJson {
  readonly value: unknown
  readonly mistake: JsonMistake | undefined
}

const quoted = (values: readonly string[]): string =>
  values.map((value) => JSON.stringify(value)).join(values.length === 2 ? ' or ' : ', ')

/** The types of JSON as a person reads them; any other is a word of its own. */
const TYPES_IN_WORDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
}

const inWords = (type: string): string => TYPES_IN_WORDS[type] ?? type

const typeOf = (node: ValueNode): string => node.type.toLowerCase()

const nameOfMember = (
  name: { readonly type: string } & ({ readonly value: string } | { readonly name: string }),
): string => ('value' in name ? name.value : name.name)

function mistakeInValue(node: ValueNode, shape: JsonShape, what: string): string | undefined {
  if (shape.type !== undefined) {
    const types = [shape.type].flat()
    if (!types.includes(typeOf(node)))
      return `${what} must be ${types.map(inWords).join(' or ')}, not ${inWords(typeOf(node))}`
  }
  if (node.type === 'Object' || node.type === 'Array') return undefined
  const value: unknown = evaluate(node)
  if (shape.const !== undefined && value !== shape.const) return `${what} must be ${shape.const}`
  if (shape.enum && !shape.enum.some((allowed) => allowed === value))
    return `${what} must be ${quoted(shape.enum)}`
  if (shape.pattern && typeof value === 'string' && !new RegExp(shape.pattern, 'u').test(value))
    return `${what} cannot be ${JSON.stringify(value)}: ${shape.description?.replace(/\.$/, '') ?? shape.pattern}`
  return undefined
}

function mistakeInObject(
  node: ValueNode & { readonly type: 'Object' },
  shape: JsonShape,
  what: string,
): JsonMistake | undefined {
  const seen = new Set<string>()
  const known = shape.properties ?? {}
  for (const { name, value } of node.members) {
    const key = nameOfMember(name)
    const { line } = name.loc.start
    if (seen.has(key)) return { line, says: `"${key}" stands here a second time` }
    seen.add(key)
    const own = Object.hasOwn(known, key) ? known[key] : undefined
    const { additionalProperties: others = true } = shape
    const inner = own ?? (others === true ? {} : others)
    if (inner === false) {
      const meant = closest(key, Object.keys(known))
      return {
        line,
        says: `"${key}" is not known here; ${meant ? `did you mean "${meant}"?` : `known are ${quoted(Object.keys(known))}`}`,
      }
    }
    const mistake = mistakeIn(value, inner, `"${key}"`)
    if (mistake) return mistake
  }
  const missing = shape.required?.find((key) => !seen.has(key))
  return missing === undefined ? undefined : { line: node.loc.start.line, says: `${what} lacks "${missing}"` }
}

function mistakeIn(node: ValueNode, shape: JsonShape, what: string): JsonMistake | undefined {
  const says = mistakeInValue(node, shape, what)
  if (says !== undefined) return { line: node.loc.start.line, says }
  if (node.type === 'Object') return mistakeInObject(node, shape, what)
  if (node.type === 'Array' && shape.items) {
    for (const [i, element] of node.elements.entries()) {
      const mistake = mistakeIn(element.value, shape.items, `item ${i + 1} of ${what}`)
      if (mistake) return mistake
    }
  }
  return undefined
}

/** Where momoa stumbled; undefined for any other error. */
function placeOfError(error: unknown): { readonly line: number; readonly offset: number } | undefined {
  if (!(error instanceof Error) || !('line' in error) || !('offset' in error)) return undefined
  const { line, offset } = error
  return typeof line === 'number' && typeof offset === 'number' ? { line, offset } : undefined
}

function syntaxMistake(text: string, error: unknown): JsonMistake {
  const place = placeOfError(error)
  if (place === undefined) throw error
  const rest = text.slice(place.offset).trim()
  // When nothing follows an opening bracket or a comma, momoa names that instead of the end.
  if (/^[{[,:]?$/.test(rest))
    return { line: lineAt(text, text.trimEnd().length), says: 'the JSON ends too early' }
  return {
    line: place.line,
    says: `the JSON is broken at ${JSON.stringify(/^(\w+|.)/u.exec(rest)?.[0] ?? '')}`,
  }
}

/**
 * Reads JSON and checks it against shapes, one after the other.
 *
 * @returns The value, and the first mistake with its line.
 * @example
 * readJson('{ "version": 2 }', [{ properties: { version: { const: 1 } } }]).mistake
 * // { line: 1, says: '"version" must be 1' }
 */
export function readJson(text: string, shapes: readonly JsonShape[]): ReadJson {
  let body: ValueNode
  try {
    body = parse(text, { mode: 'json' }).body
  } catch (error) {
    return { value: undefined, mistake: syntaxMistake(text, error) }
  }
  for (const shape of shapes) {
    const mistake = mistakeIn(body, shape, 'the file')
    if (mistake !== undefined) return { value: evaluate(body), mistake }
  }
  return { value: evaluate(body), mistake: undefined }
}

/**
 * The line of a member of an object in the outermost object, counted from 1; 1 where there is no such member.
 *
 * @example
 * memberLine('{ "relations": {\n "a": 1 } }', 'relations', 'a') // 2
 */
export function memberLine(text: string, outer: string, inner: string): number {
  const membersOf = (node: ValueNode | undefined) => (node?.type === 'Object' ? node.members : [])
  const { body } = parse(text, { mode: 'json' })
  const object = membersOf(body).find(({ name }) => nameOfMember(name) === outer)?.value
  return membersOf(object).find(({ name }) => nameOfMember(name) === inner)?.name.loc.start.line ?? 1
}
