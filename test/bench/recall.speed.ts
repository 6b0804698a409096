// How long it takes to put remembered relations back, against finding them.
import { expect, it } from 'vitest'
import type { RestoreOptions } from '../../src/library/options.js'
import { parseDecisions } from '../../src/memory/decisions-file.js'
import { createProject } from '../pulled-project.js'
import { textOf } from '../scratch.js'

it('puts 1,000 relations back in about the time that it took to find them', async () => {
  const regions = 'north south east west outer'.split(' ')
  const things =
    'order invoice ticket vendor parcel driver depot route crate shift cargo ferry pier crane buyer seller label pallet carrier customer'
  const names = regions.flatMap((region) => things.split(' ').map((thing) => `${region}_${thing}`))
  const table = (name: string, at: number): string => {
    const others = Array.from({ length: 10 }, (_, i) => names[(at + i + 1) % names.length])
    const columns = others.map((other) => `${other}_id INTEGER NOT NULL`)
    return `CREATE TABLE ${name} (id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(', ')});`
  }
  const project = await createProject({ sql: names.map(table).join('\n') })
  const pulled = project.schema()
  await project.restore({ minConfidence: 0.5 })
  const restored = project.schema()
  const { relations } = parseDecisions(textOf(project.folder, 'restore-relations.json'), '')
  expect(Object.keys(relations)).toHaveLength(1000)
  project.write(pulled)

  /** The processor time of the faster of two runs that write nothing, in milliseconds. */
  const timeOf = async (options: RestoreOptions): Promise<number> => {
    const times: number[] = []
    for (let run = 0; run < 2; run++) {
      const start = process.cpuUsage()
      const { files } = await project.restore({ ...options, dryRun: true, minConfidence: 0.5 })
      times.push(process.cpuUsage(start).user / 1000)
      expect(files[0]?.text).toBe(restored)
    }
    return Math.min(...times)
  }
  const finding = await timeOf({ decisions: false })
  const recalling = await timeOf({})
  expect(recalling).toBeLessThan(2 * finding)
})
