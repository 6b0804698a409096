// A database of its own for a test, filled from a file or from statements, and dropped at the end.
import { readFileSync } from 'node:fs'
import { type Connection, createConnection } from 'mysql2/promise'
import type { Server } from './servers.js'

export interface ScratchDatabase {
  /** What a user would pass as --url. */
  readonly url: string
  readonly name: string
  /** The administrator's connection, with this database chosen. */
  readonly admin: Connection
  readonly drop: () => Promise<void>
}

/** The statements of a file: one per paragraph, comments apart. */
export const statementsIn = (path: string): readonly string[] =>
  readFileSync(path, 'utf8')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/^--.*$/gm, '').trim())
    .filter((statement) => statement !== '')

/** Creates a database with these tables and rows. */
export async function createDatabase(
  server: Server,
  statements: readonly string[],
): Promise<ScratchDatabase> {
  const name = `restore_relations_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  const admin = await createConnection({ uri: server.url, supportBigNumbers: true, bigNumberStrings: true })
  await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`)
  await admin.query(`USE \`${name}\``)
  for (const statement of statements) await admin.query(statement)
  const url = new URL(server.url)
  url.pathname = name
  const drop = async (): Promise<void> => {
    await admin.query(`DROP DATABASE \`${name}\``)
    await admin.end()
  }
  return { url: url.href, name, admin, drop }
}
