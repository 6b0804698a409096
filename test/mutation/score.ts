// The program `npm run mutants`: how many small changes to the source the tests notice, on a sample that is always the
// same. `MUTANTS=20 npm run mutants` takes only the first 20 of it and records nothing.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { type Mutant, mutantsOf, sampleOf } from './mutants.js'

const root = path.join(import.meta.dirname, '../..')
const record = path.join(import.meta.dirname, 'score.json')

const ROOMS = ['infer', 'edit', 'decide', 'memory', 'relation']
// Numbers that were fitted, not written.
const FITTED = 'src/infer/weights.ts'
const SAMPLE = 300
const AT_ONCE = 2
// Ten times what the slowest related tests take: a mutant that needs longer never comes to an end.
const TIME_LIMIT_MS = 180_000

type Fate = 'killed' | 'timed-out' | 'survived'

const sources: ReadonlyMap<string, string> = new Map(
  ROOMS.flatMap((room) =>
    readdirSync(path.join(root, 'src', room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ['src', room, ...file.split(path.sep)].join('/')),
  )
    .filter((file) => file !== FITTED)
    .sort()
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
)

/** Runs the tests that import the file, up to the first that fails. */
function relatedTests(file: string, mutant: Mutant | undefined): Promise<Fate> {
  const command = ['node_modules/vitest/vitest.mjs', 'related', file, '--run', '--bail', '1']
  const { CORPUS: _, ...environment } = process.env
  const child = spawn(
    'nice',
    [process.execPath, ...command, '--config', 'test/mutation/mutated/vitest.config.ts'],
    {
      cwd: root,
      stdio: 'ignore',
      detached: true,
      env: mutant === undefined ? environment : { ...environment, MUTANT: JSON.stringify(mutant) },
    },
  )
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve('timed-out')
      // With its workers, which would go on.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, TIME_LIMIT_MS)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? 'survived' : 'killed')
    })
  })
}

interface Judged {
  readonly mutant: Mutant
  readonly fate: Fate
}

const show = ({ mutant: { file, line, was, is }, fate }: Judged): string =>
  `${fate} ${file}:${line} ${was} -> ${is}`

/** Judges the mutants, so many at once. */
async function judge(mutants: readonly Mutant[]): Promise<readonly Judged[]> {
  const waiting = mutants.values()
  const judged: Judged[] = []
  const work = async (): Promise<void> => {
    for (const mutant of waiting) {
      const one = { mutant, fate: await relatedTests(mutant.file, mutant) }
      judged.push(one)
      process.stdout.write(`${judged.length}/${mutants.length} ${show(one)}\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return judged
}

it('notices mutants', async () => {
  const all = [...sources].flatMap(([file, text]) => mutantsOf(file, text))
  const size = process.env.MUTANTS === undefined ? SAMPLE : Number(process.env.MUTANTS)
  const sample = sampleOf(all, sources, size)
  // Without a mutant nothing may fail, or every one would seem to be noticed.
  expect(await relatedTests('src/infer/infer.ts', undefined)).toBe('survived')
  const judged = await judge(sample)
  const of = (fate: Fate): readonly Judged[] => judged.filter((one) => one.fate === fate)
  const survivors = of('survived')
    .map(({ mutant: { file, line, was, is } }) => ({ file, line, was, is }))
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
  const score = {
    mutants: all.length,
    sample: judged.length,
    killed: of('killed').length,
    timedOut: of('timed-out').length,
    survived: survivors.length,
    score: Math.round(1000 * (1 - survivors.length / judged.length)) / 10,
    survivors,
  }
  process.stdout.write(`${score.score} % of ${score.sample} mutants noticed, of ${score.mutants} in all\n`)
  if (size === SAMPLE) writeFileSync(record, `${JSON.stringify(score, null, 2)}\n`)
})
