// A generated database of sixty tables with a known truth: relations, rivals, orphans, polymorphic pairs, columns that
// only look like a reference, and references that no name betrays.

type KeyKind = 'dense' | 'sparse' | 'uuid'

interface Thing {
  readonly name: string
  readonly key: KeyKind
  readonly rows: number
}

/** A column with the expression of its value for row `n`. */
interface Column {
  readonly name: string
  readonly type: 'INT' | 'CHAR(36)' | 'VARCHAR(20)'
  readonly value: string
  readonly indexed?: boolean
  /** The table it references, if it does. */
  readonly references?: string
}

interface Table {
  readonly name: string
  readonly rows: number
  readonly key: KeyKind
  readonly columns: readonly Column[]
}

/** The whole of it. */
export interface Town {
  readonly tables: readonly Table[]
  /** In the form of relation ids: `order_event(order_id)->order(id)`. */
  readonly truth: ReadonlySet<string>
  /** Ids that names suggest and data contradicts. */
  readonly lies: ReadonlySet<string>
}

const KEYS: readonly (readonly [string, KeyKind])[] = [
  ['user', 'dense'],
  ['member', 'dense'],
  ['account', 'uuid'],
  ['customer', 'sparse'],
  ['product', 'sparse'],
  ['category', 'dense'],
  ['order', 'dense'],
  ['invoice', 'dense'],
  ['payment', 'sparse'],
  ['shipment', 'sparse'],
  ['warehouse', 'sparse'],
  ['supplier', 'sparse'],
  ['ticket', 'dense'],
  ['project', 'sparse'],
  ['task', 'dense'],
  ['document', 'uuid'],
  ['campaign', 'sparse'],
  ['device', 'uuid'],
  ['session', 'dense'],
  ['region', 'dense'],
]
const THINGS: readonly Thing[] = KEYS.map(([name, key], i) => ({
  name,
  key,
  rows: name === 'user' ? 20_000 : name === 'member' ? 15_000 : 500 + ((i * 2711) % 9000),
}))

/** The largest table, and the one that grows. */
export const LARGEST = 'order_event'

const thing = (i: number): Thing => THINGS[i % THINGS.length] ?? { name: 'user', key: 'dense', rows: 20_000 }
const typeOf = (key: KeyKind): Column['type'] => (key === 'uuid' ? 'CHAR(36)' : 'INT')

/** The key of row `i` of a thing. Of sparse ones, one of every two numbers is missing, by chance. */
const keyOf = ({ name, key }: Pick<Thing, 'name' | 'key'>, i: string): string =>
  key === 'dense'
    ? `(${i}) + 1`
    : key === 'sparse'
      ? `(${i}) * 2 + ORD(SHA2(CONCAT('${name}', ${i}), 256)) % 2 + 1`
      : `LEFT(SHA2(CONCAT('${name}', ${i}), 256), 36)`

/** A reference to a thing, spread over its rows. */
const reference = (name: string, to: Thing, salt: number, more: Partial<Column> = {}): Column => ({
  name,
  type: typeOf(to.key),
  value: keyOf(to, `(n * 7919 + ${salt}) % ${to.rows}`),
  references: to.name,
  ...more,
})

/** Named like a reference to a thing, but of every kind that life has. */
function doubtful(k: number): Column {
  const named = thing(k + 1)
  const name = `${named.name}_id`
  const outside = named.key === 'uuid' ? `LEFT(SHA2(CONCAT('outside', n), 256), 36)` : '100000000 + n * 13'
  const { references: _, ...lie } = { ...reference(name, named, k), value: outside }
  if (k % 4 === 0) return lie
  if (k % 4 === 3) {
    // Another table of the same type, under the wrong name.
    const other = THINGS.find(
      (t, i) =>
        i > 2 &&
        t.key === 'sparse' &&
        named.key !== 'uuid' &&
        t.name !== named.name &&
        t.rows > named.rows * 1.3,
    )
    return other === undefined ? lie : reference(name, other, k)
  }
  const true_ = reference(name, named, k, { indexed: true })
  return k % 4 === 1 ? { ...true_, value: `IF(n % 97 = 5, ${outside}, ${true_.value})` } : true_
}

