// Prisma's syntax into a schema. Lines it does not know are kept in the text and skipped, never an error: whether the
// schema is valid is the engine's to say.
import {
  type Attribute,
  argument,
  fieldList,
  parseAttributes,
  splitAtCommas,
  stringLiteral,
} from './attribute.js'
import { type ScannedBlock, type ScannedLine, scan } from './scan.js'
import {
  type Arity,
  type Datasource,
  type Field,
  type FieldKind,
  isScalarType,
  type Key,
  type Line,
  type Model,
  type RelationAttribute,
  type RelationMode,
  type Schema,
  type SourceFile,
} from './schema.js'

const FIELD =
  /^([\p{L}\p{N}_][\p{L}\p{N}_-]*)\s+(Unsupported\s*\(\s*"(?:[^"\\]|\\.)*"\s*\)|[\p{L}_][\p{L}\p{N}_]*)\s*(\[\s*\]|\?)?\s*(.*)$/u
const PROPERTY = /^(\w+)\s*=\s*(.*)$/

type KindOfType = (type: string) => FieldKind

const plainLines = (block: ScannedBlock): readonly Line[] =>
  block.lines.map(({ kind, start, end }) => ({ kind, start, end }))

const mapped = (attributes: readonly Attribute[], name: string): string => {
  const map = attributes.find((a) => a.name === 'map')
  return (map && stringLiteral(argument(map, 'name', true))) ?? name
}

function readRelation(attribute: Attribute): RelationAttribute {
  const list = (name: string) => {
    const value = argument(attribute, name)
    return value === undefined ? undefined : fieldList(value)
  }
  return {
    name: stringLiteral(argument(attribute, 'name', true)),
    fields: list('fields'),
    references: list('references'),
    onDelete: argument(attribute, 'onDelete'),
    onUpdate: argument(attribute, 'onUpdate'),
    map: stringLiteral(argument(attribute, 'map')),
  }
}

/** One spelling for one native type: `Decimal(8,2)` however it was spaced, `Uuid` for `Uuid()`. */
const writtenArguments = (attribute: Attribute): string =>
  attribute.arguments.length === 0 ? '' : `(${attribute.arguments.map((a) => a.value).join(',')})`

function readKey(attribute: Attribute, ownField: string | undefined): Key | undefined {
  const { name } = attribute
  if (name !== 'id' && name !== 'unique' && name !== 'index' && name !== 'fulltext') return undefined
  const fields = ownField === undefined ? fieldList(argument(attribute, 'fields', true)) : [ownField]
  // Before Prisma 3 the database name stood in an unnamed second argument or in `name:`; neither matters here.
  return {
    kind: name,
    fields,
    map: stringLiteral(argument(attribute, 'map')),
    partial: argument(attribute, 'where') !== undefined,
  }
}

function readField(
  line: ScannedLine,
  path: string,
  kindOf: KindOfType,
): { field: Field; keys: Key[] } | undefined {
  const match = FIELD.exec(line.code)
  if (match === null) return undefined
  const [, name = '', type = '', mark = '', rest = ''] = match
  const attributes = parseAttributes(rest)
  const find = (wanted: string) => attributes.find((a) => a.name === wanted)
  const native = attributes.find((a) => /^\w+\./.test(a.name))
  const relation = find('relation')
  const arity: Arity = mark === '?' ? 'optional' : mark === '' ? 'one' : 'list'
  const keys = attributes.flatMap((a) => readKey(a, name) ?? [])
  return {
    keys,
    field: {
      name,
      dbName: mapped(attributes, name),
      type,
      kind: kindOf(type),
      arity,
      nativeType: native && native.name.replace(/^\w+\./, '') + writtenArguments(native),
      default: find('default')?.text,
      updatedAt: find('updatedAt') !== undefined,
      ignored: find('ignore') !== undefined,
      relation: relation && readRelation(relation),
      span: { path, start: line.codeStart, end: line.codeStart + line.code.length },
    },
  }
}

function readModel(block: ScannedBlock, kindOf: KindOfType): Model {
  const fields: Field[] = []
  const keys: Key[] = []
  const attributes: Attribute[] = []
  for (const line of block.lines) {
    if (line.kind === 'field') {
      const read = readField(line, block.path, kindOf)
      if (read === undefined) continue
      fields.push(read.field)
      keys.push(...read.keys)
    } else if (line.kind === 'attribute') {
      for (const attribute of parseAttributes(line.code)) {
        const key = readKey(attribute, undefined)
        if (key) keys.push(key)
        else attributes.push(attribute)
      }
    }
  }
  const dbSchema = attributes.find((a) => a.name === 'schema')
  return {
    name: block.name,
    dbName: mapped(attributes, block.name),
    dbSchema: dbSchema && stringLiteral(argument(dbSchema, 'name', true)),
    kind: block.keyword === 'view' ? 'view' : 'model',
    ignored: attributes.some((a) => a.name === 'ignore'),
    fields,
    keys,
    lines: plainLines(block),
    span: { path: block.path, start: block.start, end: block.end },
  }
}

/** The `key = value` lines of a datasource or generator. */
function propertiesOf(block: ScannedBlock): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  for (const line of block.lines) {
    const match = PROPERTY.exec(line.code)
    if (match) properties.set(match[1] ?? '', match[2] ?? '')
  }
  return properties
}

function readDatasource(block: ScannedBlock): Datasource {
  const properties = propertiesOf(block)
  const provider = properties.get('provider')
  const mode = stringLiteral(properties.get('relationMode') ?? properties.get('referentialIntegrity'))
  const known: Readonly<Record<string, RelationMode>> = { prisma: 'prisma', foreignKeys: 'foreignKeys' }
  return {
    name: block.name,
    // Prisma 1 and 2 took a list of providers; the first one counts.
    provider: stringLiteral(provider?.startsWith('[') ? fieldList(provider)[0] : provider),
    url: properties.get('url'),
    relationMode: mode === undefined ? undefined : known[mode],
    lines: plainLines(block),
    span: { path: block.path, start: block.start, end: block.end },
  }
}

function previewFeaturesOf(block: ScannedBlock): readonly string[] {
  const list = propertiesOf(block).get('previewFeatures')
  return list === undefined
    ? []
    : splitAtCommas(list.replace(/^\[|\]$/g, '')).flatMap((item) => stringLiteral(item) ?? [])
}

/**
 * Reads a schema from the texts of its files.
 *
 * @param files All files of the schema, in the order in which Prisma loads them.
 * @returns The schema; lines that are not understood are simply not in it.
 * @example
 * const schema = read([{ path: 'schema.prisma', text: 'model User {\n  id Int @id\n}\n' }])
 * schema.models[0]?.fields[0]?.name // 'id'
 */
export function read(files: readonly SourceFile[]): Schema {
  const blocks = files.flatMap(scan)
  const named = (...keywords: string[]) => blocks.filter((block) => keywords.includes(block.keyword))
  const models = new Set(named('model', 'view').map((block) => block.name))
  const enums = new Set(named('enum').map((block) => block.name))
  // A model may be called like a scalar (`model String`, which a pull can emit): Prisma then still means the scalar.
  const kindOf: KindOfType = (type) =>
    isScalarType(type) ? 'scalar' : models.has(type) ? 'model' : enums.has(type) ? 'enum' : 'unsupported'
  const datasource = named('datasource')[0]
  return {
    files,
    models: named('model', 'view').map((block) => readModel(block, kindOf)),
    datasource: datasource && readDatasource(datasource),
    previewFeatures: named('generator').flatMap(previewFeaturesOf),
  }
}
