// Remembers a number for several facts at once: cheaper than one text made of them, which would have to be hashed.

/** Told apart by identity: texts, numbers, truths, or things that exist once. */
export type Fact = unknown

interface Branch {
  value: number | undefined
  next: Map<Fact, Branch> | undefined
}

const branch = (): Branch => ({ value: undefined, next: undefined })

function branchAt(root: Branch, facts: readonly Fact[]): Branch {
  let at = root
  for (const fact of facts) {
    at.next ??= new Map()
    const known = at.next.get(fact)
    const next = known ?? branch()
    if (known === undefined) at.next.set(fact, next)
    at = next
  }
  return at
}

/**
 * A memory of its own.
 *
 * @returns The number for these facts in this order; `find` is asked when they are met for the first time.
 * @example
 * const recall = memory()
 * recall(['of', 'two'], () => 2)
 * recall(['of', 'two'], () => 3) // 2
 */
export function memory(): (facts: readonly Fact[], find: () => number) => number {
  const root = branch()
  return (facts, find) => {
    const at = branchAt(root, facts)
    at.value ??= find()
    return at.value
  }
}
