/** The nodes of a plan's trees that somebody sees something under, and what people call them. */
import type { Access, MeasureGroup } from '../../core/edit/access.js'
import { type NodePath, nodeAt, type Scope } from '../../core/edit/box.js'
import type { Company } from '../../core/network/company.js'
import type { Hierarchy } from '../../core/plan/hierarchy.js'
import type { Plan, Rows } from '../../core/plan/plan.js'
import type { PlanTree, TreeNode } from './living-plan.js'
import { type Viewer, viewerOf } from './viewer.js'

export type Trees = Pick<Plan, 'product' | 'location' | 'customer' | 'rows'>

export interface TreeQuery {
  readonly tree: PlanTree
  /** The node whose children are asked for; the root is `[]`. */
  readonly at: NodePath
  /** Only what has something in this part of the plan. */
  readonly scope: Scope
}

/** In the order of the tree; none where there is no such node, or nothing of it is the viewer's. */
export function childrenSeen(
  plan: Trees,
  company: Pick<Company, 'products' | 'locations' | 'customers'>,
  { tree, at, scope }: TreeQuery,
  access: Access,
): readonly TreeNode[] {
  const hierarchy = plan[tree]
  const parent = nodeAt(hierarchy, at)
  const seen = leavesSeen(plan, tree, viewerOf(plan, company, access, scope), access.measures)
  const labelOf = labelsOf(company, tree, hierarchy)
  const children: TreeNode[] = []
  hierarchy.parent.forEach((above, node) => {
    const leaves = above === parent && parent >= 0 ? leavesUnder(hierarchy, node, seen) : 0
    if (leaves === 0) return
    const name = hierarchy.id[node]!
    const level = hierarchy.levels[hierarchy.level[node]!]!
    children.push({
      name,
      label: labelOf(node),
      level,
      leaves,
      isLeaf: hierarchy.level[node] === hierarchy.levels.length - 1,
    })
  })
  return children
}

/** What people call each node, where the company says; its name otherwise. */
export function labelsOf(
  company: Pick<Company, 'products' | 'locations' | 'customers'>,
  tree: PlanTree,
  { id, level, levels }: Hierarchy,
): (node: number) => string {
  const labels = new Map<string, string>()
  const records = { product: company.products, location: company.locations, customer: company.customers }[tree]
  for (const record of records) labels.set(record.id, record.name)
  return (node) => (isOfRecord(levels[level[node]!]!) ? labels.get(id[node]!) || id[node]! : id[node]!)
}

/** An account is a customer; what groups others has no name but its own. */
const isOfRecord = (level: string): boolean => ['item', 'location', 'account', 'customer'].includes(level)

export function leavesUnder({ firstLeaf, endLeaf }: Hierarchy, node: number, seen: Uint8Array): number {
  let leaves = 0
  for (let leaf = firstLeaf[node]!; leaf < endLeaf[node]!; leaf++) leaves += seen[leaf]!
  return leaves
}

const OF_DEMAND: readonly MeasureGroup[] = ['volume', 'revenue', 'margin']

/** By leaf of a tree: 1 where the viewer sees a row of the plan. */
export function leavesSeen(
  { rows, ...trees }: Trees,
  tree: PlanTree,
  { sees, everything }: Viewer,
  measures: ReadonlySet<MeasureGroup>,
): Uint8Array {
  const seen = new Uint8Array(trees[tree].leafNode.length)
  const column = tree === 'product' ? 'item' : tree
  const mark = (of: Rows, isSeen: (row: number) => boolean): void => {
    const leaves = of[column]
    for (let row = 0; row < of.count; row++)
      if (seen[leaves[row]!] === 0 && (everything || isSeen(row))) seen[leaves[row]!] = 1
  }
  if (OF_DEMAND.some((group) => measures.has(group))) mark(rows.demand, sees.demand)
  if (measures.has('stock') && tree !== 'customer') mark(rows.stock, sees.stock)
  return seen
}
