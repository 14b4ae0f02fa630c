/**
 * A tree whose leaves are numbered so that every node is a contiguous range of leaves: any node is two numbers.
 * Node 0 is the root. `level` 0 is the root, 1 its children, and so on; `levels` names them.
 */
export interface Hierarchy {
  readonly levels: readonly string[]
  readonly id: readonly string[]
  readonly parent: Int32Array
  readonly level: Uint8Array
  readonly firstLeaf: Int32Array
  readonly endLeaf: Int32Array
  /** Node of each leaf. */
  readonly leafNode: Int32Array
}

/**
 * Builds the tree from one path per leaf (root excluded), e.g. `['Snacks', 'oat-bar-12']`. Leaves keep the order in
 * which equal prefixes first appear, so the returned `leafOrder[newLeaf]` is the caller's position of each leaf.
 */
export function buildHierarchy(
  levels: readonly string[],
  paths: readonly (readonly string[])[],
): { hierarchy: Hierarchy; leafOrder: Int32Array } {
  const order = Array.from(paths, (_, at) => at)
  order.sort((a, b) => comparePaths(paths[a]!, paths[b]!) || a - b)
  const id: string[] = ['all']
  const parent: number[] = [-1]
  const level: number[] = [0]
  const firstLeaf: number[] = [0]
  const endLeaf: number[] = [order.length]
  const leafNode = new Int32Array(order.length)
  const open: { node: number; name: string }[] = []
  order.forEach((at, leaf) => {
    const path = paths[at]!
    let depth = 0
    while (depth < path.length - 1 && open[depth]?.name === path[depth]) depth++
    open.length = depth
    for (; depth < path.length; depth++) {
      const node = id.length
      id.push(path[depth]!)
      parent.push(depth === 0 ? 0 : open[depth - 1]!.node)
      level.push(depth + 1)
      firstLeaf.push(leaf)
      endLeaf.push(leaf)
      open.push({ node, name: path[depth]! })
    }
    for (const { node } of open) endLeaf[node] = leaf + 1
    leafNode[leaf] = open[open.length - 1]!.node
  })
  return {
    hierarchy: {
      levels: ['all', ...levels],
      id,
      parent: Int32Array.from(parent),
      level: Uint8Array.from(level),
      firstLeaf: Int32Array.from(firstLeaf),
      endLeaf: Int32Array.from(endLeaf),
      leafNode,
    },
    leafOrder: Int32Array.from(order),
  }
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let depth = 0; depth < a.length; depth++) {
    if (a[depth]! < b[depth]!) return -1
    if (a[depth]! > b[depth]!) return 1
  }
  return 0
}

/** Index of the node with this id on this level, or −1. */
export function findNode(hierarchy: Hierarchy, level: string, id: string): number {
  const depth = hierarchy.levels.indexOf(level)
  return hierarchy.id.findIndex((name, node) => hierarchy.level[node] === depth && name === id)
}

/** The ancestor of a leaf on a level. */
export function nodeOfLeaf(hierarchy: Hierarchy, leaf: number, level: string): number {
  const depth = hierarchy.levels.indexOf(level)
  let node = hierarchy.leafNode[leaf]!
  while (hierarchy.level[node]! > depth) node = hierarchy.parent[node]!
  return node
}
