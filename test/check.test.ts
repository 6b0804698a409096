// What --check insists on is what --yes writes, whatever the schema.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { runIn, scratch, textOf } from './scratch.js'
import { ROOT } from './user-project.js'
import { writtenFixtures } from './written-fixtures.js'

type Files = Readonly<Record<string, string>>

const inFolder = (files: readonly { readonly path: string; readonly text: string }[]): Files =>
  Object.fromEntries(files.map(({ path: file, text }) => [`prisma/schema/${file}`, text]))

const examples = readdirSync(path.join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'schema.prisma')
  .map((file) => ({ 'prisma/schema/schema.prisma': textOf(ROOT, path.join('examples', file)) }))

/** The same column alone and as part of a longer key: only one of the two can be right. */
const CONTRADICTION = {
  'prisma/schema/schema.prisma': `model Task {
  id       Int @id
  ownerId  Int
  tenantId Int
}

model Owner {
  id       Int @id
  tenantId Int

  @@unique([tenantId, id])
}

model Tenant {
  id Int @id
}
`,
}

const schemas = [...writtenFixtures.map(({ input }) => inFolder(input)), ...examples, CONTRADICTION]

const relationsIn = (told: string): number => Number(/^(\d+) relations?\b.* to look at/.exec(told)?.[1] ?? 0)

it.each([['0.9'], ['0.5'], ['0']])(
  '--check at %s finds as many relations as --yes writes, and none behind it',
  async (threshold) => {
    const flags = ['--min-confidence', threshold]
    let found = 0
    for (const files of schemas) {
      const folder = scratch(files)
      const before = await runIn(folder, '--check', ...flags)
      const { stdout } = await runIn(folder, '--yes', '--json', ...flags)
      const { relations } = JSON.parse(stdout)
      const written = relations.filter(({ decision }: { decision: string }) => decision === 'accepted').length
      expect({
        files,
        missing: relationsIn(before.stderr),
      }).toEqual({
        files,
        missing: written,
      })
      const after = await runIn(folder, '--check', ...flags)
      // What Prisma refuses no relation mends.
      expect({ files, status: after.status, missing: relationsIn(after.stderr) }).toEqual({
        files,
        status: after.stderr.includes('Prisma refuses this') ? 1 : 0,
        missing: 0,
      })
      found += written
    }
    expect(found).toBeGreaterThan(schemas.length)
  },
)
