import { type Clue, type Pair, sign } from '../clue.js'

/**
 * Which key of the table this is: its primary key, a unique column that the column's last word names (`uuid` of
 * `user_uuid`), another of the very same name, or yet another.
 */
export function keyKind({ column, key }: Pair): 'same-name' | 'primary' | 'named' | 'other' {
  if (key.column.words.length > 1 && key.column.words.join(' ') === column.words.join(' ')) return 'same-name'
  if (key.primary) return 'primary'
  return key.column.words.at(-1) === column.words.at(-1) ? 'named' : 'other'
}

const GENERATED = /^(autoincrement|cuid|uuid|nanoid|ulid|dbgenerated|auto|sequence)\b/

/** Whether the value of a column is made by itself, so that it cannot come from another row. */
export const isGenerated = (value: string | undefined): boolean =>
  value !== undefined && GENERATED.test(value)

export const key: Clue = {
  name: 'key',
  signs: (pair) => {
    const { column, key } = pair
    const kind = keyKind(pair)
    const keyWords = key.column.words
    const plain = keyWords.length === 1 && (keyWords[0] ?? '').length < 5
    const agrees = keyWords.at(-1) === column.words.at(-1)
    const primary = key.table.primaryKey
    return [
      sign(`key:${kind}`),
      sign(`key:${kind}-${plain ? 'plain' : 'long'}-${agrees ? 'agrees' : 'differs'}`),
      ...(kind === 'primary' && key.column.field.type === 'String' && !isGenerated(key.column.field.default)
        ? [sign('key:natural')]
        : []),
      ...(isGenerated(key.column.field.default) ? [sign('key:generated')] : []),
      ...(key.primary ? [sign('key:is-primary')] : []),
      ...(kind !== 'same-name' &&
      column.words.length > 1 &&
      key.table.keys.some((other) => other.column.words.join(' ') === column.words.join(' '))
        ? [sign('key:another-has-the-same-name')]
        : []),
      ...(!key.primary && primary !== undefined
        ? [
            sign(
              primary.column.field.type === column.field.type
                ? 'key:primary-fits-too'
                : 'key:primary-does-not-fit',
            ),
          ]
        : []),
      ...(!key.primary && primary === undefined ? [sign('key:no-primary')] : []),
      ...(key.column.table.isJoinTable ? [sign('key:of-join-table')] : []),
      ...(key.table.model.kind === 'view' ? [sign('key:of-view')] : []),
    ]
  },
  says: (pair) => {
    const { key } = pair
    const label = `${key.table.model.name}.${key.column.field.name}`
    if (keyKind(pair) === 'named') return `${label} is unique and named alike`
    return keyKind(pair) === 'other'
      ? `${label} is unique, but no primary key`
      : `${label} is the primary key`
  },
}
