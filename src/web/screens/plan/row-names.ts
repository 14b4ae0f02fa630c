/** What a row is called: the last name on its way in each tree, one under the other, and the way there. */
import { PLAN_TREES, type PlanTree } from '../../../processes/living/living-plan.js'
import { type LabelOf, namedAs } from '../../view/node-name.js'
import type { NamedLevel } from './plan-layout.js'

export interface RowNames {
  /** One for each tree in the rows. */
  readonly lines: readonly string[]
  /** How one gets there, where that is not said by the lines. */
  readonly way: string
}

export function rowNames(
  names: readonly string[],
  levels: readonly NamedLevel[],
  scope: Readonly<Record<PlanTree, readonly string[]>>,
  labelOf: LabelOf,
  nameless: (tree: PlanTree) => string,
): RowNames {
  const lines: string[] = []
  const way: string[] = []
  for (const tree of PLAN_TREES) {
    const own = names.filter((_, at) => levels[at]!.tree === tree)
    const name = own.at(-1)
    if (name === undefined) continue
    const above = own.slice(0, -1)
    const label = labelOf(tree, [...scope[tree], ...above], name)
    lines.push(namedAs(label, name) || nameless(tree))
    way.push(...above)
  }
  return { lines, way: way.join(' ▸ ') }
}

/** The text in the name column of one of a group's rows. */
export function nameInRow({ lines, way }: RowNames, row: number, rowCount: number): string {
  const all = way === '' ? lines : [...lines, way]
  if (row < rowCount - 1 || all.length <= rowCount) return all[row] ?? ''
  return all.slice(row).join(' · ')
}
