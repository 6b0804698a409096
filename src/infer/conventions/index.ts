// Every convention, in the order in which they are asked: of several that see one key equally well the first names it.
import type { Convention } from '../convention.js'
import { abbreviation } from './abbreviation.js'
import { bareName } from './bare-name.js'
import { entityAndRole } from './entity-and-role.js'
import { family } from './family.js'
import { fileRole } from './file-role.js'
import { implicitJoinTable } from './implicit-join-table.js'
import { keyAndRole } from './key-and-role.js'
import { keyInFront } from './key-in-front.js'
import { misspelt } from './misspelt.js'
import { naturalKey } from './natural-key.js'
import { numbered } from './numbered.js'
import { opposites } from './opposites.js'
import { position } from './position.js'
import { role } from './role.js'
import { roleAndEntity } from './role-and-entity.js'
import { roleAndKey } from './role-and-key.js'
import { roleAndTail } from './role-and-tail.js'
import { sameKey } from './same-key.js'
import { self } from './self.js'
import { sharedPrimaryKey } from './shared-primary-key.js'
import { wordInCommon } from './shared-word.js'
import { tableHead } from './table-head.js'
import { wholeTableName } from './table-name.js'
import { tableTail } from './table-tail.js'

export const conventions: readonly Convention[] = [
  implicitJoinTable,
  position,
  wholeTableName,
  keyInFront,
  naturalKey,
  bareName,
  numbered,
  sameKey,
  family,
  sharedPrimaryKey,
  roleAndEntity,
  entityAndRole,
  keyAndRole,
  roleAndKey,
  tableTail,
  roleAndTail,
  tableHead,
  opposites,
  self,
  abbreviation,
  misspelt,
  fileRole,
  role,
  wordInCommon,
]
