import { useQueryClient } from '@tanstack/react-query'
import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import type { Parent } from '../../server/node-labels.js'
import { type Children, labelsIn, parentKey, questionOf, useLabels } from '../../server/node-labels.js'
import { useSession } from '../../server/session.js'
import type { LabelOf } from '../../view/node-name.js'
import { useView } from '../../view/view.js'
import type { NamedLevel } from './plan-layout.js'

/** Parents of the nodes that some rows are named by, each once. */
function parentsOf(levels: readonly NamedLevel[], rows: readonly (readonly string[])[], scope: Scope): Parent[] {
  const wanted = new Map<string, Parent>()
  for (const names of rows)
    for (const tree of PLAN_TREES) {
      const own = names.filter((_, level) => levels[level]!.tree === tree)
      if (own.length === 0) continue
      const parent = { tree, at: [...scope[tree], ...own.slice(0, -1)] }
      wanted.set(parentKey(parent), parent)
    }
  return [...wanted.values()]
}

/** What people call the nodes that are in sight. */
export function useRowLabels(
  levels: readonly NamedLevel[],
  rows: readonly (readonly string[])[],
  below?: Scope,
): LabelOf {
  const { scenario, scope: seen } = useView()
  return useLabels(scenario, parentsOf(levels, rows, below ?? seen))
}

/** So many parents are asked for in all, and so many at once: who asks for a file does not keep others waiting. */
const PARENTS_MOST = 150
const PARENTS_AT_ONCE = 8

/** The same for rows that are not in sight. Beyond some parents nodes go by the names the plan has for them. */
export function useLabelsFor(levels: readonly NamedLevel[]) {
  const { call } = useSession()
  const { scenario, scope } = useView()
  const queries = useQueryClient()
  return async (rows: readonly (readonly string[])[]): Promise<LabelOf> => {
    const asked = parentsOf(levels, rows, scope).slice(0, PARENTS_MOST)
    const answers: Children[] = []
    for (let from = 0; from < asked.length; from += PARENTS_AT_ONCE)
      answers.push(
        ...(await Promise.all(
          asked
            .slice(from, from + PARENTS_AT_ONCE)
            .map((parent) => queries.fetchQuery(questionOf(call, scenario, parent))),
        )),
      )
    return labelsIn(asked.map((parent, at) => [parent, answers[at]]))
  }
}
