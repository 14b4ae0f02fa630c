/** What people call the nodes of the plan's trees: asked for once under each parent of a name. */
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import type { PlanTree } from '../../processes/living/living-plan.js'
import type { LabelOf } from '../view/node-name.js'
import { wayText } from '../view/way-text.js'
import type { Client } from './client.js'
import { treeKey } from './live.js'
import { useSession } from './session.js'

/** A node of which the children's names are asked for. */
export interface Parent {
  readonly tree: PlanTree
  readonly at: readonly string[]
}

export type Children = AnswerOf<Routes['tree']>

export const parentKey = ({ tree, at }: Parent): string => `${tree} ${wayText(at)}`

const MOST = 1000

export const questionOf = (call: Client, scenario: string, { tree, at }: Parent) => ({
  queryKey: treeKey(scenario, 'labels', tree, at),
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => call('tree', { params: { scenario }, query: { tree, at: [...at], limit: MOST } }),
})

/** Those that are not known yet have none. */
export function labelsIn(asked: readonly (readonly [parent: Parent, children: Children | undefined])[]): LabelOf {
  const labels = new Map<string, string>()
  for (const [parent, children] of asked)
    for (const { name, label } of children?.nodes ?? []) labels.set(`${parentKey(parent)}\n${name}`, label)
  return (tree, at, name) => labels.get(`${parentKey({ tree, at })}\n${name}`)
}

/** What people call the nodes under some parents. */
export function useLabels(scenario: string, parents: readonly Parent[]): LabelOf {
  const { call } = useSession()
  const asked = [...new Map(parents.map((parent) => [parentKey(parent), parent])).values()]
  const answers = useQueries({
    queries: asked.map((parent) => questionOf(call, scenario, parent)),
    combine: (results) => results.map(({ data }) => data),
  })
  return useMemo(
    () => labelsIn(asked.map((parent, at) => [parent, answers[at]])),
    // Other answers to the same questions are what changes here.
    [answers, asked.map(parentKey).join('\n')],
  )
}