function tablesOf(k: number, largest: number): readonly Table[] {
  const self = thing(k)
  const region = thing(19)
  const person = thing(k % 2)
  const columns: readonly Column[] = [
    { name: 'title', type: 'VARCHAR(20)', value: "CONCAT('row ', n)" },
    reference('owner_id', person, k + 3, { indexed: k % 3 === 0 }),
    ...(k % 5 === 1 ? [reference('parent_id', self, 11)] : []),
    ...(k < 19 ? [reference('region_id', region, k)] : []),
  ]
  const event: readonly Column[] = [
    reference(`${self.name}_id`, self, k, { indexed: true }),
    reference('actor_id', thing((k + 1) % 2), k + 7),
    doubtful(k),
  ]
  const subjects = [thing(k + 4), thing(k + 5)].map(({ rows }) => rows)
  const note: readonly Column[] = [
    reference(`${self.name}_id`, self, k + 1),
    reference('author_id', thing((k + 1) % 2), k + 2),
    {
      name: 'subject_type',
      type: 'VARCHAR(20)',
      value: `IF(n % 2 = 0, '${thing(k + 4).name}', '${thing(k + 5).name}')`,
    },
    { name: 'subject_id', type: 'INT', value: `IF(n % 2 = 0, n % ${subjects[0]}, n % ${subjects[1]}) + 1` },
    // No name says where this leads.
    ...(k % 3 === 0 ? [reference('holder_id', thing(2), k)] : []),
    ...(k % 3 === 1 ? [reference('origin_id', thing(8 + (k % 4)), k)] : []),
  ]
  const rows = `${self.name}_event` === LARGEST ? largest : 5000 + ((k * 1733) % 20_000)
  return [
    { ...self, columns },
    { name: `${self.name}_event`, rows, key: 'dense', columns: event },
    { name: `${self.name}_note`, rows: 2000, key: 'dense', columns: note },
  ]
}

/** The town with so many rows in its largest table. */
export function buildTown(largest: number): Town {
  const tables = THINGS.flatMap((_, k) => tablesOf(k, largest))
  const all = tables.flatMap((table) => table.columns.map((column) => ({ table, column })))
  const truth = all.flatMap(({ table, column }) =>
    column.references === undefined ? [] : [`${table.name}(${column.name})->${column.references}(id)`],
  )
  const named = all.flatMap(({ table, column }) => {
    const said = column.name.replace(/_id$/, '')
    return THINGS.some(({ name }) => name === said) && column.references !== said
      ? [`${table.name}(${column.name})->${said}(id)`]
      : []
  })
  return { tables, truth: new Set(truth), lies: new Set(named) }
}

/** The schema as introspection gives it: no relation. */
export const schemaOf = ({ tables }: Town): string =>
  [
    'datasource db {\n  provider     = "mysql"\n  relationMode = "prisma"\n}\n',
    ...tables.map(({ name, key, columns }) =>
      [
        `model ${name} {`,
        `  id ${key === 'uuid' ? 'String @id @db.Char(36)' : 'Int @id'}`,
        ...columns.map((column) =>
          column.type === 'INT'
            ? `  ${column.name} Int?`
            : `  ${column.name} String? @db.${column.type === 'CHAR(36)' ? 'Char(36)' : 'VarChar(20)'}`,
        ),
        ...columns.filter(({ indexed }) => indexed === true).map((column) => `  @@index([${column.name}])`),
        '}\n',
      ].join('\n'),
    ),
  ].join('\n')

/** Fills a table with the rows from one number up to another. */
export const fillTable = ({ name, key, columns }: Table, from: number, to: number): string =>
  `INSERT INTO \`${name}\` SELECT ${[keyOf({ name, key }, 'n'), ...columns.map(({ value }) => value)].join(', ')} FROM number WHERE n >= ${from} AND n < ${to}`

/** The statements that build it. */
export function statementsOf({ tables }: Town): readonly string[] {
  const digits = ['a', 'b', 'c', 'd', 'e', 'f']
  const sum = digits.map((digit, i) => `${digit}.n * ${10 ** i}`).join(' + ')
  return [
    'CREATE TABLE digit (n INT PRIMARY KEY)',
    'INSERT INTO digit VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)',
    'CREATE TABLE number (n INT PRIMARY KEY)',
    `INSERT INTO number SELECT ${sum} FROM ${digits.map((digit) => `digit ${digit}`).join(', ')}`,
    ...tables.flatMap((table) => [
      `CREATE TABLE \`${table.name}\` (id ${typeOf(table.key)} PRIMARY KEY, ${[
        ...table.columns.map(({ name, type }) => `${name} ${type}`),
        ...table.columns.filter(({ indexed }) => indexed === true).map(({ name }) => `KEY (${name})`),
      ].join(', ')})`,
      fillTable(table, 0, table.rows),
    ]),
  ]
}
