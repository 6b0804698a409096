// The statements that a database can tell of: its views and its digests.
import { type Database, QueryFailure, textOf } from './database.js'
import type { Look } from './look.js'
import type { NotChecked, Observation } from './observation.js'
import { STATEMENT_DIGESTS, VIEW_DEFINITIONS } from './probes/workload.js'
import type { Workload } from './workload/tally.js'

const DIGEST_TABLE = 'performance_schema.events_statements_summary_by_digest'

type Texts<Name extends 'views' | 'queries'> = AsyncGenerator<Observation, Workload[Name]>

const skipped = (entry: NotChecked): Observation => ({ kind: 'not-checked', ...entry })

async function* readViews(look: Look, { name, user }: Database): Texts<'views'> {
  const texts = (await look.ask(VIEW_DEFINITIONS, 0)).map((row) => textOf(row, 'text'))
  const hidden = texts.filter((text) => text === '').length
  if (hidden > 0)
    yield skipped({
      what: hidden === 1 ? 'the definition of 1 view' : `the definitions of ${hidden} views`,
      why: 'the privilege to read them is missing',
      grant: `GRANT SHOW VIEW ON \`${name}\`.* TO '${user}'`,
    })
  return texts.filter((text) => text !== '')
}

const DIGESTS = 'the statements that ran'

// The columns by name: the table also holds sample statements with the users' own values.
const grantDigests = (user: string): string =>
  `GRANT SELECT (SCHEMA_NAME, DIGEST_TEXT, COUNT_STAR) ON ${DIGEST_TABLE} TO '${user}'`

async function* readDigests(look: Look, { user }: Database): Texts<'queries'> {
  if (look.engine === 'vitess') {
    // Each tablet knows its own part only, and joins across shards were taken apart before they got there.
    const grant = 'give the file of `pscale branch query-patterns download` as --workload'
    yield skipped({ what: DIGESTS, why: 'Vitess does not keep them in one place', grant })
    return []
  }
  try {
    const rows = await look.ask(STATEMENT_DIGESTS, 0)
    if (rows.length === 0)
      yield skipped({
        what: DIGESTS,
        why: 'the performance schema has none of this database',
        grant: 'performance_schema=ON in the configuration of the server',
      })
    return rows.map((row) => ({ text: textOf(row, 'text'), executions: Number(row.n ?? 1) }))
  } catch (error) {
    if (!(error instanceof QueryFailure) || error.kind !== 'denied') throw error
    yield skipped({ what: DIGESTS, why: error.message, grant: grantDigests(user) })
    return []
  }
}

/** Reads what can be read; what cannot is yielded, with the grant that would open it. */
export async function* readWorkload(look: Look, database: Database): AsyncGenerator<Observation, Workload> {
  const views = yield* readViews(look, database)
  // A view of Vitess may name the database of a tablet, `vt_shop` for the keyspace `shop`.
  const name = look.engine === 'vitess' ? undefined : database.name
  return { database: name, views, queries: yield* readDigests(look, database) }
}
