// Runs tests on a source in which one mutant was put, named by MUTANT as JSON: no file on disk is changed, so that many
// can run at once. What is spawned from dist stays as it is.
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import type { TestSequencer, TestSpecification } from 'vitest/node'
import { type Mutant, mutated } from '../mutants.js'

const root = path.join(import.meta.dirname, '../../..')
const mutant: Mutant | undefined =
  process.env.MUTANT === undefined ? undefined : JSON.parse(process.env.MUTANT)

// Seconds each, where most take a tenth of one: a mutant that others notice need not wait for them.
const SLOW = /\/(?:worth|reapply|introspection|command|promises|live-look|live)\.test\.ts$/

/** The quick tests before the slow ones: the first that fails ends the run. */
class QuickFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    const slow = ({ moduleId }: TestSpecification) => Number(SLOW.test(moduleId))
    return files.toSorted((a, b) => slow(a) - slow(b) || a.moduleId.localeCompare(b.moduleId))
  }
  shard(files: TestSpecification[]): TestSpecification[] {
    return files
  }
}

export default defineConfig({
  root,
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform: (code, id) =>
        mutant !== undefined && id === path.join(root, mutant.file) ? mutated(code, mutant) : undefined,
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    // They see what was built, or the text of the source, and not the mutant.
    exclude: [
      ...['package', 'examples', 'house'].map((name) => `test/${name}.test.ts`),
      // They ask the whole program on real engines, ten times as slow as all others: the score is what the others reach.
      ...['client', 'check', 'readme', 'drift'].map((name) => `test/${name}.test.ts`),
      'test/mutation/**',
    ],
    // No test changes what another imports: read once, they take two thirds of the time.
    isolate: false,
    // What measures time would fail for it where two run at once.
    testNamePattern: /^(?!.*(?:grows with|times of what|about the time|time of a glance))/,
    sequence: { sequencer: QuickFirst },
    maxWorkers: 1,
    testTimeout: 20_000,
    reporters: ['dot'],
  },
})
