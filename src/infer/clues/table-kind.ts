import { type Clue, FACTS } from '../clue.js'
import { sign } from '../sign.js'
import type { Table } from '../table.js'

// Rows that outlive what they tell of, or that come from elsewhere: their authors often leave relations away.
const TABLE_KIND_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  record: new Set([
    'log',
    'event',
    'history',
    'audit',
    'activity',
    'archive',
    'archived',
    'trail',
    'journal',
    'changelog',
  ]),
  copy: new Set([
    'snapshot',
    'backup',
    'cache',
    'cached',
    'temp',
    'tmp',
    'copy',
    'mirror',
    'materialized',
    'view',
  ]),
  transfer: new Set([
    'import',
    'export',
    'staging',
    'queue',
    'job',
    'batch',
    'outbox',
    'inbox',
    'sync',
    'migration',
    'mig',
  ]),
  statistic: new Set([
    'stat',
    'stats',
    'statistic',
    'analytics',
    'metric',
    'usage',
    'report',
    'review',
    'summary',
    'count',
  ]),
  access: new Set(['session', 'token', 'verification', 'otp', 'attempt', 'login', 'webhook', 'reset']),
}

/** What kind of rows a table has, by its name. */
const kindsOf = (table: Table): readonly string[] =>
  Object.entries(TABLE_KIND_WORDS).flatMap(([kind, words]) =>
    table.words.some((word) => words.has(word)) ? [kind] : [],
  )

/** Tables that log, copy or move rows, whose authors often leave relations away. */
export const tableKind: Clue = {
  name: 'table-kind',
  shared: {
    of: [FACTS.table, FACTS.isText, FACTS.strength],
    signs: ({ column, strength }) =>
      kindsOf(column.table).flatMap((kind) => [
        sign(`table-kind:${kind}`),
        sign(`table-kind:${kind}/${strength}`),
        sign(`table-kind:${kind}/${column.field.type === 'String' ? 'text' : 'number'}`),
      ]),
  },
  says: ({ column }) =>
    kindsOf(column.table).includes('record') ? `${column.table.model.name} records what happened` : undefined,
}
