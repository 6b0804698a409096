// The shop that the live tests look at: its schema, its database on a server, and looks at it.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Candidate, Inference } from '../../src/relation/candidate.js'
import { relationId } from '../../src/relation/identity.js'
import { read } from '../../src/schema/read.js'
import { type Columns, lookUp } from '../../src/schema/schema.js'
import { DEFAULT_BOUNDS } from '../../src/verify/look.js'
import { openMysql } from '../../src/verify/mysql.js'
import { parseDatabaseUrl } from '../../src/verify/url.js'
import { type Verified, type VerifyOptions, verify } from '../../src/verify/verify.js'
import { statementsIn } from '../servers/scratch-database.js'

const fixture = (name: string): string =>
  path.join(path.dirname(fileURLToPath(import.meta.url)), '../fixtures/live/shop', name)

export const shopSchema = read([
  { path: 'schema.prisma', text: readFileSync(fixture('schema.prisma'), 'utf8') },
])
export const shopStatements = statementsIn(fixture('database.sql'))

const find = lookUp(shopSchema)

/** `Purchase.storeNo+orderNo` */
export function columns(text: string): Columns {
  const [model = '', ...fields] = text.split(/[.+]/)
  return { model, fields }
}

/** A candidate as inference would give it: `Purchase.userId > User.id`, half believed. */
export function candidate(text: string, confidence = 0.5): Candidate {
  const [from = '', to = ''] = text.split(' > ')
  return {
    id: relationId(find, columns(from), columns(to)),
    from: columns(from),
    to: columns(to),
    cardinality: 'many-to-one',
    optional: true,
    confidence,
    convention: 'test',
    evidence: [],
  }
}

/** Each list is one column with its rivals. */
export const inferred = (...references: readonly (readonly Candidate[])[]): Inference => ({
  references: references.flatMap((candidates) =>
    candidates[0] === undefined ? [] : [{ from: candidates[0].from, candidates }],
  ),
  declared: [],
  ruleMisses: [],
  rules: [],
  unresolved: [],
  questions: [],
})

/** Columns that look like a reference to nothing. */
export const unresolved = (...texts: readonly string[]): Inference => ({
  references: [],
  declared: [],
  ruleMisses: [],
  rules: [],
  unresolved: texts.map((text) => ({
    from: columns(text),
    reason: 'no-target',
    says: 'leads nowhere',
    guesses: [],
  })),
  questions: [],
})

export interface Looked extends Verified {
  readonly sent: readonly string[]
  /** The candidate written so, as it came back. */
  readonly found: (text: string) => Candidate | undefined
}

/** Looks at a database with these candidates. */
export async function lookAt(
  url: string,
  inference: Inference,
  options: Partial<VerifyOptions> & { readonly onStatement?: (sql: string, number: number) => void } = {},
): Promise<Looked> {
  const sent: string[] = []
  const database = openMysql(parseDatabaseUrl(url), {
    onStatement: (sql) => {
      sent.push(sql)
      options.onStatement?.(sql, sent.length)
    },
  })
  try {
    const verified = await verify(shopSchema, inference, database, { ...DEFAULT_BOUNDS, ...options })
    const all = verified.references.flatMap(({ candidates }) => candidates)
    return { ...verified, sent, found: (text) => all.find(({ id }) => id === candidate(text).id) }
  } finally {
    await database.close()
  }
}

/** Every kind of candidate of the shop, each its own reference. */
export const everything: Inference = inferred(
  [candidate('Purchase.userId > User.id'), candidate('Purchase.userId > Tiny.id', 0.1)],
  [candidate('Purchase.customerId > Customer.id')],
  [candidate('Purchase.customerEmail > Customer.email')],
  [candidate('Purchase.accountUuid > Account.uuid')],
  [candidate('Purchase.deviceCode > Device.code')],
  [candidate('Purchase.eventId > Event.id')],
  [candidate('Purchase.storeNo+orderNo > StoreOrder.storeNo+orderNo')],
  [candidate('Purchase.orderNo+storeNo > StoreOrder.orderNo+storeNo')],
  [candidate('Purchase.referrerId > Customer.id')],
  [candidate('Draft.userId > User.id')],
)
