import { beforeAll, describe, expect, it } from 'vitest'
import { editFiles } from '../src/edit/apply.js'
import { planEdits } from '../src/edit/plan.js'
import { type Engine, loadEngine } from '../src/prisma/engine.js'
import { read } from '../src/schema/read.js'
import type { SourceFile } from '../src/schema/schema.js'
import { type WrittenFixture, writtenFixtures } from './written-fixtures.js'

let engine: Engine
beforeAll(async () => {
  engine = await loadEngine()
})

function write(files: readonly SourceFile[], { choices, style }: WrittenFixture) {
  const schema = read(files)
  const plan = planEdits(schema, choices, style)
  return { plan, after: editFiles(schema, plan, style, engine.format) }
}

const errorsIn = (files: readonly SourceFile[]): readonly string[] =>
  engine.problems(files).flatMap((problem) => (problem.warning ? [] : [problem.text]))

describe.each(writtenFixtures)('$name', (fixture) => {
  it('is written as expected, with the warnings and statements that belong to it', () => {
    const { plan, after } = write(fixture.input, fixture)
    expect(after).toEqual(fixture.expected)
    expect(plan.warnings.map((warning) => warning.code)).toEqual(fixture.warnings)
    if (fixture.statements !== undefined)
      expect(plan.missingIndexes.map((index) => index.statement)).toEqual(fixture.statements)
  })

  it('brings no new problem', () => {
    const before = errorsIn(fixture.input)
    expect(errorsIn(fixture.expected).filter((error) => !before.includes(error))).toEqual([])
  })

  it('stays as it is when written again', () => {
    expect(write(fixture.expected, fixture).after).toEqual(fixture.expected)
  })
})
