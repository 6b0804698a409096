// Questions about the schema as a whole, with the default that its own evidence suggests.

import { NOBODY } from '../relation/answers.js'
import type { Candidate, Reference, SchemaQuestion } from '../relation/candidate.js'
import type { Columns } from '../schema/schema.js'
import { bearsOn, personPlace } from './answered.js'
import type { Context } from './convention.js'
import type { Column } from './table.js'

// One column is a question of its own.
const FEWEST = 2
// What tables of customers or players rank; see PERSON_TABLES. Tables below it hold persons only in passing.
const PERSON_RANK = 0.4
// As for a single relation: from here on an answer would change nothing.
const SURE_ENOUGH = 0.9
const MOST_EXAMPLES = 3

interface Best {
  readonly candidate: Candidate
  readonly column: Column
  readonly candidates: readonly Candidate[]
}

const ids = (list: readonly Best[]): readonly string[] => list.map(({ candidate }) => candidate.id)

const mean = (list: readonly Best[]): number =>
  list.reduce((sum, { candidate }) => sum + candidate.confidence, 0) / list.length

/** Whether enough of them are neither certain nor as good as excluded. */
const isWorthAsking = (list: readonly Best[]): boolean =>
  list.filter(({ candidate: { confidence } }) => confidence < SURE_ENOUGH && confidence > 1 - SURE_ENOUGH)
    .length >= FEWEST

/** `ownerId, sold_by`: a few names, those that say most plainly what is meant. */
function examplesOf(list: readonly Best[]): string {
  const plainest = list.toSorted(
    (a, b) =>
      personPlace(a.column) - personPlace(b.column) || b.candidate.confidence - a.candidate.confidence,
  )
  return [...new Set(plainest.map(({ column }) => column.field.name))].slice(0, MOST_EXAMPLES).join(', ')
}

function personQuestion(roles: readonly Best[], { habits }: Context): readonly SchemaQuestion[] {
  const persons = habits.roleTables
    .filter(({ rank }) => rank >= PERSON_RANK)
    .map(({ table }) => table.model.name)
  const [first] = persons
  if (!isWorthAsking(roles) || persons.length < 2 || first === undefined) return []
  return [
    {
      name: 'person',
      says: `Whom do columns such as ${examplesOf(roles)} mean?`,
      choices: [...persons, NOBODY],
      default: first,
      relations: ids(roles),
    },
  ]
}

function yesOrNo(
  name: 'audit' | 'bare-names',
  says: string,
  relations: readonly Best[],
): readonly SchemaQuestion[] {
  if (!isWorthAsking(relations)) return []
  return [
    {
      name,
      says,
      choices: ['yes', 'no'],
      default: mean(relations) >= 0.5 ? 'yes' : 'no',
      relations: ids(relations),
    },
  ]
}

/**
 * The questions worth asking once, before single relations, in their order: whether audit columns are relations at all, then
 * whom they and other roles mean.
 */
export function questionsOf(references: readonly Reference[], context: Context): readonly SchemaQuestion[] {
  const tables = new Map(context.nameIndex.tables.map((table) => [table.model.name, table]))
  const columnOf = ({ model, fields: [name, ...others] }: Columns): Column | undefined =>
    others.length > 0 ? undefined : tables.get(model)?.columns.find(({ field }) => field.name === name)
  const best = references.flatMap(({ candidates }): readonly Best[] => {
    const [candidate] = candidates
    const column = candidate === undefined ? undefined : columnOf(candidate.from)
    return candidate === undefined || column === undefined ? [] : [{ candidate, column, candidates }]
  })
  const about = (name: 'person' | 'audit' | 'bare-names') =>
    best.filter(({ column, candidates }) => bearsOn(name, column, candidates))
  const audit = about('audit')
  const bare = about('bare-names')
  return [
    ...yesOrNo(
      'audit',
      `Are columns that say who wrote a row, such as ${examplesOf(audit)}, relations?`,
      audit,
    ),
    ...personQuestion(about('person'), context),
    ...yesOrNo('bare-names', `Are columns without an id word, such as ${examplesOf(bare)}, relations?`, bare),
  ]
}
