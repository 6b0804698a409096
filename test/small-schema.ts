// Schemas in one line, as the conventions write their examples: `users(id, email!:s), members(team_id+user_id)`.
import { read } from '../src/schema/read.js'
import type { Schema } from '../src/schema/schema.js'

interface Item {
  readonly names: readonly string[]
  readonly unique: boolean
  readonly type: string
}

function itemOf(text: string): Item {
  const [, names = '', unique, type] = /^([\w+]+)(!)?(?::(s))?$/.exec(text.trim()) ?? []
  return {
    names: names.split('+'),
    unique: unique !== undefined,
    type: type === undefined ? 'Int' : 'String',
  }
}

function modelOf(name: string, body: string): string {
  const items = body.split(',').map(itemOf)
  const isImplicitJoinTable = name.startsWith('_')
  const inKeys = items.filter(({ names }) => names.length > 1)
  const single = items.filter(({ names }) => names.length === 1)
  const columns = new Map(single.map(({ names: [column = ''], type }) => [column, type]))
  for (const { names } of inKeys)
    for (const column of names) if (!columns.has(column)) columns.set(column, 'Int')
  const [first] = items
  const keyOf = ({ names, unique }: Item, i: number) =>
    names.length > 1 ? [`@@${i === 0 && !unique ? 'id' : 'unique'}([${names.join(', ')}])`] : []
  const lines = [...columns].map(([column, type]) => {
    const item = single.find(({ names }) => names[0] === column)
    const mark = item === first && !isImplicitJoinTable ? ' @id' : item?.unique ? ' @unique' : ''
    return `  ${column} ${type}${mark}`
  })
  const blocks = [
    ...items.flatMap(keyOf),
    ...(isImplicitJoinTable ? [`@@unique([A, B])`, `@@map("${name}")`] : []),
  ]
  return [`model ${name.replace(/^_/, '')} {`, ...lines, ...blocks.map((b) => `  ${b}`), '}'].join('\n')
}

/** The text of a schema in Prisma's language. */
export const smallText = (tables: string): string =>
  [...tables.matchAll(/(\w+)\(([^)]*)\)/g)]
    .map(([, name = '', body = '']) => modelOf(name, body))
    .join('\n\n')

/** The schema that a line of tables means. */
export const smallSchema = (tables: string): Schema =>
  read([{ path: 'schema.prisma', text: smallText(tables) }])
