// Numbers for names, so that what is learned of them can stand in a vector.

/** Names in the order in which they came; the number of each is its place. */
export interface Numbering {
  readonly names: readonly string[]
  /** The number of a name; one that is new gets the next. */
  readonly numberOf: (name: string) => number
}

export function numbering(): Numbering {
  const names: string[] = []
  const numbers = new Map<string, number>()
  return {
    names,
    numberOf: (name) => {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      names.push(name)
      return names.length - 1
    },
  }
}
