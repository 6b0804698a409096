// Questions about the schema as a whole, with the default that its own evidence suggests.

import type { Candidate, Reference, SchemaQuestion } from '../relation/candidate.js'
import type { Columns } from '../schema/schema.js'
import type { Context } from './convention.js'
import { roleKindOf } from './role-kind.js'
import type { Column } from './table.js'

// One column is a question of its own.
const FEWEST = 2
// What tables of customers or players rank; see PERSON_TABLES. Tables below it hold persons only in passing.
const PERSON_RANK = 0.4

interface Best {
  readonly candidate: Candidate
  readonly column: Column | undefined
}

const ids = (list: readonly Best[]): readonly string[] => list.map(({ candidate }) => candidate.id)

const mean = (list: readonly Best[]): number =>
  list.reduce((sum, { candidate }) => sum + candidate.confidence, 0) / list.length

function personQuestion(roles: readonly Best[], { habits }: Context): readonly SchemaQuestion[] {
  const persons = habits.roleTables
    .filter(({ rank }) => rank >= PERSON_RANK)
    .map(({ table }) => table.model.name)
  const [first] = persons
  if (roles.length < FEWEST || persons.length < 2 || first === undefined) return []
  return [
    {
      name: 'person',
      says: `Whom do columns such as ${roles[0]?.column?.field.name} mean?`,
      choices: persons,
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
  if (relations.length < FEWEST) return []
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

/** The questions worth asking once, before single relations. */
export function questionsOf(references: readonly Reference[], context: Context): readonly SchemaQuestion[] {
  const tables = new Map(context.nameIndex.tables.map((table) => [table.model.name, table]))
  const columnOf = ({ model, fields: [name] }: Columns): Column | undefined =>
    tables.get(model)?.columns.find(({ field }) => field.name === name)
  const best = references.flatMap(({ candidates: [candidate] }): readonly Best[] =>
    candidate === undefined ? [] : [{ candidate, column: columnOf(candidate.from) }],
  )
  const roles = best.filter(({ candidate }) => candidate.convention === 'role')
  const kindOf = ({ column }: Best) => roleKindOf(column?.readings[0]?.stem ?? [])
  const audit = roles.filter((one) => kindOf(one) === 'audit')
  const bare = best.filter(({ candidate }) => candidate.convention === 'bare-name')
  return [
    ...personQuestion(
      roles.filter((one) => kindOf(one) !== 'none' && kindOf(one) !== 'attribute'),
      context,
    ),
    ...yesOrNo('audit', `Are columns such as ${audit[0]?.column?.field.name} relations?`, audit),
    ...yesOrNo(
      'bare-names',
      `Are columns without an id word, such as ${bare[0]?.column?.field.name}, relations?`,
      bare,
    ),
  ]
}
