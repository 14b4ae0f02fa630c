import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES, type PlanTree } from '../../../processes/living/living-plan.js'
import { treeKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { wayText } from '../../view/way-text.js'
import type { NamedLevel } from './plan-layout.js'
import type { LabelOf } from './row-names.js'

const MOST = 1000

/** What people call the nodes that are in sight: asked for once under each parent of them. */
export function useRowLabels(
  levels: readonly NamedLevel[],
  rows: readonly (readonly string[])[],
  below?: Scope,
): LabelOf {
  const { call } = useSession()
  const { scenario, scope: seen } = useView()
  const scope = below ?? seen
  const wanted = new Map<string, { tree: PlanTree; at: readonly string[] }>()
  for (const names of rows)
    for (const tree of PLAN_TREES) {
      const own = names.filter((_, level) => levels[level]!.tree === tree)
      if (own.length === 0) continue
      const at = [...scope[tree], ...own.slice(0, -1)]
      wanted.set(`${tree} ${wayText(at)}`, { tree, at })
    }
  const asked = [...wanted]
  const answers = useQueries({
    queries: asked.map(([, { tree, at }]) => ({
      queryKey: treeKey(scenario, 'labels', tree, at),
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: () => call('tree', { params: { scenario }, query: { tree, at: [...at], limit: MOST } }),
    })),
    combine: (results) => results.map(({ data }) => data),
  })
  return useMemo(() => {
    const labels = new Map<string, string>()
    asked.forEach(([parent], at) => {
      for (const { name, label } of answers[at]?.nodes ?? []) labels.set(`${parent}\n${name}`, label)
    })
    return (tree, parent, name) => labels.get(`${tree} ${wayText(parent)}\n${name}`)
    // Other answers to the same questions are what changes here.
  }, [answers, asked.map(([parent]) => parent).join('\n')])
}
