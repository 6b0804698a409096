import path from 'node:path'
import { expect, it } from 'vitest'
import { applyEdits } from '../src/edit/apply.js'
import { DEFAULT_STYLE } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import { read } from '../src/schema/read.js'
import { declaredManyToMany, declaredRelations } from '../src/schema/relations.js'
import type { Schema } from '../src/schema/schema.js'
import { openDatabase } from './schema-engine.js'
import { scratch } from './scratch.js'

// Every case in which a pull gives another name: one relation of a pair, several, one of a table with itself, several of
// those, several columns, a unique column, a column called like the table, and join tables of each kind.
const TABLES = `
  CREATE TABLE users (id INTEGER PRIMARY KEY);
  CREATE TABLE profiles (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE REFERENCES users(id));
  CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES users(id),
    reviewerId INTEGER REFERENCES users(id)
  );
  CREATE TABLE employees (id INTEGER PRIMARY KEY, manager_id INTEGER REFERENCES employees(id));
  CREATE TABLE nodes (
    id INTEGER PRIMARY KEY,
    left_id INTEGER REFERENCES nodes(id),
    right_id INTEGER REFERENCES nodes(id)
  );
  CREATE TABLE seats (line INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (line, number));
  CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    seat_line INTEGER,
    seat_number INTEGER,
    FOREIGN KEY (seat_line, seat_number) REFERENCES seats(line, number)
  );
  CREATE TABLE swaps (
    id INTEGER PRIMARY KEY,
    from_line INTEGER,
    from_number INTEGER,
    to_line INTEGER,
    to_number INTEGER,
    FOREIGN KEY (from_line, from_number) REFERENCES seats(line, number),
    FOREIGN KEY (to_line, to_number) REFERENCES seats(line, number)
  );
  CREATE TABLE city (id INTEGER PRIMARY KEY);
  CREATE TABLE streets (id INTEGER PRIMARY KEY, city INTEGER NOT NULL REFERENCES city(id));
  CREATE TABLE tags (id INTEGER PRIMARY KEY);
  ${joinTable('_citiesTotags', 'city', 'tags')}
  ${joinTable('_employeesTotags', 'employees', 'tags')}
  ${joinTable('_likes', 'tags', 'users')}
  ${joinTable('_hides', 'tags', 'users')}
  ${joinTable('_follows', 'users', 'users')}
  ${joinTable('_marks', 'posts', 'users')}
`

function joinTable(name: string, a: string, b: string): string {
  return `
  CREATE TABLE ${name} (
    A INTEGER NOT NULL,
    B INTEGER NOT NULL,
    FOREIGN KEY (A) REFERENCES ${a}(id) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (B) REFERENCES ${b}(id) ON DELETE CASCADE ON UPDATE CASCADE
  );
  CREATE UNIQUE INDEX ${name}_AB_unique ON ${name}(A, B);
  CREATE INDEX ${name}_B_index ON ${name}(B);`
}

const withoutForeignKeys = (sql: string): string =>
  sql
    .replace(/,\s*FOREIGN KEY.*?REFERENCES.*?(?=,\s*FOREIGN|\s*\);)/gs, '')
    .replace(/ REFERENCES \w+\(\w+\)/g, '')

async function pulled(sql: string): Promise<Schema> {
  const database = openDatabase(path.join(scratch({}), 'dev.db'))
  await database.execute(sql)
  const text = 'datasource db {\n  provider = "sqlite"\n}\n'
  return read(await database.pull([{ path: 'schema.prisma', text }]))
}

/** Every relation field with what it is called, by its model. */
const namesIn = (schema: Schema): readonly string[] =>
  schema.models
    .flatMap((model) =>
      model.fields
        .filter((field) => field.kind === 'model')
        .map(
          (field) =>
            `${model.name}.${field.name} ${field.type} ${field.arity} ${field.relation?.name ?? '-'}`,
        ),
    )
    .sort()

it('names relations byte for byte as a pull does where foreign keys exist', async () => {
  const withKeys = await pulled(TABLES)
  const bare = await pulled(withoutForeignKeys(TABLES))
  expect(namesIn(bare)).toEqual([])
  const joinTables = bare.models.filter((model) => model.dbName.startsWith('_'))
  const ends = new Map(declaredManyToMany(withKeys).map(({ models, relation }) => [`_${relation}`, models]))
  const choices = [
    ...declaredRelations(withKeys).map(({ from, to }) => ({ from, to })),
    ...joinTables.flatMap(({ name, dbName }) =>
      (ends.get(dbName) ?? []).map((model, i) => ({
        from: { model: name, fields: [i === 0 ? 'A' : 'B'] },
        to: { model, fields: ['id'] },
      })),
    ),
  ]
  expect(choices.length).toBe(22)
  const plan = planEdits(bare, choices, { ...DEFAULT_STYLE, naming: 'prisma', manyToMany: 'lists' })
  expect(namesIn(read(applyEdits(bare.files, plan.edits)))).toEqual(namesIn(withKeys))
})
