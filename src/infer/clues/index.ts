// Every clue, in the order in which a person reads them.
import type { Clue } from '../clue.js'
import { alike } from './alike.js'
import { alphabet } from './alphabet.js'
import { answer } from './answer.js'
import { belonging } from './belonging.js'
import { compositePart } from './composite-part.js'
import { defaultValue } from './default-value.js'
import { hub } from './hub.js'
import { indexLead } from './index-lead.js'
import { indexName } from './index-name.js'
import { key } from './key.js'
import { keyOwner } from './key-owner.js'
import { keyPart } from './key-part.js'
import { name } from './name.js'
import { optionalColumn } from './optional.js'
import { person } from './person.js'
import { place } from './place.js'
import { repetition } from './repetition.js'
import { rivals } from './rivals.js'
import { siblings } from './siblings.js'
import { style } from './style.js'
import { tableKind } from './table-kind.js'
import { type } from './type.js'

export const clues: readonly Clue[] = [
  name,
  key,
  keyOwner,
  type,
  indexLead,
  keyPart,
  hub,
  person,
  style,
  rivals,
  belonging,
  repetition,
  siblings,
  alike,
  tableKind,
  alphabet,
  compositePart,
  defaultValue,
  optionalColumn,
  place,
  indexName,
  answer,
]
