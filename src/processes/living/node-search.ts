/** Nodes of a plan's trees by the end of the way to them: `oat-bar` for `snacks/bars/oat-bar`. */
import type { Access } from '../../core/edit/access.js'
import { EVERYWHERE, type NodePath, pathOf } from '../../core/edit/box.js'
import type { Company } from '../../core/network/company.js'
import type { Hierarchy } from '../../core/plan/hierarchy.js'
import type { PlanTree } from './living-plan.js'
import { leavesSeen, type Trees } from './tree-nodes.js'
import { viewerOf } from './viewer.js'

/**
 * The ways to every node that ends so and under which the viewer sees something, the shortest first, then in the order
 * of the tree. Of nodes with the same leaves only the one nearest the root.
 */
export function nodesEndingIn(
  plan: Trees,
  company: Pick<Company, 'locations'>,
  { tree, end }: { readonly tree: PlanTree; readonly end: NodePath },
  access: Access,
): readonly NodePath[] {
  const hierarchy = plan[tree]
  const viewer = viewerOf(plan, company, access, EVERYWHERE)
  const seen = leavesSeen(plan, tree, viewer, access.measures)
  const found: number[] = []
  hierarchy.id.forEach((_, node) => {
    if (node === 0 || !endsIn(hierarchy, node, end)) return
    if (found.some((other) => haveSameLeaves(hierarchy, other, node))) return
    if (viewer.everything || holdsSome(hierarchy, node, seen)) found.push(node)
  })
  const { level } = hierarchy
  return found.sort((a, b) => level[a]! - level[b]! || a - b).map((node) => pathOf(hierarchy, node))
}

function endsIn({ id, parent }: Hierarchy, node: number, end: NodePath): boolean {
  let at = node
  for (const name of [...end].reverse()) {
    if (at <= 0 || id[at] !== name) return false
    at = parent[at]!
  }
  return end.length > 0
}

const haveSameLeaves = ({ firstLeaf, endLeaf }: Hierarchy, a: number, b: number): boolean =>
  firstLeaf[a] === firstLeaf[b] && endLeaf[a] === endLeaf[b]

const holdsSome = ({ firstLeaf, endLeaf }: Hierarchy, node: number, seen: Uint8Array): boolean =>
  seen.subarray(firstLeaf[node]!, endLeaf[node]!).includes(1)
