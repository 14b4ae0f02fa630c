import { useQuery } from '@tanstack/react-query'
import { MAIN } from '../../core/edit/intent.js'
import type { PlanTree } from '../../processes/living/living-plan.js'
import { LEVELS } from '../view/levels.js'
import { useView } from '../view/view.js'
import { planKey } from './live.js'
import { useSession } from './session.js'

const SHOWN = 60

/** What lies right below a node, of what the caller sees; empty below a leaf. */
export function useChildren(
  tree: PlanTree,
  way: readonly string[],
): { children: readonly string[]; count: number; isPending: boolean } {
  const { call } = useSession()
  const { scenario } = useView()
  const level = LEVELS[tree][way.length]
  const { data, isPending } = useQuery({
    queryKey: planKey(scenario, 'children', tree, way),
    enabled: level !== undefined,
    queryFn: async () => {
      const scope = { product: [], location: [], customer: [], [tree]: way }
      const measures = [tree === 'location' ? ('closing' as const) : ('consensus' as const)]
      const query = { measures, by: [level!], period: 'total' as const, scope, limit: SHOWN }
      const { rows, rowCount } = await call('query', { params: { scenario }, body: query })
      return { children: rows.map(({ names }) => names[0]!), count: rowCount }
    },
  })
  return { children: data?.children ?? NONE, count: data?.count ?? 0, isPending: isPending && level !== undefined }
}
const NONE: readonly string[] = []

const PICKED_MOST = 500

/** The nodes right below one of a tree of the plan in force, by what people call them. */
export function useNodesBelow(tree: PlanTree, way: readonly string[]) {
  const { call } = useSession()
  const { data, isPending } = useQuery({
    queryKey: planKey(MAIN, 'tree', tree, way),
    queryFn: () => call('tree', { params: { scenario: MAIN }, query: { tree, at: [...way], limit: PICKED_MOST } }),
  })
  return { nodes: data?.nodes ?? [], isPending }
}
