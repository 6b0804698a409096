import type { Candidate, Reference } from '../relation/candidate.js'
import { candidateOf, columnSetOf, MOST_CANDIDATES, worthShowing } from './candidates.js'
import { anchorOf, type Composite, conventionOf } from './composite.js'
import { compositeSigns, rivalSets } from './composite-signs.js'
import { chances, rounded, weigh } from './score.js'
import type { Setup } from './setup.js'
import type { Sign } from './sign.js'

const ANCHORS: Readonly<Record<ReturnType<typeof anchorOf>, string>> = {
  named: 'one of them bears its name',
  own: 'one of them is the name of its own key',
  none: 'each has the same name there',
}

function compositeCandidate(
  composite: Composite,
  signs: readonly Sign[],
  confidence: number,
  setup: Setup,
): Candidate {
  const { parts, target, redundant } = composite
  const [first, ...others] = parts
  const kind = redundant ? 'a unique key that only references can need' : 'a composite key'
  const says = `${target.model.name} has ${kind}, and all its columns are here: ${ANCHORS[anchorOf(composite)]}`
  return candidateOf(
    [first.from, ...others.map((part) => part.from)],
    [first.to, ...others.map((part) => part.to)],
    setup,
    {
      confidence,
      convention: conventionOf(composite),
      ways: [`composite ${conventionOf(composite)}`],
      evidence: [{ source: 'composite', says, weight: rounded(weigh(signs, setup.weights)) }],
    },
  )
}

/** The references that several columns make together. */
export function compositeReferences(setup: Setup): readonly Reference[] {
  const { nameIndex, composites, habits } = setup.context
  return rivalSets(composites).flatMap((rivals): readonly Reference[] => {
    if (rivals.some(({ parts }) => parts.some(({ from }) => setup.isIgnored(columnSetOf(from))))) return []
    const signs = rivals.map((rival) => compositeSigns(rival, rivals, nameIndex, habits.references))
    const confidences = chances(signs.map((list) => weigh(list, setup.weights)))
    const likely = rivals
      .map((rival, i) => ({ rival, signs: signs[i] ?? [], confidence: rounded(confidences[i] ?? 0) }))
      .toSorted((one, other) => other.confidence - one.confidence)
    const candidates = worthShowing(likely.slice(0, MOST_CANDIDATES)).map((one) =>
      compositeCandidate(one.rival, one.signs, one.confidence, setup),
    )
    const [best] = candidates
    return best === undefined ? [] : [{ from: best.from, candidates }]
  })
}
