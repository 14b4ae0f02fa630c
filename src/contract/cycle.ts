/**
 * A loop in a directed graph as the nodes on it, in order; null when there is none. Edges are gone through in the order
 * given, so the same edges always name the same loop. Iterative: chains may be long.
 */
export function findCycle(edges: readonly (readonly [string, string])[]): string[] | null {
  const next = new Map<string, string[]>()
  for (const [from, to] of edges) {
    const list = next.get(from)
    if (list === undefined) next.set(from, [to])
    else list.push(to)
  }
  const finished = new Set<string>()
  for (const start of next.keys()) {
    if (finished.has(start)) continue
    const path: { node: string; at: number }[] = [{ node: start, at: 0 }]
    const onPath = new Set([start])
    while (path.length > 0) {
      const top = path[path.length - 1]!
      const to = next.get(top.node)?.[top.at]
      top.at += 1
      if (to === undefined) {
        path.pop()
        onPath.delete(top.node)
        finished.add(top.node)
      } else if (onPath.has(to)) {
        const nodes = path.map(({ node }) => node)
        return nodes.slice(nodes.indexOf(to))
      } else if (!finished.has(to)) {
        path.push({ node: to, at: 0 })
        onPath.add(to)
      }
    }
  }
  return null
}
