import { NOBODY } from '../../relation/answers.js'
import type { Clue } from '../clue.js'
import { roleKindOf } from '../role-kind.js'
import { type Sign, sign } from '../sign.js'

const said = (model: string, person: string): string =>
  person === NOBODY ? 'nobody' : person === model ? 'person' : 'another-person'

/** What a person answered about the whole schema outweighs what was fitted elsewhere. */
export const answer: Clue = {
  name: 'answer',
  isIdle: ({ answers }) => Object.keys(answers).length === 0,
  signs: ({ key, proposal, strength }, { answers, habits }) => {
    const kind = proposal.convention === 'role' ? roleKindOf(proposal.columnRest) : undefined
    const signs: Sign[] = []
    if (answers.person !== undefined && kind !== undefined && habits.personRank(key.table) > 0)
      signs.push(sign(`answer:${said(key.table.model.name, answers.person)}`))
    if (answers.audit !== undefined && kind === 'audit')
      signs.push(sign(answers.audit ? 'answer:audit-yes' : 'answer:audit-no'))
    if (answers.bareNames !== undefined && strength === 'bare')
      signs.push(sign(answers.bareNames ? 'answer:bare-names-yes' : 'answer:bare-names-no'))
    return signs
  },
  says: ({ key }, { answers }) =>
    answers.person === key.table.model.name
      ? `${key.table.model.name} was said to be the person`
      : 'it was said so',
}
