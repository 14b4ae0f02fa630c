/** Parts of the plan by what people call them. */
import type { Scope } from '../../core/edit/box.js'
import { PLAN_TREES, type PlanTree } from '../../processes/living/living-plan.js'
import { namedAs } from '../view/node-name.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { useLabels } from './node-labels.js'
import { seesWhole } from './seen-part.js'
import { useSession } from './session.js'

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
