import { type Clue, FACTS, type Fact } from '../clue.js'
import { isGenerated } from '../generated.js'
import { sign } from '../sign.js'

/** The native type without its length: `VarChar` of `VarChar(36)`. */
const bare = (native: string | undefined): string => (native ?? '').replace(/\(.*$/, '')

// A schema whose references nearly all agree in it, by more than a handful of them: then one that differs stands out.
const STRICT_SHARE = 0.95
const STRICT_COUNT = 6

const targetType: Fact = ({ key }) => key.column.field.nativeType
const isGeneratedKey: Fact = ({ key }) => isGenerated(key.column.field.default)

/** The native types of both ends: true relations mostly agree in them. */
export const type: Clue = {
  name: 'type',
  shared: {
    of: [FACTS.strength, FACTS.type, FACTS.nativeType, FACTS.isPrimary, targetType, isGeneratedKey],
    signs: ({ column, key, strength }, { habits }) => {
      const mine = column.field.nativeType
      const theirs = key.column.field.nativeType
      const text = column.field.type === 'String'
      const same = mine === theirs
      const kind = same ? 'same' : bare(mine) === bare(theirs) ? 'other-length' : 'other-native'
      const strict = habits.sameNativeType.share > STRICT_SHARE && habits.sameNativeType.of >= STRICT_COUNT
      return [
        sign(`type:${kind}`),
        sign(`type:${kind}-${text ? 'text' : 'number'}`),
        sign(`type:${kind}/${strength}`),
        ...(strict && !same ? [sign('type:differs-where-types-agree')] : []),
        ...(text && !isGenerated(key.column.field.default) && key.primary
          ? [sign('type:free-text-key')]
          : []),
        ...(text && /Text|TinyText|MediumText|LongText|Citext/.test(mine ?? '') && !same
          ? [sign('type:long-text')]
          : []),
        ...(text && same && /Uuid|Char\(3[26]\)/.test(mine ?? '') ? [sign('type:both-uuid')] : []),
        sign(`type:${column.field.type}`),
      ]
    },
  },
  says: ({ column, key }, _, weight) => {
    const mine = column.field.nativeType ?? column.field.type
    const theirs = key.column.field.nativeType ?? key.column.field.type
    if (mine !== theirs) return `${mine} and ${theirs} differ`
    return weight > 0 ? `both are ${mine}` : undefined
  },
}
