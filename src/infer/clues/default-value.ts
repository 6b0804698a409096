import type { Clue } from '../clue.js'
import { isGenerated } from '../generated.js'
import { sign } from '../sign.js'

/** A default says where the values of a column come from, and 0 often stands for none. */
export const defaultValue: Clue = {
  name: 'default',
  ofColumn: true,
  unlessKeyName: true,
  signs: ({ column }) => {
    const value = column.field.default
    if (value === undefined) return []
    if (isGenerated(value)) return [sign('default:generated')]
    if (/^"?0"?$/.test(value)) return [sign('default:zero')]
    if (/^""$/.test(value)) return [sign('default:empty')]
    return [sign(/^"?\d+"?$/.test(value) ? 'default:number' : 'default:other')]
  },
  says: ({ column }) => {
    const value = column.field.default
    if (value === undefined) return undefined
    return isGenerated(value) ? 'its value is generated' : `it defaults to ${value}`
  },
}
