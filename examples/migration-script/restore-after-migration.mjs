// For the end of a migration: pulls the schema, restores its relations, and fails when one of them needs a person.
// Run it in the folder of your package: node restore-after-migration.mjs
import { spawnSync } from 'node:child_process'
import { RestoreError, restoreRelations } from 'restore-relations'

const pull = spawnSync('npx prisma db pull', { shell: true, stdio: 'inherit' })
if (pull.status !== 0) process.exit(pull.status ?? 1)

try {
  const { relations, drift, written } = await restoreRelations({ minConfidence: 0.9 })
  console.log(written.length === 0 ? 'No relation was missing.' : `Wrote ${written.join(' and ')}.`)

  const open = relations.filter(({ decision }) => decision === 'undecided')
  for (const { id, confidence } of open) console.error(`To decide: ${id} (${confidence.toFixed(2)})`)
  for (const { id, says } of drift) console.error(`No longer fits: ${id}: ${says}`)
  if (open.length + drift.length > 0) process.exitCode = 1
} catch (error) {
  if (!(error instanceof RestoreError)) throw error
  console.error(`${error.message}\n${error.hint}`)
  process.exitCode = 2
}
