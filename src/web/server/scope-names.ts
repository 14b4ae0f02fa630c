/** Parts of the plan by what people call them: asked for once under each parent of a name. */
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Scope } from '../../core/edit/box.js'
import { PLAN_TREES, type PlanTree } from '../../processes/living/living-plan.js'
import { type LabelOf, namedAs } from '../view/node-name.js'
import { useView } from '../view/view.js'
import { wayText } from '../view/way-text.js'
import { useWords } from '../words/words.js'
import { treeKey } from './live.js'
import { seesWhole } from './seen-part.js'
import { useSession } from './session.js'

export interface Parent {
  readonly tree: PlanTree
  readonly at: readonly string[]
}

const MOST = 1000

/** What people call the nodes under some parents; those that are not known yet have none. */
export function useLabels(scenario: string, parents: readonly Parent[]): LabelOf {
  const { call } = useSession()
  const wanted = new Map(parents.map((parent) => [`${parent.tree} ${wayText(parent.at)}`, parent]))
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

/** The nodes that scopes end in, by what people call them. */
export function useScopeNames(scopes: readonly Scope[]): (scope: Scope) => readonly string[] {
  const { say } = useWords()
  const { scenario } = useView()
  const parents = scopes.flatMap((scope) =>
    PLAN_TREES.flatMap((tree) => (scope[tree].length === 0 ? [] : [{ tree, at: scope[tree].slice(0, -1) }])),
  )
  const labelOf = useLabels(scenario, parents)
  return (scope) =>
    PLAN_TREES.flatMap((tree) => {
      const name = scope[tree].at(-1)
      if (name === undefined) return []
      return [namedAs(labelOf(tree, scope[tree].slice(0, -1), name), name) || say('web.nameless')]
    })
}

/** What people call each name on a way. */
export function useWayLabels(tree: PlanTree, way: readonly string[]): readonly (string | undefined)[] {
  const { scenario } = useView()
  const labelOf = useLabels(
    scenario,
    way.map((_, depth) => ({ tree, at: way.slice(0, depth) })),
  )
  return way.map((name, depth) => labelOf(tree, way.slice(0, depth), name))
}

/** A part of the plan in words: what it is of, or all of what the reader sees. */
export function useScopeText(scope: Scope): string {
  const { say } = useWords()
  const { me } = useSession()
  const [own] = me.scopes
  const namesOf = useScopeNames(own === undefined ? [scope] : [scope, own])
  const text = namesOf(scope).join(', ')
  if (text !== '') return text
  if (seesWhole(me)) return say('web.everything')
  if (own !== undefined && me.scopes.length === 1) return namesOf(own).join(', ')
  return say(me.partner ? 'web.your_own_part' : 'web.your_part')
}
