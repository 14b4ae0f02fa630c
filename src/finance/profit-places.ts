/** Where the P&L of a plan has money at all, in names: a row of it may be nothing, but there is no row of it elsewhere. */
import { cubeRowValues, fixedGroups, leafId, type ProfitSource, type Values } from './profit-nodes.js'

/** Places at one depth of the fixed order (account 0, family 1, location 2, row 3), some of them several times. */
export function cubePlaces(source: ProfitSource, depth: number): Values[] {
  const { cube } = source.money
  if (depth < 3) return Array.from({ length: cube.count }, (_, row) => cubeRowValues(source, row, depth as 0 | 1 | 2))
  const { item, customer } = source.plan.rows.demand
  const places: Values[] = []
  for (let row = 0; row < cube.count; row++) {
    const values = cubeRowValues(source, row, 2)
    const [first, end] = [cube.memberStart[row]!, cube.memberStart[row + 1]!]
    if (first === end) places.push(values)
    for (let at = first; at < end; at++) {
      const member = cube.memberRow[at]!
      places.push({
        ...values,
        item: leafId(source.plan.product, item[member]!),
        customer: leafId(source.plan.customer, customer[member]!),
      })
    }
  }
  return places
}

/** The same of money without volume, which has no place below a family. */
export function fixedPlaces({ money }: ProfitSource, depth: number): Values[] {
  const groups = fixedGroups(money)
  return (depth === 0 ? groups : groups.flatMap((group) => group.children())).map((node) => node.values())
}
