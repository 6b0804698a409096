// Directed graphs of models: what reaches what, and which nodes lie on a cycle together.

/** The nodes that each node leads to. */
export type Graph<Node> = Map<Node, Set<Node>>

export function connect<Node>(graph: Graph<Node>, from: Node, to: Node): void {
  const known = graph.get(from)
  if (known === undefined) graph.set(from, new Set([to]))
  else known.add(to)
}

/** Every node that can be reached, the starts themselves included. */
export function reachable<Node>(graph: Graph<Node>, starts: Iterable<Node>): ReadonlySet<Node> {
  const seen = new Set(starts)
  // A set hands out what is added to it while it is walked.
  for (const node of seen) for (const next of graph.get(node) ?? []) seen.add(next)
  return seen
}

/** Whether one node leads to another, by any way. */
export function leadsTo<Node>(graph: Graph<Node>, from: Node, to: Node): boolean {
  const seen = new Set([from])
  for (const node of seen) {
    if (node === to) return true
    for (const next of graph.get(node) ?? []) seen.add(next)
  }
  return false
}

/**
 * Tarjan's strongly connected components, without recursion: a chain of thousands of models would exhaust the stack.
 *
 * @returns A number for each node; two nodes have the same one exactly when each reaches the other.
 */
export function components<Node>(graph: Graph<Node>): ReadonlyMap<Node, number> {
  const order = new Map<Node, number>()
  const lowest = new Map<Node, number>()
  const component = new Map<Node, number>()
  const stack: Node[] = []
  const enter = (node: Node) => {
    order.set(node, order.size)
    lowest.set(node, order.size - 1)
    stack.push(node)
    return { node, next: (graph.get(node) ?? new Set<Node>()).values() }
  }
  const lower = (node: Node, to: number) => lowest.set(node, Math.min(lowest.get(node) ?? to, to))
  const leave = (node: Node) => {
    if (lowest.get(node) !== order.get(node)) return
    const number = order.get(node) ?? 0
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      component.set(member, number)
      if (member === node) break
    }
  }
  for (const root of graph.keys()) {
    if (order.has(root)) continue
    const path = [enter(root)]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value, done } = top.next.next()
      if (done) {
        path.pop()
        leave(top.node)
        const above = path.at(-1)
        if (above !== undefined) lower(above.node, lowest.get(top.node) ?? 0)
      } else if (!order.has(value)) path.push(enter(value))
      else if (!component.has(value)) lower(top.node, order.get(value) ?? 0)
    }
  }
  return component
}
