// What production asks: view definitions and statement digests. Their texts are mined for joins and never shown: views
// hold literals. Sample statements, which hold users' values, are never read.

/** Empty definitions without the privilege SHOW VIEW. */
export const VIEW_DEFINITIONS =
  'SELECT table_name AS t, view_definition AS text FROM information_schema.views WHERE table_schema = DATABASE()'

/** The kinds of statements that can join, by how often they ran. Prepared ones begin with EXECUTE on MySQL 9. */
export const STATEMENT_DIGESTS = [
  'SELECT digest_text AS text, count_star AS n FROM performance_schema.events_statements_summary_by_digest',
  "WHERE schema_name = DATABASE() AND (digest_text LIKE 'SELECT%' OR digest_text LIKE 'EXECUTE SELECT%'",
  "OR digest_text LIKE 'WITH%' OR digest_text LIKE 'UPDATE%' OR digest_text LIKE 'DELETE%'",
  "OR digest_text LIKE 'INSERT%SELECT%') ORDER BY count_star DESC LIMIT 5000",
].join(' ')
