import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { useLabels } from '../../server/scope-names.js'
import type { LabelOf } from '../../view/node-name.js'
import { useView } from '../../view/view.js'
import type { NamedLevel } from './plan-layout.js'

/** What people call the nodes that are in sight. */
export function useRowLabels(
  levels: readonly NamedLevel[],
  rows: readonly (readonly string[])[],
  below?: Scope,
): LabelOf {
  const { scenario, scope: seen } = useView()
  const scope = below ?? seen
  const parents = rows.flatMap((names) =>
    PLAN_TREES.flatMap((tree) => {
      const own = names.filter((_, level) => levels[level]!.tree === tree)
      return own.length === 0 ? [] : [{ tree, at: [...scope[tree], ...own.slice(0, -1)] }]
    }),
  )
  return useLabels(scenario, parents)
}
