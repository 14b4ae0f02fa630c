import { useMemo } from 'react'
import type { ReportGroup } from '../../../processes/report/report.js'
import { useWords } from '../../words/words.js'
import { useRowLabels } from '../plan/row-labels.js'
import { EVERYTHING, levelsOfGroup } from './group-scope.js'
import { useGroupNodes } from './use-drill.js'

/** Groups that are named by codes, and by what people call them. */
const CODED: readonly ReportGroup[] = ['item', 'customer', 'account']
const NONE: readonly (readonly string[])[] = []

/** What people call the groups of a report. */
export function useGroupLabels(plan: string, by: ReportGroup | null): (group: string) => string {
  const { say } = useWords()
  const coded = by !== null && CODED.includes(by) ? by : null
  const named = coded === null ? null : levelsOfGroup(coded)
  const nodes = useGroupNodes(plan, coded) ?? NONE
  const levels = (named?.levels ?? []).map((dimension) => ({ tree: named!.tree, dimension }))
  const labelOf = useRowLabels(levels, nodes, EVERYTHING)
  return useMemo(() => {
    const labels = new Map<string, string>()
    for (const way of nodes) {
      const name = way.at(-1)!
      const label = labelOf(named!.tree, way.slice(0, -1), name)
      if (label !== undefined && label !== name) labels.set(name, `${label} (${name})`)
    }
    return (group) => labels.get(group) ?? (group || say('web.nameless'))
  }, [nodes, labelOf, named?.tree, say])
}
