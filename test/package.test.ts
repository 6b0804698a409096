import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { scratch, textOf } from './scratch.js'

const root = path.join(import.meta.dirname, '..')

it('works installed from its tarball into an empty folder', { timeout: 180_000 }, () => {
  const folder = scratch({
    'package.json': '{ "name": "empty", "private": true }',
    'prisma/schema.prisma':
      'model Post {\n  id       Int @id\n  authorId Int\n\n  @@index([authorId])\n}\n\nmodel User {\n  id Int @id\n}\n',
    'script.mjs': "import { inferRelations } from 'restore-relations'\nconsole.log(typeof inferRelations)\n",
  })
  const run = (command: string, ...argv: readonly string[]) =>
    execFileSync(command, argv, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

  run('npm', 'pack', root, '--silent', '--ignore-scripts')
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  run('npm', 'install', `./${tarball}`, '--prefer-offline', '--no-audit', '--no-fund', '--silent')
  // A choice: what a person installs for one command stays small, with the page in it.
  expect(statSync(path.join(folder, tarball ?? '')).size).toBeLessThan(1_500_000)
  run('npx', 'restore-relations', '--yes', '--report', 'relations.html')
  expect(textOf(folder, 'relations.html')).toContain('Post(authorId)-\\u003eUser(id)')
  expect(textOf(folder, 'prisma/schema.prisma')).toContain(
    'author   User @relation(fields: [authorId], references: [id])',
  )
  expect(run('node', 'script.mjs')).toBe('function\n')
})
