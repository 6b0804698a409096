// A person who knows the truth answers the questions of a review: how good the rest gets by it.
import { type Answer, answered } from '../decide/answer.js'
import { acceptedIn, type Interview, type Open, openOf, startInterview } from '../decide/interview.js'
import { questionOf } from '../decide/next-question.js'
import { infer } from '../infer/infer.js'
import type { Weights } from '../infer/score.js'
import { namedCandidate } from '../relation/candidate.js'
import { columnSetKey } from '../relation/identity.js'
import type { Relation } from '../relation/relation.js'
import { DEFAULT_POLICY } from '../relation/selection.js'
import { lookUp } from '../schema/schema.js'
import type { Specimen } from './collection.js'
import { pairNames } from './measure.js'

/** What accepting everything at or above one half comes to after some answers. */
export interface AnsweredMeasure {
  readonly relations: number
  readonly made: number
  readonly right: number
  /** The true relations that are accepted or the best candidate of their columns. */
  readonly first: number
}

const LIKELY_ENOUGH = 0.5

interface Person {
  readonly specimen: Specimen
  /** The true relation of some columns. */
  readonly relationOf: ReadonlyMap<string, Relation>
  readonly truth: ReadonlySet<string>
}

const isTrue = ({ truth }: Person, { from, to }: Relation): boolean => truth.has(pairNames(from, to))

const isKnown = ({ specimen: { unknown } }: Person, { candidate: { from } }: Open): boolean =>
  from.fields.length > 1 || !unknown.has(`${from.model}.${from.fields[0]}`)

function measured(person: Person, interview: Interview): AnsweredMeasure {
  const open = openOf(interview).filter((one) => isKnown(person, one))
  const accepted = acceptedIn(interview)
  const best = open.map(({ candidate }) => candidate)
  const made = [...accepted, ...best.filter(({ confidence }) => confidence >= LIKELY_ENOUGH)]
  const isRight = (relation: Relation) => isTrue(person, relation)
  return {
    relations: person.truth.size,
    made: made.length,
    right: made.filter(isRight).length,
    first: [...accepted, ...best].filter(isRight).length,
  }
}

/** The answers to one question, and what they cost: one, and as many more as the fewer of its members were alone. */
function answersOf(person: Person, interview: Interview, asked: readonly Open[]) {
  const find = lookUp(person.specimen.schema)
  const known = asked.filter((one) => isKnown(person, one))
  const right = known.filter(({ candidate }) => isTrue(person, candidate))
  const wrong = known.filter((one) => !right.includes(one))
  const moved = new Map(
    wrong.flatMap(({ key, candidate }) => {
      const relation = person.relationOf.get(columnSetKey(candidate.from))
      return relation === undefined ? [] : [[key, namedCandidate(find, relation)] as const]
    }),
  )
  const answer: Answer = {
    kind: 'several',
    accept: right.map(({ key }) => key),
    reject: wrong.map(({ key }) => key).filter((key) => !moved.has(key)),
    later: asked.filter((one) => !known.includes(one)).map(({ key }) => key),
    retarget: moved,
  }
  return {
    after: answered(interview, answer),
    cost: known.length === 0 ? 0 : 1 + Math.min(right.length, wrong.length),
  }
}

/**
 * Answers the questions about a schema in their order.
 *
 * @param stops How many answers are given before each measure, ascending. A question that is answered in one way counts
 *   one, a mixed one as many more as its minority has members; a measure is taken before the answer that would go beyond.
 * @param weights Instead of the fitted ones.
 * @returns One measure for each stop.
 */
export function answeredBy(
  specimen: Specimen,
  stops: readonly number[],
  weights?: Weights,
): readonly AnsweredMeasure[] {
  const person: Person = {
    specimen,
    relationOf: new Map(specimen.relations.map((relation) => [columnSetKey(relation.from), relation])),
    truth: new Set(specimen.relations.map(({ from, to }) => pairNames(from, to))),
  }
  const { references, rules } = infer(specimen.schema, weights === undefined ? {} : { weights })
  let interview = startInterview(references, DEFAULT_POLICY.minConfidence, new Map(), rules)
  let given = 0
  const measures: AnsweredMeasure[] = []
  for (;;) {
    const question = questionOf(interview)
    const stop = stops[measures.length]
    if (stop === undefined) return measures
    const asked =
      question.kind === 'write' ? [] : question.kind === 'single' ? [question.open] : question.open
    const { after, cost } = answersOf(person, interview, asked)
    if (asked.length === 0 || given + cost > stop) {
      measures.push(measured(person, interview))
      continue
    }
    interview = after
    given += cost
  }
}
