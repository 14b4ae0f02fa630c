import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES, type PlanTree } from '../../../processes/living/living-plan.js'
import type { Client } from '../../server/client.js'
import { treeKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { wayText } from '../../view/way-text.js'
import type { NamedLevel } from './plan-layout.js'
import type { LabelOf } from './row-names.js'

const MOST = 1000

/** A node of which the children's names are asked for. */
interface LabelParent {
  readonly tree: PlanTree
  readonly at: readonly string[]
}

/** Parents of the nodes that some rows are named by, each once. */
function parentsOf(
  levels: readonly NamedLevel[],
  rows: readonly (readonly string[])[],
  scope: Scope,
): [key: string, parent: LabelParent][] {
  const wanted = new Map<string, LabelParent>()
  for (const names of rows)
    for (const tree of PLAN_TREES) {
      const own = names.filter((_, level) => levels[level]!.tree === tree)
      if (own.length === 0) continue
      const at = [...scope[tree], ...own.slice(0, -1)]
      wanted.set(`${tree} ${wayText(at)}`, { tree, at })
    }
  return [...wanted]
}

const questionOf = (call: Client, scenario: string, { tree, at }: LabelParent) => ({
  queryKey: treeKey(scenario, 'labels', tree, at),
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => call('tree', { params: { scenario }, query: { tree, at: [...at], limit: MOST } }),
})

type Children = AnswerOf<Routes['tree']>

function labelsIn(asked: readonly (readonly [key: string, children: Children | undefined])[]): LabelOf {
  const labels = new Map<string, string>()
  for (const [parent, children] of asked)
    for (const { name, label } of children?.nodes ?? []) labels.set(`${parent}\n${name}`, label)
  return (tree, parent, name) => labels.get(`${tree} ${wayText(parent)}\n${name}`)
}

/** What people call the nodes that are in sight: asked for once under each parent of them. */
export function useRowLabels(
  levels: readonly NamedLevel[],
  rows: readonly (readonly string[])[],
  below?: Scope,
): LabelOf {
  const { call } = useSession()
  const { scenario, scope: seen } = useView()
  const asked = parentsOf(levels, rows, below ?? seen)
  const answers = useQueries({
    queries: asked.map(([, parent]) => questionOf(call, scenario, parent)),
    combine: (results) => results.map(({ data }) => data),
  })
  return useMemo(
    () => labelsIn(asked.map(([parent], at) => [parent, answers[at]])),
    // Other answers to the same questions are what changes here.
    [answers, asked.map(([parent]) => parent).join('\n')],
  )
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
            .map(([, parent]) => queries.fetchQuery(questionOf(call, scenario, parent))),
        )),
      )
    return labelsIn(asked.map(([parent], at) => [parent, answers[at]]))
  }
}
