import type { Clue, Pair } from '../clue.js'
import type { Context } from '../convention.js'
import type { NameIndex } from '../name-index.js'
import { type Sign, sign, step } from '../sign.js'

const LIKENESSES: readonly number[] = [0.5, 0.7, 0.85]
const COUNTS: readonly number[] = [3, 10, 30, 100]

/** The ends of two names are alike: rows of `old_order_lines` and of `old_orders`. */
const sharesStart = ({ column, key }: Pair): boolean => column.table.words[0] === key.table.words[0]
const sharesEnd = ({ column, key }: Pair): boolean => column.table.words.at(-1) === key.table.words.at(-1)

/** Another table is called so with the beginning of the column's own table, and is not named beside it. */
function isNamedInFamily({ column, key }: Pair, { named }: NameIndex): boolean {
  const [reading] = column.readings
  return (
    reading !== undefined &&
    column.table.starts.some((start) =>
      named(start + reading.normalizedStem).some(
        (other) =>
          other !== key.table &&
          other !== column.table &&
          other.primaryKey?.column.field.type === column.field.type &&
          !column.table.columnNames.has(other.primaryKey.column.normalizedName),
      ),
    )
  )
}

/** The column has the very name of the key. */
function namesakeSigns(pair: Pair, { keyOwners, nameIndex }: Context): readonly Sign[] {
  const { column, key } = pair
  const standing = keyOwners.standingOf(key)
  if (standing === undefined) return []
  const type = column.field.type === 'String' ? 'text' : 'number'
  const like = step(keyOwners.likeness(key), LIKENESSES)
  const own = column.table.primaryKey
  const mine = own?.column === column ? keyOwners.standingOf(own) : undefined
  const alone = standing === 'only' || standing === 'owner'
  return [
    sign(`key-owner:${standing}`),
    sign(`key-owner:${standing}/${type}`),
    sign(`key-owner:${standing}/${type}/like-${like}`),
    ...(alone ? [sign(`key-owner:${type}/borne-${step(keyOwners.borne, COUNTS)}`)] : []),
    ...(standing === 'unclear' || standing === 'beside-owner'
      ? [
          ...(sharesStart(pair) ? [sign(`key-owner:${standing}/shares-start`)] : []),
          ...(sharesEnd(pair) ? [sign(`key-owner:${standing}/shares-end`)] : []),
        ]
      : []),
    ...(alone && isNamedInFamily(pair, nameIndex) ? [sign('key-owner:family-beside')] : []),
    ...(pair.proposal.traits.includes('f-in-front') ? [sign('key-owner:f-in-front')] : []),
    ...(mine === undefined
      ? []
      : [sign(`key-owner:from-${mine}`), sign(`key-owner:from-${mine}/${standing}`)]),
  ]
}

/** Whose the name of the key is that the column bears. */
export const keyOwner: Clue = {
  name: 'key-owner',
  signs: (pair, context) => {
    const { column, key, strength } = pair
    const { keyOwners } = context
    if (strength === 'key' || (key.primary && key.column.normalizedName === column.normalizedName))
      return namesakeSigns(pair, context)
    const owner = keyOwners.ownerOf(column)
    if (owner === undefined) return []
    const type = column.field.type === 'String' ? 'text' : 'number'
    const where = owner.table === column.table ? (column.isPrimaryKey ? 'itself' : 'here') : 'elsewhere'
    return [
      sign(`key-owner:${where}`),
      sign(`key-owner:${where}/${type}`),
      sign(`key-owner:${where}/${strength}`),
    ]
  },
  says: ({ column, key }, { keyOwners }, weight) => {
    const owner = keyOwners.ownerOf(column)
    if (owner === undefined) return undefined
    if (owner === key)
      return weight > 0
        ? `${column.field.name} is the name of the primary key of ${key.table.model.name} alone`
        : undefined
    return owner.table === column.table
      ? undefined
      : `${column.field.name} is the name of the primary key of ${owner.table.model.name}`
  },
}
