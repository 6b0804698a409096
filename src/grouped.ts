// Items gathered under keys, in their order. (`Map.groupBy` is not in Node 20.)

/**
 * Gathers items that come with their key; an item may stand under several.
 *
 * @example
 * grouped([['a', 1], ['b', 2], ['a', 3]]).get('a') // [1, 3]
 */
export function grouped<Key, Item>(
  entries: Iterable<readonly [Key, Item]>,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const [key, item] of entries) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/**
 * Gathers items under the key that each has.
 *
 * @example
 * groupBy(['ab', 'c', 'de'], (text) => text.length).get(2) // ['ab', 'de']
 */
export const groupBy = <Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> => grouped(items.map((item) => [keyOf(item), item] as const))
