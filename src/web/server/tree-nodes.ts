import { useQuery } from '@tanstack/react-query'
import { MAIN } from '../../core/edit/intent.js'
import type { PlanTree } from '../../processes/living/living-plan.js'
import { LEVELS } from '../view/levels.js'
import { useView } from '../view/view.js'
import { treeKey } from './live.js'
import { useSession } from './session.js'

const SHOWN = 60

export interface TreeNode {
  readonly name: string
  /** What people call it. */
  readonly label: string
}

/** What lies right below a node, of what the caller sees; empty below a leaf. */
export function useChildren(
  tree: PlanTree,
  way: readonly string[],
): { children: readonly TreeNode[]; count: number; isPending: boolean } {
  const { call } = useSession()
  const { scenario } = useView()
  const isLeaf = way.length >= LEVELS[tree].length
  const { data, isPending } = useQuery({
    queryKey: treeKey(scenario, 'children', tree, way),
    enabled: !isLeaf,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('tree', { params: { scenario }, query: { tree, at: [...way], limit: SHOWN } }),
  })
  return { children: data?.nodes ?? NONE, count: data?.count ?? 0, isPending: isPending && !isLeaf }
}
const NONE: readonly TreeNode[] = []

const PICKED_MOST = 500

/** The nodes right below one of a tree of the plan in force, by what people call them. */
export function useNodesBelow(tree: PlanTree, way: readonly string[]) {
  const { call } = useSession()
  const { data, isPending } = useQuery({
    queryKey: treeKey(MAIN, 'tree', tree, way),
    queryFn: () => call('tree', { params: { scenario: MAIN }, query: { tree, at: [...way], limit: PICKED_MOST } }),
  })
  return { nodes: data?.nodes ?? [], isPending }
}
