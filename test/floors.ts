// The floors that the source stands on: see .github/CONTRIBUTING.md.

/**
 * The floors of the house, the highest first. A room (a folder, or a file that stands alone) may use those below its
 * own floor, and nothing else. A new room gets its place here.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['cli.ts', 'index.ts'],
  ['cli', 'library', 'fit'],
  ['run', 'report'],
  ['decide', 'memory', 'verify'],
  ['edit', 'infer'],
  ['prisma', 'print'],
  ['relation', 'files.ts', 'programs.ts'],
  ['schema', 'errors.ts'],
  ['text', 'grouped.ts'],
]
