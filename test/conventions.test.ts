import { describe, expect, it } from 'vitest'
import { compositesOf } from '../src/infer/composite-search.js'
import { contextOf } from '../src/infer/context.js'
import { compositeConventions } from '../src/infer/conventions/composite.js'
import { conventions } from '../src/infer/conventions/index.js'
import { infer } from '../src/infer/infer.js'
import { nameIndexOf } from '../src/infer/name-index.js'
import type { Table } from '../src/infer/table.js'
import { smallSchema } from './small-schema.js'

const dbName = (table: Table): string => table.model.dbName

/** The links that one convention proposes in a schema, as its examples write them. */
function proposedBy(name: string, tables: string): readonly string[] {
  const convention = conventions.find((one) => one.name === name)
  const context = contextOf(smallSchema(tables))
  return context.nameIndex.tables.flatMap((table) =>
    table.columns.flatMap((column) =>
      (convention?.propose(column, context) ?? []).flatMap((proposal) =>
        (proposal.key === undefined ? proposal.table.keys : [proposal.key]).map(
          (key) => `${dbName(table)}.${column.field.name} -> ${dbName(key.table)}.${key.column.field.name}`,
        ),
      ),
    ),
  )
}

describe.each(conventions)('$name', (convention) => {
  it.each(convention.examples)('finds $link in $tables', ({ tables, link }) => {
    expect(proposedBy(convention.name, tables)).toContain(link)
  })
  it.each(convention.counterExamples)('leaves $link alone in $tables', ({ tables, link }) => {
    expect(proposedBy(convention.name, tables)).not.toContain(link)
  })
  it.each(convention.examples)('is offered in the end: $link', ({ tables, link }) => {
    const { references } = infer(smallSchema(tables))
    const offered = references.flatMap(({ candidates }) =>
      candidates.map(({ id }) => id.replace(/\(/g, '.').replace(/\)/g, '').replace('->', ' -> ')),
    )
    expect(offered).toContain(link)
  })
})

function composites(tables: string): readonly string[] {
  const side = (table: Table, names: readonly string[]) => `${dbName(table)}(${names.join(', ')})`
  return compositesOf(nameIndexOf(smallSchema(tables))).map(({ table, target, parts }) => {
    const [from, to] = [parts.map((p) => p.from.field.name), parts.map((p) => p.to.field.name)]
    return `${side(table, from)} -> ${side(target, to)}`
  })
}

describe.each(compositeConventions)('$name', ({ examples, counterExamples }) => {
  it.each(examples)('finds $link in $tables', ({ tables, link }) => {
    expect(composites(tables)).toContain(link)
  })
  it.each(counterExamples)('leaves $link alone in $tables', ({ tables, link }) => {
    expect(composites(tables)).not.toContain(link)
  })
})

it('gives every convention a name, an example and a counter-example', () => {
  const all = [...conventions, ...compositeConventions]
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { examples, counterExamples } of all) {
    expect(examples.length).toBeGreaterThan(0)
    expect(counterExamples.length).toBeGreaterThan(0)
  }
})
