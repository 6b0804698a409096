// The only importer of @prisma/internals and @prisma/config. Both take a fifth of a second to load, so each is loaded
// when it is first needed and not before: `--help` must not wait for an engine. `require` keeps the pure part of the
// library synchronous; the package is CommonJS.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export function internals(): typeof import('@prisma/internals') {
  return require('@prisma/internals')
}

export const loadConfigReader = async () => (await import('@prisma/config')).loadConfigFromFile
