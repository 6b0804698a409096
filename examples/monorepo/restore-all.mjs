// Several schemas in one repository, each with a decisions file of its own beside it: node restore-all.mjs
import { restoreRelations } from 'restore-relations'

const schemas = ['packages/accounts/prisma/schema.prisma', 'packages/billing/prisma/schema']

for (const schema of schemas) {
  const { relations, written } = await restoreRelations({ schema })
  const accepted = relations.filter(({ decision }) => decision === 'accepted').length
  console.log(`${schema}: ${accepted} relations, ${written.length} files written`)
}
