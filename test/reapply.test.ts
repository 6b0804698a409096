import { beforeAll, describe, expect, it } from 'vitest'
import { decideByPolicy } from '../src/decide/policy.js'
import { applyEdits } from '../src/edit/apply.js'
import { DEFAULT_STYLE, type EditStyle } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import { infer } from '../src/infer/infer.js'
import { noDecisions, parseDecisions, printDecisions } from '../src/memory/decisions-file.js'
import { recall } from '../src/memory/recall.js'
import { remember } from '../src/memory/remember.js'
import { acceptedChoices } from '../src/relation/decision.js'
import { outcomesOf } from '../src/run/outcomes.js'
import { read } from '../src/schema/read.js'
import type { SourceFile } from '../src/schema/schema.js'
import { corpusFolder, schemas } from './corpus.js'

const style: EditStyle = { ...DEFAULT_STYLE, indexes: 'off', format: false }

/** Accepts what is likelier than not, and gives the file with it and the decisions as they are kept. */
function restored(file: SourceFile) {
  const schema = read([file])
  const { references } = infer(schema)
  const decisions = decideByPolicy(
    { schema, references, drift: [] },
    { minConfidence: 0.5, only: [], skip: [] },
  )
  const plan = planEdits(schema, acceptedChoices(decisions), style)
  const outcomes = outcomesOf({ schema, references, decisions, plan, wouldBe: plan })
  const kept = printDecisions(remember(noDecisions, { schema, relations: outcomes, drift: [] }))
  return { text: applyEdits([file], plan.edits)[0]?.text, kept }
}

describe(`decisions (${corpusFolder === undefined ? 'CORPUS not set: schemas of this repository only' : 'with CORPUS'})`, () => {
  const runs: (ReturnType<typeof restored> & { readonly file: SourceFile })[] = []
  beforeAll(() => {
    for (const file of schemas) runs.push({ file, ...restored(file) })
  })

  it('bring every relation back as it was after a pull deleted them all', () => {
    const different = runs.flatMap(({ file, text, kept }) => {
      const { decisions, drift } = recall(read([file]), parseDecisions(kept, 'restore-relations.json'))
      const choices = decisions.flatMap(({ verdict, choice }) => (verdict === 'accept' ? [choice] : []))
      const again = applyEdits([file], planEdits(read([file]), choices, style).edits)[0]?.text
      return again === text && drift.length === 0 ? [] : [{ path: file.path, drift }]
    })
    expect(different).toEqual([])
  })

  it('have nothing to say to a schema that has them all', () => {
    const talkative = runs.flatMap(({ file, text = '', kept }) => {
      const { decisions, drift } = recall(read([{ ...file, text }]), parseDecisions(kept, 'x'))
      return decisions.length + drift.length === 0 ? [] : [{ path: file.path, decisions, drift }]
    })
    expect(talkative).toEqual([])
  })
})
